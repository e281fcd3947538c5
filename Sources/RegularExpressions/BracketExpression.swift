// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A bracket expression of POSIX, `[^a-z[:digit:]]`, written anew in RE2's syntax.
///
/// Classes and equivalents are those of the POSIX locale: ASCII alone, and every character equivalent to itself only.
///
/// IEEE Std 1003.1, section 9.3.5.
struct BracketExpression {
    private enum Element {
        case character(PatternCharacter)
        case characterClass(String)
    }

    private static let classes: Set<String> = [
        "alnum", "alpha", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper", "xdigit",
    ]
    private static let neverClosed = PatternError("a [ is never closed", suggestion: "for the character, write [[]")

    private let pattern: [UInt8]
    private let readsCharacters: Bool
    private let foldsASCII: Bool
    /// The offset behind what has been read: in the end, behind the closing bracket.
    private(set) var end: Int

    /// Begins to read at the opening bracket.
    init(_ pattern: [UInt8], at start: Int, readsCharacters: Bool, foldsASCII: Bool) {
        self.pattern = pattern
        self.readsCharacters = readsCharacters
        self.foldsASCII = foldsASCII
        end = start + 1
    }

    /// The expression in RE2's syntax.
    mutating func translated() throws(PatternError) -> [UInt8] {
        var output = [UInt8(ascii: "[")]
        if peek() == UInt8(ascii: "^") {
            output.append(UInt8(ascii: "^"))
            end += 1
        }
        var isFirst = true
        // The first ] is a character.
        while isFirst || peek() != UInt8(ascii: "]") {
            let isHyphen = peek() == UInt8(ascii: "-")
            if isHyphen, !isFirst, peek(1) != UInt8(ascii: "]") {
                throw PatternError("a - in brackets that is no range stands first or last")
            }
            isFirst = false
            let element = try element()
            guard peek() == UInt8(ascii: "-"), let next = peek(1), next != UInt8(ascii: "]") else {
                output += written(element)
                continue
            }
            end += 1
            guard case .character(let first) = element, case .character(let last) = try self.element() else {
                throw PatternError("a range in brackets goes from one character to another")
            }
            guard first <= last else { throw PatternError("a range in brackets ends before it begins") }
            output += range(first, last)
        }
        end += 1
        output.append(UInt8(ascii: "]"))
        return output
    }

    private func peek(_ distance: Int = 0) -> UInt8? {
        end + distance < pattern.count ? pattern[end + distance] : nil
    }

    // MARK: Reading

    private mutating func element() throws(PatternError) -> Element {
        guard let byte = peek() else { throw Self.neverClosed }
        if byte == UInt8(ascii: "["), let kind = peek(1), ":.=".utf8.contains(kind) {
            return try symbol(kind)
        }
        let (character, next) = PatternCharacter.read(pattern, at: end, readsCharacters: readsCharacters)
        end = next
        return .character(character)
    }

    /// Reads `[:class:]`, `[.symbol.]` or `[=equivalents=]`.
    private mutating func symbol(_ kind: UInt8) throws(PatternError) -> Element {
        let start = end + 2
        var close = start
        while close + 1 < pattern.count, pattern[close] != kind || pattern[close + 1] != UInt8(ascii: "]") {
            close += 1
        }
        guard close + 1 < pattern.count else { throw Self.neverClosed }
        end = close + 2
        let name = String(decoding: pattern[start..<close], as: UTF8.self)
        if kind == UInt8(ascii: ":") {
            guard Self.classes.contains(name) else {
                let known = Self.classes.sorted().joined(separator: ", ")
                throw PatternError("unknown class [:\(name):]", suggestion: "there are \(known)")
            }
            return .characterClass(name)
        }
        guard start < close else { throw PatternError("there is nothing between the inner brackets") }
        let (character, next) = PatternCharacter.read(pattern, at: start, readsCharacters: readsCharacters)
        guard next == close else {
            throw PatternError("\"\(name)\" is not one character, and names of characters are not supported")
        }
        return .character(character)
    }

    // MARK: Writing

    private func written(_ element: Element) -> [UInt8] {
        switch element {
        case .character(let character):
            character.escaped + (foldsASCII ? character.otherCase?.escaped ?? [] : [])
        case .characterClass(let name):
            // Without case there is only one kind of letters.
            Array("[:\(foldsASCII && (name == "upper" || name == "lower") ? "alpha" : name):]".utf8)
        }
    }

    private func range(_ first: PatternCharacter, _ last: PatternCharacter) -> [UInt8] {
        var output = first.escaped + [UInt8(ascii: "-")] + last.escaped
        guard foldsASCII else { return output }
        for letters in [UInt32(0x41)...0x5A, 0x61...0x7A] where first.value <= letters.upperBound {
            let (low, high) = (max(first.value, letters.lowerBound), min(last.value, letters.upperBound))
            guard low <= high else { continue }
            let other = (PatternCharacter(value: low ^ 0x20), PatternCharacter(value: high ^ 0x20))
            output += other.0.escaped + [UInt8(ascii: "-")] + other.1.escaped
        }
        return output
    }
}
