// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Mail
import Testing

/// A command line of sendmail, and what it means.
struct CommandLineSample: Sendable, CustomTestStringConvertible {
    /// The words after the program's name, as a shell reads them: single quotes hold a word together.
    var line: String
    /// Who the mail is from; nil where the line does not say.
    var sender: String?
    /// Who it is for.
    var recipients: String
    /// Whether those of the header get it as well.
    var readsHeader: Bool
    /// Whether a line with a single dot ends the message.
    var endsAtDot: Bool
    /// What happens then.
    var delivery: SendmailArguments.Delivery

    init(
        _ line: String, from sender: String? = nil, to recipients: String = "", header readsHeader: Bool = false,
        dot endsAtDot: Bool = false, _ delivery: SendmailArguments.Delivery = .background
    ) {
        self.line = line
        self.sender = sender
        self.recipients = recipients
        self.readsHeader = readsHeader
        self.endsAtDot = endsAtDot
        self.delivery = delivery
    }

    var testDescription: String { line }

    /// The words of a line.
    static func words(_ line: String) -> [String] {
        var words: [String] = []
        for (index, part) in line.split(separator: "'", omittingEmptySubsequences: false).enumerated() {
            if index % 2 == 1 {
                words.append(String(part))
            } else {
                words += part.split(separator: " ").map(String.init)
            }
        }
        return words
    }

    func read() throws -> SendmailArguments {
        try SendmailArguments(programName: "sendmail", words: Self.words(line))
    }

    func matches(_ arguments: SendmailArguments) -> Bool {
        arguments.mode == .deliver && arguments.envelope.sender == sender
            && arguments.envelope.recipients.joined(separator: " ") == recipients
            && arguments.envelope.readsRecipientsFromHeader == readsHeader && arguments.ignoresDots == !endsAtDot
            && arguments.delivery == delivery
    }
}

@Suite struct SendmailArgumentsTests {
    private func read(_ line: String, as name: String = "sendmail") throws -> SendmailArguments {
        try SendmailArguments(programName: name, words: CommandLineSample.words(line))
    }

    /// What programs were seen to call sendmail with.
    static let callers: [CommandLineSample] = [
        // mutt and neomutt
        .init("-oem -oi -- a@x.nl b@x.nl", to: "a@x.nl b@x.nl"),
        .init(
            "-oem -oi -B8BITMIME -f me@x.nl -N failure,delay -R hdrs -- a@x.nl b@x.nl", from: "me@x.nl",
            to: "a@x.nl b@x.nl"),
        // git send-email
        .init("-f me@x.nl -i a@x.nl b@x.nl", from: "me@x.nl", to: "a@x.nl b@x.nl"),
        .init("-i a@x.nl", to: "a@x.nl"),
        // bsd-mailx, GNU mailutils
        .init("-i -t", header: true),
        .init("-i -t -f me@x.nl", from: "me@x.nl", header: true),
        .init("-oi -f me@host -t", from: "me@host", header: true),
        // s-nail
        .init("-i -- a@x.nl", to: "a@x.nl"), .init("-i -f me@x.nl -- a@x.nl", from: "me@x.nl", to: "a@x.nl"),
        // PHP
        .init("-t -i -fenv@x.nl", from: "env@x.nl", header: true),
        // Debian's cron, with MAILTO=root and MAILTO=a@x.nl,b@x.nl; cronie
        .init("-FCronDaemon -i -B8BITMIME -oem root", to: "root"),
        .init("-FCronDaemon -i -B8BITMIME -oem a@x.nl,b@x.nl", to: "a@x.nl b@x.nl"),
        .init("-FCronDaemon -i -odi -oem -oi -t -f me", from: "me", header: true, .interactive),
        // Emacs: sendmail.el, message.el
        .init("-oi -oep -odi -t", header: true, .interactive),
        .init("-oi -f me@x.nl -t", from: "me@x.nl", header: true),
        // logwatch and mdadm, unattended-upgrades, MIME::Lite
        .init("-t", header: true, dot: true), .init("-oi -t", header: true),
        .init("-t -oi -oem -fme@x.nl", from: "me@x.nl", header: true),
        // aerc, mblaze
        .init("a@x.nl b@x.nl", to: "a@x.nl b@x.nl", dot: true), .init("-- a@x.nl", to: "a@x.nl", dot: true),
        // procmail, maildrop
        .init("-oi a@x.nl", to: "a@x.nl"), .init("-oi -f '' a@x.nl", from: "", to: "a@x.nl"),
    ]

    /// What sendmails differ in: each of these is refused, ignored or misread by one of them.
    static let rows: [CommandLineSample] = [
        .init("-t a@x.nl", to: "a@x.nl", header: true, dot: true),
        .init("-f me@x.nl a@x.nl", from: "me@x.nl", to: "a@x.nl", dot: true),
        .init("-fme@x.nl a@x.nl", from: "me@x.nl", to: "a@x.nl", dot: true),
        .init("-f '<>' a@x.nl", from: "", to: "a@x.nl", dot: true),
        .init("-f<> a@x.nl", from: "", to: "a@x.nl", dot: true),
        .init("-f '' a@x.nl", from: "", to: "a@x.nl", dot: true),
        .init("-f 'N <me@x.nl>' a@x.nl", from: "me@x.nl", to: "a@x.nl", dot: true),
        .init("-f 'me@x.nl (N)' a@x.nl", from: "me@x.nl", to: "a@x.nl", dot: true),
        .init("-r me@x.nl a@x.nl", from: "me@x.nl", to: "a@x.nl", dot: true),
        .init("-F name a@x.nl", to: "a@x.nl", dot: true),
        .init("-i a@x.nl", to: "a@x.nl"), .init("-oi a@x.nl", to: "a@x.nl"), .init("-o i a@x.nl", to: "a@x.nl"),
        .init("-oem -oee -oep -oeq -om -e m -em a@x.nl", to: "a@x.nl", dot: true),
        .init("-odb a@x.nl", to: "a@x.nl", dot: true), .init("-odi a@x.nl", to: "a@x.nl", dot: true, .interactive),
        .init("-odq a@x.nl", to: "a@x.nl", dot: true, .queued),
        .init("-odq -odb a@x.nl", to: "a@x.nl", dot: true, .background),
        .init("-odd -o7 a@x.nl", to: "a@x.nl", dot: true),
        .init("-N failure,delay a@x.nl", to: "a@x.nl", dot: true),
        .init("-R hdrs a@x.nl", to: "a@x.nl", dot: true), .init("-R full a@x.nl", to: "a@x.nl", dot: true),
        .init("-V id a@x.nl", to: "a@x.nl", dot: true),
        .init("-B8BITMIME a@x.nl", to: "a@x.nl", dot: true), .init("-B 8BITMIME a@x.nl", to: "a@x.nl", dot: true),
        .init("-O k=v a@x.nl", to: "a@x.nl", dot: true), .init("-Ok=v a@x.nl", to: "a@x.nl", dot: true),
        .init("-m -n -v a@x.nl", to: "a@x.nl", dot: true), .init("-mnv a@x.nl", to: "a@x.nl", dot: true),
        .init("-U -G -A c a@x.nl", to: "a@x.nl", dot: true), .init("-Ac a@x.nl", to: "a@x.nl", dot: true),
        .init("-h 5 -L tag -p P:h a@x.nl", to: "a@x.nl", dot: true),
        .init("-X file -C file a@x.nl", to: "a@x.nl", dot: true), .init("-d0.1 a@x.nl", to: "a@x.nl", dot: true),
        .init("-ti a@x.nl", to: "a@x.nl", header: true), .init("-it a@x.nl", to: "a@x.nl", header: true),
        .init("-tif me@x.nl a@x.nl", from: "me@x.nl", to: "a@x.nl", header: true),
        .init("-bm a@x.nl", to: "a@x.nl", dot: true),
        .init("-i -- -oQ/tmp@x.org", to: "-oQ/tmp@x.org"), .init("-i -- -- a@x.nl", to: "-- a@x.nl"),
        .init("a@x.nl -i b@x.nl", to: "a@x.nl b@x.nl"),
        // A mail that somebody is named for is accepted, whatever -q asks for beside it.
        .init("-q1h a@x.nl", to: "a@x.nl", dot: true), .init("-q -t", header: true, dot: true),
        // Words that hold addresses as a header does.
        .init("'Jan <a@x.nl>, b@x.nl ,c@x.nl (Kees, jr),'", to: "a@x.nl b@x.nl c@x.nl", dot: true),
        .init("'\"Jansen, Jan\" <a@x.nl>'", to: "a@x.nl", dot: true),
        .init("'<@c.nl,@d.nl:a@x.nl>' @c.nl:b@x.nl", to: "a@x.nl b@x.nl", dot: true),
        .init("'\"a,b\"@x.nl'", to: "\"a,b\"@x.nl", dot: true),
        .init("'\"a\\\",b\"@x.nl'", to: "\"a\\\",b\"@x.nl", dot: true),
        .init("a@x.nl ''", to: "a@x.nl", dot: true),
    ]

    @Test("the command lines of programs that send mail mean what they mean to sendmail", arguments: callers)
    func understandsCallers(_ sample: CommandLineSample) throws {
        let arguments = try sample.read()
        #expect(sample.matches(arguments), "\(arguments)")
    }

    @Test("options that sendmails read in different ways get nobody mail who is not named", arguments: rows)
    func understandsRows(_ sample: CommandLineSample) throws {
        let arguments = try sample.read()
        #expect(sample.matches(arguments), "\(arguments)")
    }

    @Test("the name for a From field is kept as it is")
    func fullName() throws {
        #expect(try read("-F 'Jan Jansen, jr' -FPiet a@x.nl").fullName == "Piet")
        #expect(try read("-F 'Jan Jansen, jr' a@x.nl").fullName == "Jan Jansen, jr")
    }

    @Test("what the sender wants to be told is kept")
    func status() throws {
        let asked = try read("-N SUCCESS,delay -Rfull -V 'id 1' a@x.nl").envelope.notification
        #expect(asked.conditions == [.success, .delay])
        #expect(asked.returnedContent == .full)
        #expect(asked.envelopeID?.rawValue == "id 1")
        #expect(try read("-Nnever a@x.nl").envelope.notification.conditions == .never)
        #expect(try read("a@x.nl").envelope.notification.isEmpty)
    }

    @Test(
        "what is not understood is said in one line",
        arguments: [
            ("-Z", "unknown option -Z"), ("-tZ a@x.nl", "unknown option -Z"), ("-f", "option -f needs a value"),
            ("-A", "option -A needs a value"), ("-b", "option -b needs a value"),
            ("-bt", "mode -bt is not supported"), ("-bmx a@x.nl", "mode -bmx is not supported"),
            ("-bd", "-bd: Sealpost takes no mail over the network; for delivery run: sealpost watch"),
            ("-bD -q15m", "-bD: Sealpost takes no mail over the network; for delivery run: sealpost watch"),
            ("-N bogus a@x.nl", "-N bogus: give never, or some of success,failure,delay"),
            ("-N never,delay a@x.nl", "-N never,delay: give never, or some of success,failure,delay"),
            ("-N '' a@x.nl", "-N : give never, or some of success,failure,delay"),
            ("-R some a@x.nl", "-R some: give full or hdrs"),
            ("-V 'a\tb' a@x.nl", "-V: give at most 100 printable characters of ASCII"),
            ("-f '<me@x.nl' a@x.nl", "the address <me@x.nl is not understood: write a@b, or Name <a@b>"),
            ("'<a@x.nl> b'", "the address <a@x.nl> b is not understood: write a@b, or Name <a@b>"),
        ])
    func refuses(line: String, text: String) {
        let fault = #expect(throws: SendmailArguments.Fault.self) { try read(line) }
        #expect(fault?.description == text)
    }

    @Test("the name of a sending is taken as it stands, also where it looks like xtext")
    func envelopeIDAsItStands() throws {
        #expect(try read("-V order+2024=x a@x.nl").envelope.notification.envelopeID?.rawValue == "order+2024=x")
    }

    @Test("the longest name of a sending is the one that a mail system takes")
    func longestEnvelopeID() throws {
        #expect(throws: Never.self) {
            try SendmailArguments(programName: "sendmail", words: ["-V", String(repeating: "x", count: 100)])
        }
        for text in [String(repeating: "x", count: 101), String(repeating: "=", count: 34), "é", ""] {
            #expect(throws: SendmailArguments.Fault.self) {
                try SendmailArguments(programName: "sendmail", words: ["-V", text])
            }
        }
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

    @Test(
        "name and options choose the mode",
        arguments: [
            ("/usr/bin/mailq", "", .listQueue), ("newaliases", "", .rebuildAliases),
            ("/usr/lib/sendmail", "", .deliver),
            ("sendmail", "-bp", .listQueue), ("sendmail", "-bi", .rebuildAliases), ("sendmail", "-bs", .submit),
            ("sendmail", "-b s", .submit), ("sendmail", "-bv a@x.nl", .verify), ("sendmail", "-bm", .deliver),
            ("sendmail", "-q", .runQueue), ("sendmail", "-qf", .runQueue), ("sendmail", "-qRx.nl", .runQueue),
            ("sendmail", "-q15m", .runQueue), ("sendmail", "-v -q", .runQueue), ("sendmail", "-bs -q", .submit),
            ("mailq", "-q", .listQueue), ("sendmail", "-q a@x.nl", .deliver), ("sendmail", "-q -t", .deliver),
        ] as [(String, String, SendmailArguments.Mode)])
    func modes(name: String, line: String, mode: SendmailArguments.Mode) throws {
        #expect(try read(line, as: name).mode == mode)
    }

    @Test("an interval between passes is told from a choice of mails")
    func intervals() throws {
        #expect(try read("-q15m").interval == "15m")
        for line in ["-q", "-qf", "-qRx.nl"] { #expect(try read(line).interval == nil) }
    }
}
