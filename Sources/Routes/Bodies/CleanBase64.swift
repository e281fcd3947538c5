// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Mail

/// Whether the Base64 text of a part can be passed on as it is, white space aside.
///
/// If so, no byte of it needs decoding. Anything that two decoders might read differently (a foreign character, data
/// after padding, a missing sign at the end) is decoded and encoded anew instead. RFC 4648, sections 3 and 4.
enum CleanBase64 {
    /// How many bytes the text has without its white space; nil where it can't be passed on.
    static func length(_ range: Range<Int>, of source: any MessageBytes) -> Int? {
        var signs = 0
        var padding = 0
        for stretch in range.stretches {
            let isClean = source.withBytes(in: stretch) { bytes in
                for byte in bytes {
                    switch kind[Int(byte)] {
                    case .sign where padding == 0: signs += 1
                    case .padding: padding += 1
                    case .space: continue
                    default: return false
                    }
                }
                return true
            }
            source.release(stretch)
            guard isClean else { return nil }
        }
        return padding <= 2 && (signs + padding) % 4 == 0 ? signs + padding : nil
    }

    private enum Kind { case sign, padding, space, foreign }

    private static let kind: [Kind] = (0..<256).map { (byte: Int) -> Kind in
        switch UInt8(byte) {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
            .sign
        case UInt8(ascii: "="): .padding
        case 9, 10, 13, 32: .space
        default: .foreign
        }
    }
}
