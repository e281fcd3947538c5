// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What people write between the digits of one number.
enum NumberSeparator: Sendable {
    /// A space of any width, breaking or not.
    case space
    case dot
    /// A hyphen or a dash.
    case hyphen
    /// A character without width, which web pages put into numbers so that phones don't dial them.
    case invisible

    /// The separator that begins at a place of UTF-8, and how many bytes it has.
    static func read(_ text: [UInt8], at index: Int) -> (separator: NumberSeparator, length: Int)? {
        guard index < text.count else { return nil }
        switch text[index] {
        case UInt8(ascii: " "): return (.space, 1)
        case UInt8(ascii: "."): return (.dot, 1)
        case UInt8(ascii: "-"): return (.hyphen, 1)
        case 0xC2 where index + 1 < text.count:
            switch text[index + 1] {
            case 0xA0: return (.space, 2)
            case 0xAD: return (.invisible, 2)
            case 0xB7: return (.dot, 2)
            default: return nil
            }
        case 0xE2 where index + 2 < text.count:
            switch (text[index + 1], text[index + 2]) {
            // U+2002 to U+200A, U+202F.
            case (0x80, 0x82...0x8A), (0x80, 0xAF): return (.space, 3)
            // U+200B to U+200F, U+2060.
            case (0x80, 0x8B...0x8F), (0x81, 0xA0): return (.invisible, 3)
            // U+2010 to U+2014, U+2212.
            case (0x80, 0x90...0x94), (0x88, 0x92): return (.hyphen, 3)
            default: return nil
            }
        case 0xEF where index + 2 < text.count && text[index + 1] == 0xBB && text[index + 2] == 0xBF:
            return (.invisible, 3)
        default: return nil
        }
    }
}
