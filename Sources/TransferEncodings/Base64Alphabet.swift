// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The Base64 alphabet as tables.
///
/// RFC 2045, section 6.8, table 1.
enum Base64Alphabet {
    /// The 64 characters in the order of their values.
    static let characters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The bit that a foreign character sets in a word of ``groups``.
    static let foreign: UInt32 = 0x8000_0000

    /// Four tables of 256: the value of a character, shifted to its place in a group of four.
    ///
    /// The words of four characters combine to 24 bits by OR; ``foreign`` is set if any of them is not of the alphabet.
    static let groups: [UInt32] = (0..<4).flatMap { place in
        values.map { $0 < 64 ? UInt32($0) << UInt32(18 - 6 * place) : foreign }
    }

    /// Two characters for each twelve bits, the first in the low byte.
    static let pairs: [UInt16] = (0..<4096).map {
        UInt16(characters[$0 >> 6]) | UInt16(characters[$0 & 63]) << 8
    }

    /// The value of a character; 255 for a foreign one.
    static func value(of character: UInt8) -> UInt8 { values[Int(character)] }

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, character) in characters.enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }()
}
