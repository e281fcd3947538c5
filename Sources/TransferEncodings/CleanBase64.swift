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
        withUnsafeTemporaryAllocation(byteCount: block, alignment: 1) { room in
            for piece in (0..<bytes.count).pieces(of: block) {
                // Each byte is written, and white space by the next one: a jump for each line's end would cost more.
                var written = 0
                for byte in bytes[piece] {
                    room[written] = byte
                    written += byte > 0x20 ? 1 : 0
                }
                output.append(contentsOf: room[..<written])
            }
        }
    }

    /// Counts what `bytes` have; false at a byte that is foreign, or a sign after padding.
    private static func count(_ bytes: UnsafeRawBufferPointer, _ signs: inout Int, _ padding: inout Int) -> Bool {
        weights.withUnsafeBufferPointer { weights in
            for piece in (0..<bytes.count).pieces(of: block) {
                // The sum tells whether a block has signs and white space alone, as all but the last one should.
                let sum = bytes[piece].reduce(into: UInt32(0)) { $0 &+= weights[Int($1)] }
                if sum < other && padding == 0 {
                    signs += Int(sum)
                    continue
                }
                for byte in bytes[piece] {
                    switch weights[Int(byte)] {
                    case 0: continue
                    case 1 where padding == 0: signs += 1
                    default:
                        guard byte == UInt8(ascii: "=") else { return false }
                        padding += 1
                    }
                }
            }
            return true
        }
    }

    /// How many bytes are looked at together; what is written of them stays in the first-level cache.
    private static let block = 16_384

    /// The weight of a byte that is neither a sign nor white space: more than a block can have of signs.
    private static let other: UInt32 = 0x8000

    /// What each byte adds to the sum of a block: 1 for a sign, nothing for white space.
    private static let weights: [UInt32] = (0..<256).map { (byte: Int) -> UInt32 in
        switch UInt8(byte) {
        case 9, 10, 13, 32: 0
        case let byte where Base64Alphabet.value(of: byte) < 64: 1
        default: other
        }
    }
}
