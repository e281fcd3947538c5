// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// One character of a pattern: a character of Unicode, or an octet.
struct PatternCharacter: Comparable {
    let value: UInt32

    /// The character at `index`, and where the next one begins; the pattern is known to be UTF-8 if characters are read.
    static func read(_ pattern: [UInt8], at index: Int, readsCharacters: Bool) -> (PatternCharacter, end: Int) {
        let lead = pattern[index]
        guard readsCharacters, lead >= 0x80 else { return (PatternCharacter(value: UInt32(lead)), index + 1) }
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        var value = UInt32(lead) & (0xFF >> UInt32(length + 1))
        for byte in pattern[index + 1..<index + length] { value = value << 6 | UInt32(byte & 0x3F) }
        return (PatternCharacter(value: value), index + length)
    }

    static func < (left: PatternCharacter, right: PatternCharacter) -> Bool { left.value < right.value }

    /// As RE2 reads it inside and outside brackets, with nothing left that could be a sign.
    var escaped: [UInt8] {
        if let letter = UInt8(exactly: value), letter.isASCIIWord { return [letter] }
        return Array("\\x{\(String(value, radix: 16))}".utf8)
    }

    /// The same, as a set of both forms of an ASCII letter.
    var foldedASCII: [UInt8] {
        guard let other = otherCase else { return escaped }
        return Array("[".utf8) + escaped + other.escaped + Array("]".utf8)
    }

    /// The other form of an ASCII letter; nil for all other characters.
    var otherCase: PatternCharacter? {
        (value | 0x20) &- 0x61 < 26 ? PatternCharacter(value: value ^ 0x20) : nil
    }
}

extension UInt8 {
    /// Whether it is an ASCII letter or digit.
    var isASCIIWord: Bool { self &- UInt8(ascii: "0") < 10 || (self | 0x20) &- UInt8(ascii: "a") < 26 }
}
