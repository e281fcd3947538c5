// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Reading
import Testing

@Suite("Addresses as people write them")
struct AddressTests {
    private func read(_ value: String) -> Message { MessageReader().read(Array("To: \(value)\n\nx\n".utf8)) }

    @Test(
        "each is read with its name",
        arguments: [
            ("a@x.example (Name)", "Name <a@x.example>"), ("(pre) a@x.example", " <a@x.example>"),
            ("a(c)@(d)x.example", " <a@x.example>"), ("(a (nested) comment) a@x.example", " <a@x.example>"),
            ("jan . jansen @ x . example", " <jan.jansen@x.example>"), ("a@x.example>", " <a@x.example>"),
            ("\"unclosed <a@x.example>", "unclosed <a@x.example>"),
            ("A (unclosed <a@x.example>", "A unclosed <a@x.example>"),
            ("A <a@x.example> B <b@y.example>", "A <a@x.example>|B <b@y.example>"),
            ("a@x.example; b@y.example", " <a@x.example>| <b@y.example>"),
            ("Team: a@x.example, B <b@y.example>;, c@z.example", " <a@x.example>|B <b@y.example>| <c@z.example>"),
            ("<@r.example,@s.example:a@x.example>", " <a@x.example>"), ("a@bücher.example", " <a@bücher.example>"),
            ("用户@例子.example", " <用户@例子.example>"), ("undisclosed-recipients:;", ""),
            ("<a@x.example> (Office)", " <a@x.example>"), ("A <a@x.example> (Office)", "A <a@x.example>"),
            ("=?utf-8?q?Jan_:)?= <a@x.example>", "Jan :) <a@x.example>"),
            ("=?utf-8?q?Jan_(Sales)?= <a@x.example>, b@y.example", "Jan (Sales) <a@x.example>| <b@y.example>"),
            ("=?utf-8?q?Jan?= (=?utf-8?q?Sales?=) <a@x.example>", "Jan <a@x.example>"),
            ("<mailto:a@x.example>", " <a@x.example>"), ("A <a@x.example>>", "A <a@x.example>"),
            ("=?utf-8?q?Sales,_Jan?= <a@x.example>", "Sales, Jan <a@x.example>"),
            ("=?utf-8?q?Jan_(Sales <a@x.example>", "Jan Sales <a@x.example>"),
        ])
    func forms(value: String, expected: String) {
        let got = read(value).addresses(in: "To").map { "\($0.name) <\($0.mailbox)>" }.joined(separator: "|")
        #expect(got.replacing("  ", with: " ") == expected)
    }

    @Test(
        "an address within an encoded word is doubtful, since nobody may write one so",
        arguments: [
            "=?utf-8?q?a=40evil=2Eexample?=", "A <=?utf-8?q?a=40evil=2Eexample?=>", "=?utf-8?q?a=2C?=b@x.example",
        ])
    func encodedAddress(value: String) { #expect(read(value).isDoubtful) }

    @Test(
        "a malformed address is doubtful, and not made into somebody else's",
        arguments: [
            ("<jan jansen@x.example>", "jan jansen@x.example"), ("A <jan@ex ample.example>", "jan@ex ample.example"),
            ("<jan(c)jansen@x.example>", "jan jansen@x.example"),
            ("<a@x.example b@y.example>", "a@x.example b@y.example"),
            ("<a@x.example,b@y.example>", "a@x.example,b@y.example"), ("a@b@x.example", "a@b@x.example"),
            ("A [mailto:a@x.example]", "a@x.example]"), ("a@x.example\\", "a@x.example\\"), ("a@[x", "a@[x"),
            ("<a@x.example>:<b@y.example>", "a@x.example|b@y.example"), ("<a@>", "a@"), ("<@x.example>", "@x.example"),
        ])
    func malformed(value: String, mailboxes: String) {
        let message = read(value)
        #expect(message.isDoubtful)
        #expect(message.addresses(in: "To").map(\.mailbox).joined(separator: "|") == mailboxes)
    }

    @Test(
        "a right address, or one as providers give out, is not doubtful",
        arguments: [
            "<jan . jansen @ x . example>", "<(c)jan@x.example>", "\"jan jansen\"@x.example", "\"j\\\"@\"@x.example",
            "jan..jansen.@x.example", "jan@[127.0.0.1]", "jan@[IPv6:::1]", "jan@x.example.",
            "o'neil+a=b/c%d!e@x_y.example",
            "=?utf-8?q?Jan?= <jan@x.example>", "用户@例子.example", "<mailto:jan@x.example>", "Jan <jan@x.example>>",
        ])
    func wellFormed(value: String) { #expect(!read(value).isDoubtful) }

    @Test("more addresses than the limit are doubtful")
    func limit() {
        var limits = ReadingLimits()
        limits.addresses = 2
        let reader = MessageReader(limits: limits)
        #expect(!reader.read(Array("To: a@x.example\nCc: b@x.example\n\nx\n".utf8)).isDoubtful)
        #expect(reader.read(Array("To: a@x.example, c@x.example\nCc: b@x.example\n\nx\n".utf8)).isDoubtful)
    }
}
