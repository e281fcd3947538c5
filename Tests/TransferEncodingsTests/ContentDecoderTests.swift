// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import TestSupport
import Testing
import TransferEncodings

@Suite("ContentDecoder")
struct ContentDecoderTests {
    /// Decodes in chunks that end at `cuts`.
    private func decode(_ bytes: [UInt8], _ encoding: TransferEncoding, cuts: [Int] = []) -> ([UInt8], Bool) {
        var decoder = ContentDecoder(encoding)
        var output: [UInt8] = []
        var start = 0
        for cut in cuts.sorted() + [bytes.count] {
            // Each chunk lies in memory of its own, so that reading past it would be seen by a sanitizer.
            let chunk = Array(bytes[start..<cut])
            chunk.withUnsafeBytes { decoder.decode($0, into: &output) }
            start = cut
        }
        decoder.finish(into: &output)
        return (output, decoder.isDamaged)
    }

    private func decode(_ text: String, _ encoding: TransferEncoding) -> (String, Bool) {
        let (bytes, damaged) = decode(Array(text.utf8), encoding)
        return (String(decoding: bytes, as: UTF8.self), damaged)
    }

    @Test(
        "base64 is decoded, and said to be damaged where it is",
        arguments: [
            ("aGVsbG8=", "hello", false), ("aGVs\r\nbG8=\r\n", "hello", false), ("aGVs bG8=", "hello", false),
            ("aGVsbG8", "hello", true), ("aG*VsbG8=", "hello", true), ("YQ==Yg==", "a", true), ("", "", false),
            ("Y", "", true), ("YQ==\n\n", "a", false), ("YWI=", "ab", false), ("YWI==", "ab", false),
            ("=YWI=", "ab", true), ("YQ=", "a", true), ("YQ=\n=", "a", false), ("Y=WI=", "ab", true),
            ("YQ=\nYg==", "a", true),
            ("YWJj====", "abc", true), ("YWJj-footer", "abc~\u{FFFD}(", true),
        ])
    func base64(encoded: String, decoded: String, damaged: Bool) {
        let (text, isDamaged) = decode(encoded, .base64)
        #expect(encoded.hasSuffix("footer") || text == decoded)
        #expect(isDamaged == damaged)
    }

    @Test(
        "quoted-printable is decoded, and what can't be decoded stays as it is",
        arguments: [
            ("a=3Db", "a=b", false), ("caf=C3=A9", "café", false), ("caf=c3=a9", "café", false),
            ("a=\nb", "ab", false), ("a=\r\nb", "ab", false), ("a= \t\r\nb", "ab", false), ("a=\rb", "ab", false),
            ("a=4", "a=4", true), ("a=", "a", false), ("a=zb", "a=zb", true), ("a=4zb", "a=4zb", true),
            ("a==3D", "a==", true), ("a= b", "a= b", true), ("-- \nJan", "-- \nJan", false), ("a=4=42", "a=4B", true),
        ])
    func quotedPrintable(encoded: String, decoded: String, damaged: Bool) {
        let (text, isDamaged) = decode(encoded, .quotedPrintable)
        #expect(text == decoded)
        #expect(isDamaged == damaged)
    }

    @Test(
        "uuencode is decoded, with lost blanks at line ends put back",
        arguments: [
            ("begin 644 a.txt\n%:&5L;&\\\n`\nend\n", "hello", false),
            ("begin 644 a.txt\r\n%:&5L;&\\\r\n`\r\nend\r\n", "hello", false),
            ("\nbegin 644 a\n#86)C\n`\nend", "abc", false), ("#86)C\n", "", true),
            ("begin 644 a\n#86)C\n", "abc", true), ("begin 644 a\n$86)C\n`\nend\n", "abc\0", false),
            ("begin 644 a\n#86)C\nend\nfooter\n", "abc", true), ("begin 644 a\n#86\u{7F}C\nend\n", "", true),
        ])
    func uuencode(encoded: String, decoded: String, damaged: Bool) {
        let (text, isDamaged) = decode(encoded, .uuencode)
        #expect(decoded.isEmpty || text == decoded)
        #expect(isDamaged == damaged)
    }

    @Test("encodings without a code pass every byte", arguments: [TransferEncoding.sevenBit, .eightBit, .binary])
    func identity(encoding: TransferEncoding) {
        let bytes = (0...255).map { UInt8($0) }
        #expect(decode(bytes, encoding, cuts: [7, 200]) == (bytes, false))
    }

    @Test("any cutting into chunks gives the same bytes and the same damage")
    func chunking() {
        var random = SeededGenerator(seed: 2045)
        let alphabet = Array("=A0aZ+/ \t\r\n=4D.-#\u{7F}begin end".utf8)
        for round in 0..<600 {
            let encoding: TransferEncoding = [.base64, .quotedPrintable, .uuencode][round % 3]
            var bytes = (0..<Int.random(in: 0...120, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0
            }
            if encoding == .uuencode { bytes = Array("begin 644 x\n".utf8) + bytes + Array("\nend\n".utf8) }
            let whole = decode(bytes, encoding)
            let cuts = (0..<Int.random(in: 0...9, using: &random)).map { _ in
                Int.random(in: 0...bytes.count, using: &random)
            }
            #expect(decode(bytes, encoding, cuts: cuts) == whole)
            #expect(decode(bytes, encoding, cuts: Array(0..<bytes.count)) == whole)
        }
    }

    @Test("a whole part is decoded up to a limit, and what is cut off is no damage")
    func limits() {
        let plain = Array(repeating: UInt8(ascii: "x"), count: 200_000)
        let encoded = Array(Base64Encoder.encode(plain).utf8)
        func content(_ bytes: [UInt8], _ encoding: TransferEncoding, limit: Int) -> DecodedContent {
            bytes.withUnsafeBytes { ContentDecoder.content(of: $0, in: encoding, limit: limit) }
        }
        for limit in [200_000, 200_001, Int.max] {
            #expect(
                content(encoded, .base64, limit: limit) == DecodedContent(bytes: plain, isDamaged: false, isCut: false))
        }
        for limit in [0, 1, 49_152, 100_000, 199_999] {
            #expect(
                content(encoded, .base64, limit: limit)
                    == DecodedContent(bytes: Array(plain.prefix(limit)), isDamaged: false, isCut: true))
        }
        #expect(content(Array("a=4".utf8), .quotedPrintable, limit: 3).isDamaged)
        // What is held back to the end counts.
        #expect(content(Array("a=4".utf8), .quotedPrintable, limit: 2).isCut)
        #expect(content([], .base64, limit: 0) == DecodedContent(bytes: [], isDamaged: false, isCut: false))
    }

    @Test("CRLF becomes LF, and a lone CR stays")
    func lineFeeds() {
        #expect(Array("a\r\nb\rc\r\r\nd\n\re\r".utf8).withLineFeeds() == Array("a\nb\rc\r\nd\n\re\r".utf8))
        #expect(Array("a\nb".utf8).withLineFeeds() == Array("a\nb".utf8))
    }

    @Test("base64 of blocks larger than the decoder's own is decoded whole")
    func largeBase64() {
        var random = SeededGenerator(seed: 4648)
        let bytes = (0..<100_001).map { _ in UInt8.random(in: 0...255, using: &random) }
        let encoded = Array(Base64Encoder.encode(bytes).utf8)
        var lines: [UInt8] = []
        for start in stride(from: 0, to: encoded.count, by: 76) {
            lines += encoded[start..<min(start + 76, encoded.count)] + [0x0D, 0x0A]
        }
        #expect(decode(lines, .base64) == (bytes, false))
        #expect(decode(encoded, .base64, cuts: [1, 16_385, 40_002]) == (bytes, false))
    }
}
