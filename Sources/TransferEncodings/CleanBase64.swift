// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// Base64 that nobody can read in two ways: signs of the alphabet, white space, and padding at the end where it is due.
///
/// Such a part decodes without damage, and can be passed on as it is, white space aside, without being decoded. Anything
/// that two decoders might read differently (a foreign character, data after padding, a missing sign at the end) is not
/// clean. RFC 4648, sections 3 and 4.
public enum CleanBase64 {
    /// How many bytes the text has without its white space; nil where it is not clean.
    public static func length(_ range: Range<Int>, of source: any MessageBytes) -> Int? {
        var signs = 0
        var padding = 0
        for stretch in range.stretches {
            let isClean = source.withBytes(in: stretch) { count($0, &signs, &padding) }
            source.release(stretch)
            guard isClean else { return nil }
        }
        return padding <= 2 && (signs + padding) % 4 == 0 ? signs + padding : nil
    }

    /// Appends the signs and the padding of a clean text, or of a piece of one.
    public static func append(_ bytes: UnsafeRawBufferPointer, to output: inout [UInt8]) {
        withUnsafeTemporaryAllocation(byteCount: block, alignment: 8) { room in
            for piece in (0..<bytes.count).pieces(of: block) {
                var read = piece.lowerBound
                var written = 0
                while read < piece.upperBound {
                    if read + 8 <= piece.upperBound {
                        let word = bytes.loadUnaligned(fromByteOffset: read, as: UInt64.self)
                        if areSigns(word) {
                            room.storeBytes(of: word, toByteOffset: written, as: UInt64.self)
                            (read, written) = (read + 8, written + 8)
                            continue
                        }
                    }
                    for byte in bytes[read..<min(read + 8, piece.upperBound)] where byte > 0x20 {
                        room[written] = byte
                        written += 1
                    }
                    read += 8
                }
                output.append(contentsOf: room[..<written])
            }
        }
    }

    /// Counts what `bytes` have; false at a byte that is foreign, or a sign after padding.
    private static func count(_ bytes: UnsafeRawBufferPointer, _ signs: inout Int, _ padding: inout Int) -> Bool {
        var place = 0
        while place < bytes.count {
            if padding == 0, place + 8 <= bytes.count,
                areSigns(bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
            {
                signs += 8
                place += 8
                continue
            }
            for byte in bytes[place..<min(place + 8, bytes.count)] {
                switch byte {
                case 9, 10, 13, 32: continue
                case UInt8(ascii: "="): padding += 1
                case _ where padding == 0 && Base64Alphabet.value(of: byte) < 64: signs += 1
                default: return false
                }
            }
            place += 8
        }
        return true
    }

    /// How much is written at a time, so that it stays in the first-level cache.
    private static let block = 16_384

    /// Whether all eight bytes of a word are of the alphabet.
    ///
    /// Each byte has room for a carry of its own, its highest bit: what is added carries into it from the first of a range on,
    /// and beyond the last. The stroke stands right before the digits, and letters differ from capitals in one bit.
    private static func areSigns(_ word: UInt64) -> Bool {
        guard word & highs == 0 else { return false }
        let small = word | ones &* 0x20
        let letters = from(UInt8(ascii: "a"), small) & ~from(UInt8(ascii: "z") + 1, small)
        let digits = from(UInt8(ascii: "/"), word) & ~from(UInt8(ascii: "9") + 1, word)
        let plus = ~from(1, word ^ (ones &* UInt64(UInt8(ascii: "+"))))
        return (letters | digits | plus) & highs == highs
    }

    /// Sets the highest bit of each byte that is `first` or more, where none is above 127.
    private static func from(_ first: UInt8, _ word: UInt64) -> UInt64 { word &+ ones &* UInt64(128 - first) }

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080
}
