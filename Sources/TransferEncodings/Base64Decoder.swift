// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A streaming Base64 decoder that skips what is not Base64.
///
/// Line breaks and blanks are normal. Any other foreign character is skipped, what follows the padding is not decoded, a
/// missing end is decoded as far as it goes; each leaves the damage flag. RFC 2045, section 6.8.
struct Base64Decoder: Sendable {
    private(set) var isDamaged = false
    /// The characters of a group that is not complete yet, six bits each.
    private var bits: UInt32 = 0
    /// How many characters of a group are in `bits`, 0...3.
    private var held = 0
    /// How many `=` of the present group came.
    private var padding = 0

    /// Input characters per block; the output of a block stays in the first-level cache.
    private static let block = 16_384

    mutating func decode(_ chunk: UnsafeRawBufferPointer, into output: inout [UInt8]) {
        // Three bytes are written as four, hence the room at the end.
        withUnsafeTemporaryAllocation(byteCount: Self.block, alignment: 8) { room in
            var start = 0
            while start < chunk.count {
                let end = min(start + Self.block, chunk.count)
                let count = decode(block: UnsafeRawBufferPointer(rebasing: chunk[start..<end]), into: room)
                output.append(contentsOf: room[..<count])
                start = end
            }
        }
    }

    mutating func finish(into output: inout [UInt8]) {
        if held > 0 {
            isDamaged = true
            flush { output.append($0) }
        }
        if padding > 0 { isDamaged = true }
        padding = 0
    }

    /// Decodes at most `block` characters and returns how many bytes of `room` it filled: three quarters at most.
    private mutating func decode(block: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer) -> Int {
        Base64Alphabet.groups.withUnsafeBufferPointer { groups in
            var read = 0
            var written = 0
            let count = block.count
            while read < count {
                if held == 0 && padding == 0 && !hasEnded {
                    // Whole groups, four characters at a time, until something is not of the alphabet.
                    while read + 4 <= count {
                        let word =
                            groups[Int(block[read])] | groups[256 + Int(block[read + 1])]
                            | groups[512 + Int(block[read + 2])] | groups[768 + Int(block[read + 3])]
                        if word & Base64Alphabet.foreign != 0 { break }
                        room.storeBytes(of: (word << 8).bigEndian, toByteOffset: written, as: UInt32.self)
                        read += 4
                        written += 3
                    }
                    if read == count { break }
                }
                // Every line ends with one or two of these, and they change nothing.
                if block[read] == 0x0A || block[read] == 0x0D {
                    read += 1
                    continue
                }
                take(block[read]) { byte in
                    room[written] = byte
                    written += 1
                }
                read += 1
            }
            return written
        }
    }

    /// Takes one character, the slow way.
    private mutating func take(_ character: UInt8, write: (UInt8) -> Void) {
        let value = Base64Alphabet.value(of: character)
        if value < 64 {
            if padding > 0 || hasEnded {
                // Padding ends the data (RFC 2045, section 6.8). What follows is another text, such as a list's footer,
                // of which nobody knows whether it is Base64: other readers stop here as well.
                isDamaged = true
                flush(write)
                hasEnded = true
                return
            }
            bits = bits << 6 | UInt32(value)
            held += 1
            if held == 4 {
                write(UInt8(truncatingIfNeeded: bits >> 16))
                write(UInt8(truncatingIfNeeded: bits >> 8))
                write(UInt8(truncatingIfNeeded: bits))
                (bits, held) = (0, 0)
            }
        } else if character == UInt8(ascii: "=") {
            padding += 1
            if held >= 2 && held + padding == 4 {
                flush(write)
                hasEnded = true
            } else if held < 2 {
                isDamaged = isDamaged || held == 1 || !hasEnded
                padding = 0
            }
        } else if character != 0x0A && character != 0x0D && character != 0x20 && character != 0x09 {
            isDamaged = true
        }
    }

    /// Whether a padded group has ended the data; further `=` are then harmless.
    private var hasEnded = false

    /// Writes the bytes of an incomplete group: two characters hold one byte, three hold two, one holds none.
    private mutating func flush(_ write: (UInt8) -> Void) {
        if held == 2 { write(UInt8(truncatingIfNeeded: bits >> 4)) }
        if held == 3 {
            write(UInt8(truncatingIfNeeded: bits >> 10))
            write(UInt8(truncatingIfNeeded: bits >> 2))
        }
        (bits, held, padding) = (0, 0, 0)
    }
}
