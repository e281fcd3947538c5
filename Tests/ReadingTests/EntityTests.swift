// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Reading
import Testing

@Suite("The MIME tree of a message")
struct EntityTests {
    private func read(_ text: String, limits: ReadingLimits = .standard) -> Message {
        MessageReader(limits: limits).read(Array(text.utf8))
    }

    /// Each entity in a line: its path, its parent, the end of those inside it, its type.
    private func outline(_ message: Message) -> [String] {
        message.entities.map { entity in
            "\(entity.path)/\(entity.parent.map(String.init) ?? "-")/\(entity.end) \(entity.mediaType.essence)"
        }
    }

    private func text(_ range: Range<Int>?, of message: Message) -> String? {
        range.map { String(decoding: message.source.bytes(in: $0), as: UTF8.self) }
    }

    private let nested = """
        From: a@x.example
        Content-Type: multipart/mixed; boundary=o

        Before.
        --o
        Content-Type: multipart/alternative; boundary=i

        --i

        Plain.
        --i
        Content-Type: text/html

        <p>Rich.
        --i--
        Inner end.
        --o
        Content-Type: message/rfc822
        Content-Description: =?utf-8?q?caf=C3=A9?=

        To: b@y.example
        Subject: Within
        Content-Type: multipart/mixed; boundary=n

        --n
        Content-Type: text/plain; name*=utf-8''%C3%BC.txt

        Deep.
        --n--
        --o--
        After.
        """

    @Test("entities stand before those inside them, numbered as IMAP does")
    func tree() {
        let message = read(nested)
        #expect(
            outline(message) == [
                "/-/7 multipart/mixed", "1/0/4 multipart/alternative", "1.1/1/3 text/plain", "1.2/1/4 text/html",
                "2/0/7 message/rfc822", "2/4/7 multipart/mixed", "2.1/5/7 text/plain",
            ])
        #expect(message.entities[0].header == message.header)
        #expect(message.entities[4].kind == .message)
        #expect(message.entities[4].header.last?.value == "café")
        #expect(message.entities[5].header.first?.addresses == [Address(mailbox: "b@y.example")])
        #expect(message.entities[6].mediaType.parameters["name"] == "ü.txt")
        #expect(text(message.entities[6].body, of: message) == "Deep.")
    }

    @Test("what stands around the parts of a multipart is kept")
    func prologues() throws {
        let message = read(nested)
        guard case .multipart(let before, let after) = message.entities[0].kind,
            case .multipart(let inner, let innerEnd) = message.entities[1].kind
        else {
            Issue.record("no multiparts: \(message.entities.map(\.kind))")
            return
        }
        #expect(text(before, of: message) == "Before.")
        #expect(text(after, of: message) == "After.")
        #expect(text(inner, of: message) == "")
        #expect(text(innerEnd, of: message) == "Inner end.")
        #expect(text(message.entities[1].body, of: message)?.hasSuffix("--i--\nInner end.") == true)
    }

    @Test("what routes send is the same, whatever is in a message within the message")
    func partsStay() {
        let message = read(nested)
        #expect(message.parts.map(\.path) == ["1.1", "1.2", "2"])
        #expect(message.parts.last?.mediaType.essence == "message/rfc822")
        #expect(message.text == "Plain.")
        let odd = nested.replacing("boundary=n\n", with: "boundary=other\nContent-Transfer-Encoding: x-odd\n")
        #expect(read(odd).doubts.map(\.text) == message.doubts.map(\.text))
    }

    @Test("a message of one part is part 1, and so is one within it")
    func single() {
        #expect(outline(read("Subject: x\n\nHello.\n")) == ["1/-/1 text/plain"])
        #expect(
            outline(read("Content-Type: message/rfc822\n\nSubject: x\n\nHello.\n"))
                == ["1/-/2 message/rfc822", "1.1/0/2 text/plain"])
    }

    @Test("a header that no empty line follows has no body; an empty body is one")
    func bodies() {
        #expect(read("Subject: x\n").entities[0].body == nil)
        #expect(read("Subject: x\n\n").entities[0].body == 12..<12)
        let parts = read("Content-Type: multipart/mixed; boundary=b\n\n--b\nX: y\n--b\nX: y\n\n--b--\n").entities
        #expect(parts.dropFirst().map { $0.body == nil } == [true, false])
    }

    @Test("an encoding that nobody knows is said to be none")
    func encodings() {
        func encoding(_ name: String) -> TransferEncoding? {
            read("Content-Transfer-Encoding: \(name)\n\nx\n").entities[0].encoding
        }
        #expect(encoding("Base64") == .base64)
        #expect(encoding("binary") == .binary)
        #expect(encoding("multipart/related") == nil)
    }

    @Test("an encoded message stays whole, as one beyond the limits does")
    func leaves() {
        let encoded = "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogeAoKeAo=\n"
        #expect(read(encoded).entities.map(\.kind) == [.leaf])
        let deep = String(repeating: "Content-Type: message/rfc822\n\n", count: 1000)
        #expect(read(deep).entities.count == 17)
        let wide = "Content-Type: multipart/digest; boundary=b\n\n" + String(repeating: "--b\n\nX: y\n\nz\n", count: 8)
        var limits = ReadingLimits.standard
        limits.parts = 12
        let message = read(wide + "--b--\n", limits: limits)
        #expect(message.entities.count { $0.kind == .message } == 3)
        #expect(message.parts.count == 8)
        #expect(!message.isDoubtful)
    }

    @Test("a message that is not taken apart has one entity")
    func opaque() {
        let message = read(
            "Content-Type: multipart/mixed; boundary=b\n\n" + String(repeating: "--b\n\nx\n", count: 10_001))
        #expect(outline(message) == ["1/-/1 application/octet-stream"])
    }
}
