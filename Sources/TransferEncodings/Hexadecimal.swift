// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Hexadecimal digits as quoted-printable, encoded words and RFC 2231 parameters use them.
enum Hexadecimal {
    /// The digits, upper case, as RFC 2045 wants them written.
    static let digits = Array("0123456789ABCDEF".utf8)

    /// The value of a digit of either case; nil for anything else.
    static func value(of character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
