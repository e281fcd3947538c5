// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import TestSupport
import Testing
import TransferEncodings

@Suite("Encoders")
struct EncoderTests {
    private func decode(_ text: String, _ encoding: TransferEncoding) -> String {
        let content = Array(text.utf8).withUnsafeBytes { ContentDecoder.content(of: $0, in: encoding) }
        return String(decoding: content.bytes, as: UTF8.self)
    }

    @Test(
        "base64 of the empty, one, two and three bytes",
        arguments: [("", ""), ("a", "YQ=="), ("ab", "YWI="), ("abc", "YWJj")])
    func base64(plain: String, encoded: String) {
        #expect(Base64Encoder.encode(Array(plain.utf8)) == encoded)
    }

    @Test("base64 in any chunks is the same, and is read back")
    func base64Chunks() {
        var random = SeededGenerator(seed: 64)
        for _ in 0..<200 {
            let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            var encoder = Base64Encoder()
            var output: [UInt8] = []
            var start = 0
            while start < bytes.count {
                let end = min(bytes.count, start + Int.random(in: 1...9, using: &random))
                bytes[start..<end].withUnsafeBytes { encoder.encode($0, into: &output) }
                start = end
            }
            encoder.finish(into: &output)
            let whole = Base64Encoder.encode(bytes)
            #expect(String(decoding: output, as: UTF8.self) == whole)
            var decoder = ContentDecoder(.base64)
            var decoded: [UInt8] = []
            output.withUnsafeBytes { decoder.decode($0, into: &decoded) }
            decoder.finish(into: &decoded)
            #expect(decoded == bytes)
            #expect(!decoder.isDamaged)
        }
    }

    @Test("quoted-printable text is read back, in lines of at most 76 characters", arguments: [LineEnding.lf, .crlf])
    func quotedPrintable(lineEnding: LineEnding) {
        var random = SeededGenerator(seed: 76)
        let pieces = [
            "a", " ", "\t", "=", "é", "€", "😀", "\n", "From ", ".", "woord ", String(repeating: "x", count: 74),
        ]
        for _ in 0..<300 {
            let text = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }.joined()
            let encoded = QuotedPrintableEncoder.encode(text, lineEnding: lineEnding)
            let lines = encoded.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
            #expect(lines.allSatisfy { $0.count <= (lineEnding == .lf ? 76 : 77) })
            #expect(encoded.utf8.allSatisfy { $0 < 0x80 })
            #expect(!lines.contains { $0.last == 0x20 || $0.starts(with: "From ".utf8) || $0.elementsEqual(".".utf8) })
            let decoded = decode(encoded, .quotedPrintable)
            #expect(decoded.utf8.filter { $0 != 0x0D }.elementsEqual(text.utf8))
        }
    }

    @Test(
        "plain header text stays as it is",
        arguments: [
            ("Offerte 12", EncodedWord.Context.unstructured, "Offerte 12"), ("Jan de Vries", .phrase, "Jan de Vries"),
            ("Vries, Jan", .phrase, "\"Vries, Jan\""), ("a \"b\" \\", .phrase, "\"a \\\"b\\\" \\\\\""),
        ])
    func plainHeader(text: String, context: EncodedWord.Context, expected: String) {
        #expect(EncodedWord.encode(text, as: context) == expected)
    }

    @Test(
        "header text is encoded readably where that is not much longer",
        arguments: [
            ("Café", "=?utf-8?q?Caf=C3=A9?="), ("日本", "=?utf-8?b?5pel5pys?="),
            ("a\r\nBcc: é", "=?utf-8?q?a__Bcc=3A_=C3=A9?="),
            ("=?utf-8?q?x?=", "=?utf-8?q?=3D=3Futf-8=3Fq=3Fx=3F=3D?="),
        ])
    func encodedHeader(text: String, expected: String) {
        let encoded = EncodedWord.encode(text)
        #expect(!encoded.contains("\n") && !encoded.contains("\r"))
        #expect(encoded == expected)
    }

    @Test("plain text that could make a line too long is folded too", arguments: [" word", " a\"b\\"])
    func longPlain(word: String) {
        let text = String(String(repeating: word, count: 400).dropFirst())
        for context in [EncodedWord.Context.unstructured, .phrase] {
            for length in [400, 450, 451, 900, text.count] {
                let plain = String(text.prefix(length).reversed().drop { $0 == " " }.reversed())
                let written = EncodedWord.encode(plain, as: context, column: 9)
                #expect(written.split(separator: "\n").allSatisfy { $0.utf8.count <= 989 })
                guard written.contains("=?") else { continue }
                #expect(EncodedWordDecoder.decode(Array(written.utf8.filter { $0 != 0x0A })).text == plain)
            }
        }
    }

    @Test("long header text is folded into words of at most 75 octets and lines of at most 76")
    func foldedHeader() {
        for text in [
            String(repeating: "één ", count: 60), String(repeating: "日本語", count: 50),
            "é" + String(repeating: "x", count: 300),
        ] {
            for column in [0, 9, 60, 75, 200] {
                let lines = EncodedWord.encode(text, column: column).split(
                    separator: "\n", omittingEmptySubsequences: false)
                for (index, line) in lines.enumerated() {
                    let word = index == 0 ? line : line.dropFirst()
                    #expect(word.utf8.count <= 75)
                    #expect(line.utf8.count + (index == 0 && !line.isEmpty ? column : 0) <= 76)
                    guard word.hasPrefix("=?utf-8?b?") else { continue }
                    let decoded = decode(String(word.dropFirst(10).dropLast(2)), .base64)
                    #expect(!decoded.contains("\u{FFFD}"))
                }
            }
        }
    }
}
