// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Testing
import TransferEncodings

@Suite("clean Base64")
struct CleanBase64Tests {
    /// Every text of at most six of these characters.
    private func texts() -> [[UInt8]] {
        var all: [[UInt8]] = [[]]
        var longest = all
        for _ in 0..<6 {
            longest = longest.flatMap { text in "Qg=\n*".utf8.map { text + [$0] } }
            all += longest
        }
        return all
    }

    @Test("what is clean decodes without damage, and to as many bytes as its length says")
    func undamaged() {
        var clean = 0
        for text in texts() {
            guard let length = CleanBase64.length(0..<text.count, of: text) else { continue }
            clean += 1
            let decoded = text.withUnsafeBytes { ContentDecoder.content(of: $0, in: .base64) }
            let padding = text.count { $0 == UInt8(ascii: "=") }
            #expect(!decoded.isDamaged)
            #expect(decoded.bytes.count == length / 4 * 3 - padding)
            var passed: [UInt8] = []
            text.withUnsafeBytes { CleanBase64.append($0, to: &passed) }
            #expect(passed == text.filter { $0 != 10 })
        }
        #expect(clean > 100)
    }

    @Test(
        "a foreign character, or a sign after padding, is found wherever it stands",
        arguments: [0, 1, 16_383, 16_384, 16_385, 40_000, 65_535])
    func foreign(place: Int) {
        var text = [UInt8](repeating: UInt8(ascii: "A"), count: 65_536)
        #expect(CleanBase64.length(0..<text.count, of: text) == text.count)
        for byte in [UInt8(ascii: "-"), 0, 0xC3, 0x0B] {
            text[place] = byte
            #expect(CleanBase64.length(0..<text.count, of: text) == nil)
        }
        text[place] = UInt8(ascii: "=")
        #expect((CleanBase64.length(0..<text.count, of: text) != nil) == (place == text.count - 1))
    }

    @Test("each value of a byte is a sign or none, whichever of eight it is", arguments: 0..<8)
    func values(place: Int) {
        let signs = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        for filling in signs {
            for byte in UInt8.min...UInt8.max where ![9, 10, 13, 32].contains(byte) {
                var text = [UInt8](repeating: filling, count: 8)
                text[place] = byte
                let isClean = CleanBase64.length(0..<8, of: text) != nil
                #expect(isClean == (signs.contains(byte) || byte == UInt8(ascii: "=") && place == 7))
            }
        }
    }
}
