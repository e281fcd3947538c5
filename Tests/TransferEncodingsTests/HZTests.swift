// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Testing
import TransferEncodings

/// RFC 1843, whose example is the first.
@Suite("The charset HZ")
struct HZTests {
    @Test(
        "is decoded",
        arguments: [
            (
                "This sentence is in ASCII.\nThe next is in GB.~{<:Ky2;S{#,NpJ)l6HK!#~}Bye.",
                "This sentence is in ASCII.\nThe next is in GB.己所不欲，勿施於人。Bye."
            ),
            ("~~ ~{Dc:C~}~\nx", "~ 你好x"), ("~{Dc:C", "你好"),
        ])
    func decoded(bytes: String, text: String) throws {
        let charset = try #require(Charset(named: "hz-gb-2312"))
        let decoded = charset.decode(Array(bytes.utf8))
        #expect(decoded.text == text)
        #expect(!decoded.isDamaged)
    }

    @Test("is damaged by what it can't hold", arguments: ["~x", "~{D", "~{Dc\u{1}", "~"])
    func damaged(bytes: String) throws {
        let charset = try #require(Charset(named: "HZ"))
        #expect(charset.decode(Array(bytes.utf8)).isDamaged)
    }
}
