// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Foundation
import Glibc
import Mail
import TestSupport
import Testing

@Suite struct SubmissionTests {
    let folder: TemporaryFolder
    let spool: Spool

    init() throws {
        folder = try TemporaryFolder()
        spool = Spool(folder.file("spool"))
        try spool.create()
    }

    /// Submits a text and gives what the spool has of it, without the fields that differ each time.
    private func submit(
        _ text: String, envelope: Envelope = Envelope(sender: "me@x.nl", recipients: ["a@x.nl"]), dots: Bool = false,
        limit: Int = 1 << 20, calls: FileCalls = .kernel
    ) throws -> (entry: SpoolEntry, text: String) {
        var submission = Submission(entry: SpoolEntry(door: .sendmail, envelope: envelope, origin: "test"))
        submission.endsAtDot = dots
        submission.sizeLimit = limit
        submission.fullName = "Jan \"J\" Jansen"
        let path = try folder.write("input-\(submission.id)", text)
        let input = open(path, O_RDONLY | O_CLOEXEC)
        defer { close(input) }
        try submission.accept(from: input, into: spool, calls: calls)
        let spooled = try spool.open(submission.id)
        return (spooled.entry, String(decoding: spooled.bytes.bytes(in: 0..<spooled.bytes.count), as: UTF8.self))
    }

    private let complete = "From: me@x.nl\nDate: Sat, 21 Nov 2026 09:30:00 +0000\nMessage-ID: <1@x>\nTo: a@x.nl\n"

    @Test(
        "a complete message stays as it is, byte for byte",
        arguments: [
            "\nbody\n", "\nbody without a line end", "\n", "\n.\nafter a dot\n", "\nlone \r here, NUL \0 there\n", "",
        ])
    func keepsBytes(rest: String) throws {
        #expect(try submit(complete + rest).text == complete + rest)
    }

    @Test("line ends of either kind stay as they are")
    func keepsLineEnds() throws {
        let text = (complete + "\nbody\n").replacing("\n", with: "\r\n")
        #expect(try submit(text).text == text)
    }

    @Test("a message much larger than a chunk stays as it is")
    func keepsLargeMessage() throws {
        let text = complete + "\n" + String(repeating: "0123456789abcde\n", count: 40_000)
        #expect(try submit(text).text == text)
    }

    @Test("missing fields are put before the header, with its line ends")
    func completes() throws {
        let lines = try submit("Subject: hi\r\n\r\nbody\r\n").text.split(
            separator: "\r\n", omittingEmptySubsequences: false)
        #expect(lines[0].hasPrefix("Date: "))
        #expect(lines[1].hasPrefix("Message-ID: <"))
        #expect(lines[2] == #"From: "Jan \"J\" Jansen" <me@x.nl>"#)
        #expect(lines[3...].joined(separator: "|") == "Subject: hi||body|")
    }

    @Test("text without a header gets one")
    func addsHeader() throws {
        let text = try submit("just a line\nand one more\n").text
        #expect(text.contains("\n\njust a line\nand one more\n"))
        #expect(text.hasPrefix("Date: "))
    }

    @Test("an mbox separator is no part of the message", arguments: ["From me@x.nl Sat Nov 21\n", ">From me Sat\n"])
    func dropsSeparator(line: String) throws {
        #expect(try submit(line + complete + "\nFrom here it stays\n").text == complete + "\nFrom here it stays\n")
    }

    @Test(
        "a line with a single dot ends the message where it is told to",
        arguments: [
            (".\nrest", ""), (".\r\nrest", ""), ("a\n.\nrest", "a\n"), ("a\r\n.\r\n", "a\r\n"),
            ("..\n.a\n", "..\n.a\n"),
            ("a.\n", "a.\n"), ("a\n.", "a\n"), (".\rx\n", ".\rx\n"),
        ])
    func endsAtDot(body: String, kept: String) throws {
        #expect(try submit(complete + "\n" + body, dots: true).text == complete + "\n" + kept)
    }

    @Test("the envelope is kept beside the message")
    func keepsEnvelope() throws {
        let envelope = Envelope(sender: "", recipients: ["a@x.nl", "ü@x.nl"], readsRecipientsFromHeader: true)
        #expect(try submit(complete + "\n", envelope: envelope).entry.envelope == envelope)
    }

    @Test(
        "a message for nobody is refused",
        arguments: ["Subject: x\n\n", "To:\nCc: \n\n", "X-To: a@x.nl\n\nTo: a@x.nl\n"])
    func refusesNobody(text: String) throws {
        let fault = #expect(throws: SpoolFault.self) {
            try submit(text, envelope: Envelope(readsRecipientsFromHeader: true))
        }
        #expect(fault == .noRecipients)
        #expect(folder.names(in: "spool/new").isEmpty)
    }

    @Test("recipients in a folded field are seen")
    func seesFoldedField() throws {
        _ = try submit("To:\n a@x.nl\n\n", envelope: Envelope(readsRecipientsFromHeader: true))
        #expect(folder.names(in: "spool/new").count == 1)
    }

    @Test("nothing at all, too much, and an address with a line end are refused, and leave nothing")
    func refuses() throws {
        #expect(throws: SpoolFault.emptyMessage) { try submit("") }
        #expect(throws: SpoolFault.tooLarge(limit: 50)) { try submit(complete, limit: 50) }
        #expect(throws: SpoolFault.badAddress("a@x.nl\nRecipient: <b@x.nl>")) {
            try submit(complete, envelope: Envelope(recipients: ["a@x.nl\nRecipient: <b@x.nl>"]))
        }
        #expect(folder.names(in: "spool/new").isEmpty)
        #expect(folder.names(in: "spool/tmp").isEmpty)
    }

    @Test("a full disk asks the caller to try again, and leaves nothing")
    func fullDisk() throws {
        var calls = FileCalls.kernel
        calls.write = { _, _, _ in
            errno = ENOSPC
            return -1
        }
        let fault = #expect(throws: SpoolFault.self) { try submit(complete, calls: calls) }
        #expect(fault?.exitStatus == .tempfail)
        #expect(fault?.description.contains("No space left") == true)
        #expect(folder.names(in: "spool/new").isEmpty)
        #expect(folder.names(in: "spool/tmp").isEmpty)
    }
}
