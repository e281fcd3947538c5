// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Testing

@testable import Routes

@Suite("what leaves of a message")
struct OutgoingMessageTests {
    private func output(_ message: Message, subject: String? = nil) throws -> String {
        let body = SegmentedBody([.message(try OutgoingMessage(message, subject: subject), .local)], of: message.source)
        return String(decoding: PreparedRequestBytes.of(body), as: UTF8.self)
    }

    @Test("hidden recipients and orders to this program are taken off, in any spelling")
    func privateFields() throws {
        let text =
            "BCC: a@x.nl,\n\tb@x.nl\nTo: c@x.nl\nresent-bcc: d@x.nl\nX-SealPost-Route: plain\nSubject: s\n\nBcc: body\n"
        #expect(try output(sampleMessage(text)) == "To: c@x.nl\nSubject: s\n\nBcc: body\n")
    }

    @Test("a field whose range ends too early leaves nothing of its further lines")
    func shortRange() throws {
        var message = sampleMessage("Bcc: a@x.nl,\n b@x.nl,\n\tc@x.nl\nTo: d@x.nl\n\ntext\n")
        message.header[0].range = 0..<13
        #expect(try output(message) == "To: d@x.nl\n\ntext\n")
    }

    @Test(
        "a hidden field that the reader missed stops the mail",
        arguments: ["Bcc: a@x.nl", "Bcc : a@x.nl", "bCC:a@x.nl", "Resent-Bcc:\n a@x.nl", "X-Sealpost-Route: plain"])
    func missedField(line: String) {
        var message = sampleMessage("To: d@x.nl\n\(line)\nSubject: s\n\ntext\n")
        message.header.removeAll { $0.name != "To" }
        #expect(throws: RouteFault.self) { try output(message) }
    }

    @Test("a new subject takes the place of the old one, and all else stays byte for byte")
    func newSubject() throws {
        let message = sampleMessage("To: d@x.nl\nSubject: [aangetekend]\n Huur\nX: 1\n\ntext")
        #expect(try output(message, subject: "Huur") == "To: d@x.nl\nSubject: Huur\nX: 1\n\ntext")
    }

    @Test("a new subject can't begin another field")
    func subjectInjection() throws {
        let result = try output(sampleMessage("Subject: x\n\ntext"), subject: "a\r\nBcc: b@x.nl")
        #expect(!result.contains("\nBcc"))
    }

    @Test("a message without fields is passed on as it is")
    func noHeader() throws {
        #expect(try output(sampleMessage("\nonly a body\n")) == "\nonly a body\n")
    }
}

enum PreparedRequestBytes {
    static func of(_ body: SegmentedBody) -> [UInt8] {
        var bytes: [UInt8] = []
        body.forEachChunk { bytes += $0 }
        return bytes
    }
}
