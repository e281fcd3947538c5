// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Mail
import Testing

@Suite struct SendmailArgumentsTests {
    private func read(_ line: String, as name: String = "sendmail") throws -> SendmailArguments {
        let words = line.split(separator: " ").map { $0 == "''" ? "" : String($0) }
        return try SendmailArguments(programName: name, words: words)
    }

    @Test(
        "command lines of programs that send mail are understood",
        arguments: [
            (
                "-oem -oi -B8BITMIME -f me@x.nl -N failure,delay -R hdrs -- a@x.nl b@x.nl", "me@x.nl", "a@x.nl b@x.nl",
                false
            ),
            ("-f me@x.nl -i a@x.nl", "me@x.nl", "a@x.nl", false),
            ("-i -t", nil, "", true),
            ("-oi -f me@host -t", "me@host", "", true),
            ("-t -i -fenv@x.nl", "env@x.nl", "", true),
            ("-FCronDaemon -i -B8BITMIME -oem root", nil, "root", false),
            ("-FCronDaemon -i -odi -oem -oi -t -f X", "X", "", true),
            ("-oi -oep -odi -t", nil, "", true),
            ("-oi -f '' a@x.nl", "", "a@x.nl", false),
            ("-f <> a@x.nl", "", "a@x.nl", false),
            ("-tif me@x.nl", "me@x.nl", "", true),
            ("-ti a@x.nl", nil, "a@x.nl", true),
            ("-r me@x.nl a@x.nl", "me@x.nl", "a@x.nl", false),
            ("-B 8BITMIME -h 5 -L tag -O k=v -p P:h -X file -C file -V id a@x.nl", nil, "a@x.nl", false),
            ("-bm -v -m -n -U -G a@x.nl", nil, "a@x.nl", false),
            ("-i -- -oQ/tmp@x.org", nil, "-oQ/tmp@x.org", false),
            ("-q1h a@x.nl", nil, "a@x.nl", false),
        ] as [(String, String?, String, Bool)])
    func understands(line: String, sender: String?, recipients: String, fromHeader: Bool) throws {
        let arguments = try read(line)
        #expect(arguments.envelope.sender == sender)
        #expect(arguments.envelope.recipients == recipients.split(separator: " ").map(String.init))
        #expect(arguments.envelope.readsRecipientsFromHeader == fromHeader)
        #expect(arguments.mode == .deliver)
    }

    @Test(
        "dots end a message unless told otherwise",
        arguments: [("-i x", true), ("-oi x", true), ("-it", true), ("x", false)])
    func readsDots(line: String, ignored: Bool) throws {
        #expect(try read(line).ignoresDots == ignored)
    }

    @Test("a sender may carry a name, of which the address is taken")
    func takesAddress() throws {
        let arguments = try SendmailArguments(
            programName: "sendmail", words: ["-f", "Jan <jan@x.nl>", "Piet <piet@x.nl>"])
        #expect(arguments.envelope.sender == "jan@x.nl")
        #expect(arguments.envelope.recipients == ["piet@x.nl"])
    }

    @Test(
        "what is not understood is said in one line",
        arguments: [
            ("-Z", "unknown option -Z"), ("-f", "option -f needs a value"), ("-bs", "mode -bs is not supported"),
        ])
    func refuses(line: String, text: String) {
        let fault = #expect(throws: SendmailArguments.Fault.self) { try read(line) }
        #expect(fault?.description == text)
    }

    @Test("an address in another encoding is refused, and not sent to as it was repaired")
    func refusesOtherEncodings() {
        let word = String(decoding: Array("j".utf8) + [0xFC] + Array("rgen@x.nl".utf8), as: UTF8.self)
        for words in [["--", word], ["-f", word, "a@x.nl"]] {
            let fault = #expect(throws: SendmailArguments.Fault.self) {
                try SendmailArguments(programName: "sendmail", words: words)
            }
            #expect(fault?.description.hasSuffix("is not in UTF-8") == true)
        }
        #expect(throws: Never.self) {
            try SendmailArguments(programName: "sendmail", words: ["-F", word, "jürgen@x.nl"])
        }
    }

    @Test("the program's name chooses the mode")
    func modes() throws {
        #expect(try read("", as: "/usr/bin/mailq").mode == .listQueue)
        #expect(try read("", as: "newaliases").mode == .rebuildAliases)
        #expect(try read("-bp").mode == .listQueue)
        #expect(try read("-bi").mode == .rebuildAliases)
    }
}
