// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TransferEncodings

@Suite("Charset")
struct CharsetTests {
    @Test(
        "charsets are known by the names that mail uses",
        arguments: [
            ("utf8", [0xC3, 0xA9], "é"), ("ISO-8859-1", [0x80, 0xE9], "€é"), ("latin1", [0xE9], "é"),
            ("iso-8859-15", [0xA4], "€"), ("windows-1252", [0x93], "“"), ("cp-850", [0x82], "é"),
            ("GB2312", [0xC4, 0xE3], "你"), ("ks_c_5601-1987", [0xBE, 0xC8], "안"), ("x-sjis", [0x93, 0xFA], "日"),
            ("iso-8859-8-i", [0xE0], "א"), ("unicode-1-1-utf-7", Array("+AOk-".utf8), "é"),
            ("big5", [0xA4, 0xA4], "中"),
            ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42], "日"), ("us-ascii", [0x61], "a"),
            ("\"koi8-r\"", [0xC1], "а"), ("koi8_r", [0xC1], "а"), ("ISO_8859_15", [0xA4], "€"),
            ("macintosh", [0x8E], "é"), ("utf-16be", [0x00, 0xE9], "é"), ("", [0x61], "a"),
        ] as [(String, [UInt8], String)])
    func names(name: String, bytes: [UInt8], text: String) throws {
        let charset = try #require(Charset(named: name))
        #expect(charset.decode(bytes) == .init(text: text, isDamaged: false))
    }

    @Test("unknown names are nil, and none reaches iconv's options", arguments: ["x-unknown", "utf-8-but-not", "none"])
    func unknown(name: String) {
        #expect(Charset(named: name) == nil)
        #expect(Charset(named: "us-ascii//IGNORE") == nil)
    }

    @Test("bytes without meaning are marked and said, and nothing else is lost")
    func damage() throws {
        #expect(
            try #require(Charset(named: "euc-jp")).decode([0x61, 0xFF, 0x62])
                == .init(text: "a\u{FFFD}b", isDamaged: true))
        #expect(Charset.utf8.decode([0x61, 0xE9]) == .init(text: "a\u{FFFD}", isDamaged: true))
        #expect(Charset.windows1252.decode([0x81]).isDamaged)
        let long = [UInt8](repeating: 0xE9, count: 100_000)
        #expect(Charset.windows1252.decode(long).text.unicodeScalars.count == 100_000)
    }
}
