// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A look at TOML text before it is parsed, for what the parser does not survive.
///
/// toml++ 3.4, as TOMLKit 0.6.0 has it, ends the program instead of saying what is wrong: where a table's name begins with a
/// character that no bare key has, as in `[été]`, or the line ends, where a brace closes a bracket, and where a blank and a single
/// digit follow a date, as in `2026-11-21 9`. TOML 1.0, sections "Comment", "String", "Local Date-Time", "Array", "Inline Table"
/// and "Table".
struct SettingsCheck {
    /// What is wrong, and on which line, from 1.
    typealias Fault = (line: Int, text: String)

    private let bytes: Substring.UTF8View
    private var position: Substring.UTF8View.Index
    private var line = 1

    /// The first fault in `text`; nil where there is none.
    static func fault(in text: String) -> Fault? {
        var check = SettingsCheck(text)
        return check.run()
    }

    private init(_ text: String) {
        bytes = text[...].utf8
        position = bytes.startIndex
    }

    private mutating func run() -> Fault? {
        // Within a value, which may go on over lines, a bracket begins no table.
        var open: [UInt8] = []
        var isAtStart = true
        while let byte = next() {
            switch byte {
            case UInt8(ascii: "#"): skipLine()
            case UInt8(ascii: "\""), UInt8(ascii: "'"): skipString(byte)
            case UInt8(ascii: "[") where isAtStart && open.isEmpty:
                guard hasName() else {
                    return (line, "the name of a table begins with a letter, a digit, _, - or a quote")
                }
                skipLine()
            case UInt8(ascii: "["), UInt8(ascii: "{"): open.append(byte)
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                // An opening bracket and the one that closes it are two apart in ASCII.
                guard open.popLast() == byte - 2 else {
                    return (line, "\(Character(Unicode.Scalar(byte))) closes nothing")
                }
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                guard !hasLoneDigit() else { return (line, "a time has two digits for each of its parts, as 09:30") }
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

    /// Whether the digit before this place begins a word of a date's shape, and a blank and a single digit follow it.
    ///
    /// The parser counts characters, whatever they are, and leaves underscores out.
    private func hasLoneDigit() -> Bool {
        var rest = bytes[bytes.index(before: position)...]
        var count = 0
        while let byte = rest.first, count < 10 || byte == UInt8(ascii: "_") || byte & 0xC0 == 0x80 {
            rest = rest.dropFirst()
            guard byte != UInt8(ascii: "_"), byte & 0xC0 != 0x80 else { continue }
            guard byte != 0x20, byte == UInt8(ascii: "-") || count != 4 && count != 7 else { return false }
            count += 1
        }
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let tail = Array(rest.prefix(3))
        return tail.count == 3 && tail[0] == 0x20 && digits.contains(tail[1]) && !digits.contains(tail[2])
    }
}
