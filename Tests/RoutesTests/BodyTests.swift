// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Curl
import Digests
import Foundation
import Mail
import Testing
import TransferEncodings

@testable import Routes

@Suite("request bodies")
struct BodyTests {
    private func read(_ body: SegmentedBody, by size: Int) -> [UInt8] {
        var reader = body.makeReader()
        var output: [UInt8] = []
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 1)
        defer { buffer.deallocate() }
        while case let count = reader.read(into: buffer), count > 0 { output += buffer[..<count] }
        return output
    }

    private func base64Lines(_ bytes: [UInt8], _ lineEnd: String) -> [UInt8] {
        let text = Array(Base64Encoder.encode(bytes).utf8)
        return stride(from: 0, to: text.count, by: 76).flatMap {
            Array(text[$0..<min($0 + 76, text.count)]) + Array(lineEnd.utf8)
        }
    }

    @Test("passed-on and re-encoded Base64 are the same, however they are read", arguments: [1, 7, 4096, 1 << 20])
    func passing(size: Int) {
        let bytes = (0..<100_001).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
        let source = base64Lines(bytes, "\r\n")
        let all = 0..<source.count
        let passed = SegmentedBody([.literal([1]), .passedBase64(all), .literal([]), .literal([2])], of: source)
        let encoded = SegmentedBody([.literal([1]), .encodedBase64(all, .base64), .literal([2])], of: source)
        let expected = [1] + Array(Base64Encoder.encode(bytes).utf8) + [2]
        #expect(read(passed, by: size) == expected)
        #expect(read(encoded, by: size) == expected)
        #expect(passed.length == expected.count)
        #expect(passed.digest == SHA256.digest(of: expected))
        #expect(passed.digest == encoded.digest)
    }

    @Test("an empty body has no bytes and the digest of nothing")
    func empty() {
        let body = SegmentedBody([.literal([]), .passedBase64(0..<0)], of: [UInt8]())
        #expect(body.length == 0)
        #expect(body.digest == SHA256.digest(of: []))
    }

    @Test(
        "only Base64 that every decoder reads alike is passed on",
        arguments: [
            ("QUJD", 4), ("QUI=\r\n", 4), ("QQ==", 4), (" QU\tJD\n", 4), ("", 0), ("QUJ", nil), ("QQ==QUJD", nil),
            ("QUJD*", nil), ("=QUJ", nil), ("QQ=\n=", 4), ("Q===", nil), ("QUJD-_", nil), ("QUJD\u{0}", nil),
        ] as [(String, Int?)])
    func cleanness(text: String, length: Int?) {
        let source = Array(text.utf8)
        #expect(CleanBase64.length(0..<source.count, of: source) == length)
    }

    @Test(
        "line ends become the form's own, also where a chunk ends within one",
        arguments: [
            ("a\nb\r\nc\rd\r\r\ne\r", "a\r\nb\r\nc\rd\r\r\ne\r", "a\nb\nc\rd\r\ne\r"), ("\n\n", "\r\n\r\n", "\n\n"),
            ("", "", ""), ("\r", "\r", "\r"),
        ])
    func lineEnds(input: String, network: String, local: String) {
        for (form, expected) in [(MessageForm.network, network), (.local, local)] {
            for size in 1...max(1, input.utf8.count) {
                var encoder = MessageEncoder(form)
                var output: [UInt8] = []
                let bytes = Array(input.utf8)
                for start in stride(from: 0, to: bytes.count, by: size) {
                    bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { encoder.encode($0, into: &output) }
                }
                encoder.finish(into: &output)
                #expect(output == Array(expected.utf8))
            }
        }
    }

    @Test("any text survives a JSON string, read back by another parser")
    func jsonText() throws {
        let text = (0..<0x250).compactMap { Unicode.Scalar($0) }.map { String($0) }.joined() + "\u{2028}😀\"\\/"
        let json = [UInt8(ascii: "[")] + JSONText.quoted(text) + [UInt8(ascii: "]")]
        let value = try JSONSerialization.jsonObject(with: Data(json)) as? [String]
        #expect(value == [text])
    }

    @Test(
        "UTF-8 is told from what only looks like it",
        arguments: [
            ([0x61], true), ([0xC3, 0xA9], true), ([0xF0, 0x9F, 0x98, 0x80], true), ([0xE9], false), ([0xC3], false),
            ([0xC0, 0x80], false), ([0xE0, 0x80, 0x80], false), ([0xED, 0xA0, 0x80], false),
            ([0xF4, 0x90, 0x80, 0x80], false), ([0xF5, 0x80, 0x80, 0x80], false), ([0x80], false),
            ([0xC3, 0x28], false),
        ] as [([UInt8], Bool)])
    func utf8(bytes: [UInt8], expected: Bool) {
        var whole = UTF8Check()
        bytes.withUnsafeBytes { whole.feed($0) }
        var single = UTF8Check()
        for byte in bytes { [byte].withUnsafeBytes { single.feed($0) } }
        #expect(whole.isWhole == expected)
        #expect(single.isWhole == expected)
        #expect((String(validating: bytes, as: UTF8.self) != nil) == expected)
    }

    @Test("a mail of several megabytes becomes the same JSON as one that is escaped at once")
    func largeMessage() throws {
        let line = "Regel met \"aanhalingstekens\", \\ en é\n"
        let text = "Subject: x\nFrom: a@b.nl\n\n" + String(repeating: line, count: 60_000)
        let request = try SecureRoute(
            gateway: Gateway(sampleGateway("https://a.nl/b", tokens: "/nonexistent"), client: HTTPClient())
        ).prepare(sampleDelivery(sampleMessage(text)))
        let object = try JSONSerialization.jsonObject(with: Data(request.bodyBytes())) as? [String: Any]
        let message = try #require(object?["message"] as? String)
        #expect(message.hasSuffix(String(repeating: line.replacing("\n", with: "\r\n"), count: 60_000)))
    }
}
