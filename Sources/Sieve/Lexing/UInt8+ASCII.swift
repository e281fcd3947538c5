// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension UInt8 {
    /// Whether it is one of `0` to `9`.
    var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

    /// Whether it is an ASCII letter.
    var isLetter: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 }

    /// Its value as a hexadecimal digit, if it is one.
    var hexValue: UInt8? {
        if isDigit { return self &- UInt8(ascii: "0") }
        let letter = (self | 0x20) &- UInt8(ascii: "a")
        return letter < 6 ? letter + 10 : nil
    }

    /// The upper-case form of an ASCII letter; every other byte is itself (RFC 4790, section 9.2.1).
    var foldedASCII: UInt8 { self &- UInt8(ascii: "a") < 26 ? self & 0xDF : self }
}
