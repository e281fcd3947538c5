// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A streaming Base64 encoder that makes no line breaks.
///
/// For JSON and for generated parts alike: where lines are wanted, the caller breaks them. RFC 4648, section 4.
public struct Base64Encoder: Sendable {
    /// Bytes of a group that is not complete yet.
    private var bits: UInt32 = 0
    private var held = 0

    /// Input bytes per block; a multiple of three.
    private static let block = 12_288

    /// Makes an encoder for one run of data.
    public init() {}

    /// Encodes the next bytes and appends whole groups.
    public mutating func encode(_ chunk: UnsafeRawBufferPointer, into output: inout [UInt8]) {
        var start = 0
        while start < chunk.count && held > 0 {
            take(chunk[start], into: &output)
            start += 1
        }
        withUnsafeTemporaryAllocation(byteCount: Self.block / 3 * 4, alignment: 8) { room in
            Base64Alphabet.pairs.withUnsafeBufferPointer { pairs in
                while chunk.count - start >= 3 {
                    let end = start + min(Self.block, (chunk.count - start) / 3 * 3)
                    var written = 0
                    while start < end {
                        let group =
                            Int(chunk[start]) << 16 | Int(chunk[start + 1]) << 8 | Int(chunk[start + 2])
                        room.storeBytes(of: pairs[group >> 12].littleEndian, toByteOffset: written, as: UInt16.self)
                        room.storeBytes(
                            of: pairs[group & 0xFFF].littleEndian, toByteOffset: written + 2, as: UInt16.self)
                        start += 3
                        written += 4
                    }
                    output.append(contentsOf: room[..<written])
                }
            }
        }
        while start < chunk.count {
            take(chunk[start], into: &output)
            start += 1
        }
    }

    /// Appends the last group with its padding; call it once, after the last chunk.
    public mutating func finish(into output: inout [UInt8]) {
        guard held > 0 else { return }
        let characters = Base64Alphabet.characters
        let group = Int(bits) << (held == 1 ? 16 : 8)
        output.append(characters[group >> 18])
        output.append(characters[group >> 12 & 63])
        output.append(held == 2 ? characters[group >> 6 & 63] : UInt8(ascii: "="))
        output.append(UInt8(ascii: "="))
        (bits, held) = (0, 0)
    }

    /// Encodes bytes that are at hand, in one call.
    public static func encode(_ bytes: [UInt8]) -> String {
        var encoder = Base64Encoder()
        var output: [UInt8] = []
        output.reserveCapacity((bytes.count + 2) / 3 * 4)
        bytes.withUnsafeBytes { encoder.encode($0, into: &output) }
        encoder.finish(into: &output)
        return String(decoding: output, as: UTF8.self)
    }

    private mutating func take(_ byte: UInt8, into output: inout [UInt8]) {
        bits = bits << 8 | UInt32(byte)
        held += 1
        guard held == 3 else { return }
        for shift in [18, 12, 6, 0] { output.append(Base64Alphabet.characters[Int(bits >> UInt32(shift) & 63)]) }
        (bits, held) = (0, 0)
    }
}
