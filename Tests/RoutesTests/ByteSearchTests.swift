// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Routes

@Suite("looking for bytes eight at a time")
struct ByteSearchTests {
    @Test("the first byte sought is found wherever it stands, and none where there is none", arguments: 0...24)
    func places(count: Int) {
        for filling in [UInt8(ascii: "a"), 0x21, 0x7F, 0x80, 0xFF] {
            for sought in [UInt8(0), 10, 13, 0x1F, 0x20, UInt8(ascii: "\"")] {
                for place in 0...count {
                    var bytes = [UInt8](repeating: filling, count: count)
                    // A second one behind it, and one in front of the start, change nothing.
                    for index in [place, place + 1, place + 9] where index < count { bytes[index] = sought }
                    bytes.withUnsafeBytes { bytes in
                        let expected = place < count ? place : nil
                        #expect(bytes.firstIndex(from: 0, seek: { $0.equal(to: sought) }) == expected)
                        #expect(bytes.firstIndex(from: place, seek: { $0.equal(to: sought) }) == expected)
                        #expect(
                            bytes.firstIndex(from: 0, seek: { $0.below(0x20) }) == (sought < 0x20 ? expected : nil))
                        #expect(
                            bytes.firstIndex(from: 0, seek: { $0.beyondASCII })
                                == bytes.firstIndex(where: { $0 >= 0x80 }))
                    }
                }
            }
        }
    }

    @Test("each value of a byte is told from each other one")
    func values() {
        for byte in UInt8.min...UInt8.max {
            let word = ByteWord(bits: UInt64(byte))
            for other in UInt8.min...UInt8.max {
                let isFirst = word.equal(to: other).first == 0
                #expect(isFirst == (byte == other))
            }
            for limit in UInt8(1)...128 {
                let isFirst = word.below(limit).first == 0
                #expect(isFirst == (byte < limit))
            }
        }
    }
}
