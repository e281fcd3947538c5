// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A look at the table headers of TOML text, before it is parsed.
///
/// toml++ 3.4, as TOMLKit 0.6.0 has it, ends the program where a header's name begins with a character that no bare key has, as
/// in `[été]`, or the line ends, instead of saying so. TOML 1.0, sections "Comment", "String", "Array" and "Table".
struct TableHeaders {
    private let bytes: Substring.UTF8View
    private var position: Substring.UTF8View.Index
    private var line = 1

    /// The number, from 1, of the first line that is a header without a proper name; nil where there is none.
    static func firstWithoutName(in text: String) -> Int? {
        var headers = TableHeaders(text)
        return headers.firstWithoutName()
    }

    private init(_ text: String) {
        bytes = text[...].utf8
        position = bytes.startIndex
    }

    private mutating func firstWithoutName() -> Int? {
        // Within an array, which may go on over lines, a bracket begins no header.
        var depth = 0
        var isAtStart = true
        while let byte = next() {
            switch byte {
            case 0x0A, 0x20, 0x09, 0x0D: break
            case UInt8(ascii: "#"): skipLine()
            case UInt8(ascii: "\""), UInt8(ascii: "'"): skipString(byte)
            case UInt8(ascii: "[") where isAtStart && depth == 0:
                guard hasName() else { return line }
                skipLine()
            case UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "]"): depth -= 1
            default: break
            }
            // A mark of the byte order, and some blanks beyond ASCII, may stand before a header.
            isAtStart = byte == 0x0A || isAtStart && !(0x21...0x7E).contains(byte)
        }
        return nil
    }

    private mutating func next() -> UInt8? {
        guard position < bytes.endIndex else { return nil }
        defer { position = bytes.index(after: position) }
        if bytes[position] == 0x0A { line += 1 }
        return bytes[position]
    }

    private mutating func skipLine() {
        while position < bytes.endIndex, bytes[position] != 0x0A { position = bytes.index(after: position) }
    }

    /// Passes the rest of a string, over lines where it began with three quotes.
    private mutating func skipString(_ quote: UInt8) {
        let isLong = bytes[position...].starts(with: [quote, quote])
        if isLong { position = bytes.index(position, offsetBy: 2) }
        while position < bytes.endIndex, isLong || bytes[position] != 0x0A {
            let byte = next()
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                // A line that ends within a short string is the parser's to refuse.
                if isLong || bytes[position...].first != 0x0A { _ = next() }
            } else if byte == quote {
                guard isLong else { return }
                if bytes[position...].starts(with: [quote, quote]) {
                    position = bytes.index(position, offsetBy: 2)
                    return
                }
            }
        }
    }

    /// Whether what follows a bracket is a name, or its absence is told by the parser.
    private func hasName() -> Bool {
        var rest = bytes[position...].drop { $0 == 0x20 || $0 == 0x09 }
        if rest.first == UInt8(ascii: "[") { rest = rest.dropFirst().drop { $0 == 0x20 || $0 == 0x09 } }
        guard let first = rest.first, first != UInt8(ascii: "]") else { return true }
        let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first | 0x20)
        return isLetter || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) || "_-\"'".utf8.contains(first)
    }
}
