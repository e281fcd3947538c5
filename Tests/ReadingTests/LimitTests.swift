// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Reading
import Testing

@Suite("Messages made to hurt a parser")
struct LimitTests {
    private func read(_ text: String, limits: ReadingLimits = .standard) -> Message {
        MessageReader(limits: limits).read(Array(text.utf8))
    }

    private func nested(_ depth: Int) -> String {
        var text = "From: a@x.example\n"
        for level in 0..<depth { text += "Content-Type: multipart/mixed; boundary=b\(level)\n\n--b\(level)\n" }
        return text + "\nDeep.\n"
    }

    private func expectOpaque(_ message: Message, _ phrase: String) {
        #expect(message.isDoubtful)
        #expect(message.doubts.contains { $0.text.contains(phrase) })
        #expect(message.parts.map(\.mediaType.essence) == ["application/octet-stream"])
        #expect(message.parts.first?.range.upperBound == message.source.count)
    }

    @Test("multiparts within the limit are read to their end")
    func depthWithin() {
        let message = read(nested(64))
        #expect(message.text == "Deep.\n")
    }

    @Test("deeper multiparts make an opaque body, whatever their depth", arguments: [65, 10_000, 100_000])
    func depthBeyond(depth: Int) {
        expectOpaque(read(nested(depth)), "nested more than 64 deep")
        #expect(read(nested(depth)).addresses(in: "From").map(\.mailbox) == ["a@x.example"])
    }

    @Test("messages in messages are not descended into")
    func enclosedDepth() {
        let text = String(repeating: "Content-Type: message/rfc822\n\n", count: 100_000)
        let message = read(text)
        #expect(message.parts.map(\.mediaType.essence) == ["message/rfc822"])
    }

    @Test("too many parts make an opaque body")
    func parts() {
        expectOpaque(
            read("Content-Type: multipart/mixed; boundary=b\n\n" + String(repeating: "--b\n\nx\n", count: 10_001)),
            "more than 10000 parts")
    }

    @Test("too many header fields make an opaque body with the fields before")
    func fields() {
        let message = read(String(repeating: "X: y\n", count: 50_001) + "\nbody\n")
        expectOpaque(message, "more than 50000 header fields")
        #expect(message.header.count == 50_000)
    }

    @Test("a header field without end makes an opaque body", arguments: [true, false])
    func fieldLength(isFolded: Bool) {
        let value = isFolded ? String(repeating: "x\n ", count: 500_000) : String(repeating: "x", count: 2_000_000)
        expectOpaque(read("To: a@x.example\nX: \(value)\n\nbody\n"), "more than 1048576 bytes")
    }

    @Test("too many parameters make an opaque body")
    func parameters() {
        let parameters = (0...1000).map { "; p\($0)=v" }.joined()
        expectOpaque(read("Content-Type: text/plain\(parameters)\n\nbody\n"), "more than 1000 parameters")
    }

    @Test(
        "parentheses nested beyond any stack are read without recursion",
        arguments: ["To", "Content-Type", "Content-Disposition", "Content-Transfer-Encoding", "Content-ID", "Date"])
    func parentheses(field: String) {
        let message = read("\(field): \(String(repeating: "(", count: 300_000)) a@x.example\n\nbody\n")
        #expect(message.text == "body\n" || !message.parts.isEmpty)
    }

    @Test("twenty thousand recipients are all read")
    func recipients() {
        let list = (0..<20_000).map { "a\($0)@x.example" }.joined(separator: ",")
        #expect(read("To: \(list)\n\nbody\n").addresses(in: "To").count == 20_000)
    }

    @Test("values full of what could begin an encoded word cost no quadratic time")
    func encodedWords() {
        let message = read(
            "Subject: \(String(repeating: "=?", count: 400_000))\nX: \(String(repeating: "=?a?q?", count: 150_000))\n\n"
        )
        #expect(message.header.count == 2)
    }

    @Test("comments cost no quadratic time", arguments: ["(a)", "(a) ", "a(b) ", "\"a\" "])
    func comments(text: String) {
        let message = read("To: \(String(repeating: text, count: 20_000)) <a@x.example>\n\n")
        #expect(message.addresses(in: "To").map(\.mailbox) == ["a@x.example"])
    }

    @Test("a text part is cut at the limit, and that is grave")
    func text() {
        var limits = ReadingLimits()
        limits.textBytes = 10
        let message = read("Subject: x\n\n0123456789abc", limits: limits)
        #expect(message.text == "0123456789")
        #expect(message.isDoubtful)
        #expect(!read("Subject: x\n\n0123456789", limits: limits).isDoubtful)
    }

    @Test(
        "no bytes, and bytes that are no mail, are read",
        arguments: ["", "\n", "\r\n", ":", " ", "\0\0", "From ", "--", "a:", "\n--\n", "\r"])
    func tiny(text: String) {
        let message = read(text)
        #expect(message.bodyStart <= message.source.count)
        #expect(message.parts.count == 1)
    }
}
