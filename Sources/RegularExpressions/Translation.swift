// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// An extended regular expression of POSIX, written anew in RE2's syntax.
///
/// The two differ where nobody would see it: a backslash in brackets is a character in POSIX and an escape in RE2, `\<`
/// is a word boundary to GNU and a letter to others, `x{,3}` is literal text in RE2. So nothing is passed on as it
/// stands: the pattern is read by POSIX's grammar, and only what both understand alike is written. What POSIX leaves
/// undefined is refused, but where every implementation agrees (repetitions of repetitions, empty alternatives, a
/// backslash before punctuation).
///
/// IEEE Std 1003.1, sections 9.3.5 and 9.4.
struct Translation {
    private let pattern: [UInt8]
    private let readsCharacters: Bool
    private let foldsASCII: Bool
    private var output: [UInt8] = []
    private var index = 0
    private var openGroups = 0
    /// Whether there is something before that a repetition could repeat.
    private var canRepeat = false

    private init(pattern: [UInt8], readsCharacters: Bool, foldsASCII: Bool) {
        self.pattern = pattern
        self.readsCharacters = readsCharacters
        self.foldsASCII = foldsASCII
    }

    /// The pattern in RE2's syntax.
    ///
    /// Letters that are the same only in ASCII are written out as `[Aa]`: RE2's own switch knows all of Unicode's, and
    /// makes the Kelvin sign a `k`.
    static func of(_ pattern: [UInt8], readsCharacters: Bool, foldsASCII: Bool) throws(PatternError) -> [UInt8] {
        guard pattern.count <= RegularExpression.maximumPatternSize else {
            throw PatternError("it has more than \(RegularExpression.maximumPatternSize) bytes")
        }
        var translation = Translation(pattern: pattern, readsCharacters: readsCharacters, foldsASCII: foldsASCII)
        try translation.translate()
        return translation.output
    }

    private mutating func translate() throws(PatternError) {
        while index < pattern.count {
            let byte = pattern[index]
            switch byte {
            case UInt8(ascii: "("):
                openGroups += 1
                pass(repeatable: false)
            case UInt8(ascii: ")"):
                // GNU reads it as itself, others refuse it: most often the other parenthesis was forgotten.
                guard openGroups > 0 else {
                    throw PatternError("a ) has no ( before it", suggestion: "for the character, write [)]")
                }
                openGroups -= 1
                pass(repeatable: true)
            case UInt8(ascii: "|"), UInt8(ascii: "^"), UInt8(ascii: "$"): pass(repeatable: false)
            case UInt8(ascii: "."): pass(repeatable: true)
            case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
                try needRepeatable(byte)
                pass(repeatable: true)
            case UInt8(ascii: "{"):
                try needRepeatable(byte)
                try interval()
            case UInt8(ascii: "\\"): try escape()
            case UInt8(ascii: "["):
                var brackets = BracketExpression(
                    pattern, at: index, readsCharacters: readsCharacters, foldsASCII: foldsASCII)
                output += try brackets.translated()
                index = brackets.end
                canRepeat = true
            default: literal()
            }
        }
        if openGroups > 0 {
            throw PatternError("a ( is never closed", suggestion: "for the character, write [(]")
        }
    }

    /// Writes a character that means the same to both.
    private mutating func pass(repeatable: Bool) {
        output.append(pattern[index])
        index += 1
        canRepeat = repeatable
    }

    private func needRepeatable(_ byte: UInt8) throws(PatternError) {
        guard canRepeat else {
            let sign = Character(Unicode.Scalar(byte))
            throw PatternError(
                "there is nothing before the \(sign) that it could repeat",
                suggestion: "for the character, write [\(sign)]")
        }
    }

    // MARK: Characters

    private mutating func literal() {
        let (character, end) = PatternCharacter.read(pattern, at: index, readsCharacters: readsCharacters)
        output += foldsASCII ? character.foldedASCII : character.escaped
        index = end
        canRepeat = true
    }

    private mutating func escape() throws(PatternError) {
        index += 1
        guard index < pattern.count else {
            throw PatternError("it ends in a backslash", suggestion: #"for the character, write [\]"#)
        }
        let byte = pattern[index]
        let isWord = byte.isASCIIWord
        // GNU's \<, \>, \` and \' are anchors, elsewhere they are the character.
        if isWord || "<>`'".utf8.contains(byte) {
            let sign = Character(Unicode.Scalar(byte))
            if byte &- UInt8(ascii: "1") < 9 {
                throw PatternError("it refers back to a group by \\\(sign), which is not supported")
            }
            throw PatternError("\\\(sign) has no meaning in POSIX", suggestion: Self.replacement(for: byte))
        }
        literal()
    }

    /// What those who know other kinds of expressions want instead.
    private static func replacement(for byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "d"): "write [[:digit:]]"
        case UInt8(ascii: "D"): "write [^[:digit:]]"
        case UInt8(ascii: "s"): "write [[:space:]]"
        case UInt8(ascii: "S"): "write [^[:space:]]"
        case UInt8(ascii: "w"): "write [[:alnum:]_]"
        case UInt8(ascii: "W"): "write [^[:alnum:]_]"
        case UInt8(ascii: "b"), UInt8(ascii: "<"), UInt8(ascii: ">"): "write (^|[^[:alnum:]_]) or ([^[:alnum:]_]|$)"
        case UInt8(ascii: "t"), UInt8(ascii: "n"), UInt8(ascii: "r"): "write [[:space:]]"
        default: nil
        }
    }

    // MARK: Intervals

    /// Reads `{m}`, `{m,}`, `{m,n}`, and `{,n}`, which stands for `{0,n}`.
    private mutating func interval() throws(PatternError) {
        guard let close = pattern[index...].firstIndex(of: UInt8(ascii: "}")) else {
            throw PatternError("a { is never closed", suggestion: "for the character, write [{]")
        }
        let inside = pattern[index + 1..<close]
        let parts = inside.split(separator: UInt8(ascii: ","), maxSplits: 1, omittingEmptySubsequences: false)
        guard !inside.isEmpty, inside.count > parts.count - 1,
            parts.allSatisfy({ $0.allSatisfy { $0 &- UInt8(ascii: "0") < 10 } })
        else {
            throw PatternError(
                "braces hold how often something repeats, such as {2} or {2,4}",
                suggestion: "for the character, write [{]")
        }
        // Too many digits for a number are too many repetitions all the same.
        let counts = parts.map { $0.isEmpty ? nil : Int(String(decoding: $0, as: UTF8.self)) ?? .max }
        let least = counts[0] ?? 0
        let most = counts.count == 1 ? least : counts[1]
        let limit = RegularExpression.maximumRepetition
        guard least <= limit, most ?? 0 <= limit else {
            throw PatternError("nothing can be repeated more than \(limit) times")
        }
        if let most, most < least { throw PatternError("{\(least),\(most)} ends before it begins") }
        output += Array((most == least ? "{\(least)}" : "{\(least),\(most.map(String.init) ?? "")}").utf8)
        index = close + 1
        canRepeat = true
    }
}
