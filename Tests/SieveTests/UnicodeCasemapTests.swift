// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sieve

@Suite struct UnicodeCasemapTests {
    private func form(_ text: String) -> String {
        String(decoding: CasemappedText(text.utf8.span).bytes, as: UTF8.self)
    }

    private func evaluates(_ match: String, _ value: String, _ key: String) throws -> Bool {
        try SieveTests.evaluates("string \(match) :comparator \"i;unicode-casemap\" \"\(value)\" \"\(key)\"")
    }

    private func captures(_ value: String, _ pattern: String) throws -> String {
        let commands = "if not string :matches :comparator \"i;unicode-casemap\" \"\(value)\" \"\(pattern)\" { stop; }"
        let script = try compiled(allExtensions + commands + "fileinto \"[${0}][${1}][${2}]\";")
        return try script.run(on: input()).actions.last?.argument ?? "none"
    }

    @Test(
        "a character becomes its title case, decomposed",
        arguments: [
            ("abcXYZ09[]", "ABCXYZ09[]"), ("é", "E\u{301}"), ("É", "E\u{301}"), ("ё", "Е\u{308}"),
            // The example of RFC 5051.
            ("\u{1C4}", "Dz\u{30C}"), ("\u{1C6}", "Dz\u{30C}"),
            // Title case comes first: what a ligature decomposes into is not mapped any more.
            ("\u{FB01}", "fi"), ("ß", "ß"), ("ſ", "S"), ("\u{212A}", "K"), ("½", "1\u{2044}2"), ("Ａａ", "AA"),
            ("각", "\u{1100}\u{1161}\u{11A8}"), ("\u{149}", "\u{2BC}n"), ("", ""),
        ])
    func forms(_ text: String, _ expected: String) {
        #expect(Array(form(text).unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test(
        "is, contains, matches",
        arguments: [
            (":is", "TÈST", "tèst", true), (":is", "TÈST", "te\u{300}st", true), (":is", "TÈST", "test", false),
            (":is", "ΣΊΣΥΦΟΣ", "σίσυφοσ", true), (":contains", "This is a TÈST", "tès", true),
            // As RFC 5051 has it: the form of e is the beginning of that of é.
            (":contains", "é", "e", true), (":contains", "TÈST", "tést", false), (":contains", "Zürich", "", true),
            (":matches", "A header with TÈST", "a*with*tèsT", true), (":matches", "TÈST", "t?st", true),
            (":matches", "TÈST", "t??st", false), (":matches", "é", "e?", false), (":matches", "é?", "É\\\\?", true),
            (":matches", "TÈST", "t${hex: ff}st", false), (":matches", "Ünü", "*Ü", true), (":matches", "é", "?", true),
            (":matches", "½", "?", true), (":matches", "", "*", true), (":matches", "ü", "u", false),
        ])
    func matches(_ match: String, _ value: String, _ key: String, _ expected: Bool) throws {
        #expect(try evaluates(match, value, key) == expected)
    }

    @Test("octets that are no UTF-8 are compared as they are")
    func invalid() throws {
        #expect(try evaluates(":is", "caf${hex: e9}", "caf${hex: e9}"))
        #expect(try !evaluates(":is", "caf${hex: e9}", "CAF${hex: e9}"))
        #expect(try evaluates(":contains", "CAF${hex: e9}", "caf"))
        #expect(try evaluates(":matches", "caf${hex: e9}x", "*f${hex: e9}?"))
        #expect(try !evaluates(":matches", "caf${hex: e9}", "C*"))
    }

    @Test("order is that of the forms")
    func order() throws {
        #expect(try evaluates(":value \"lt\"", "é", "f"))
        #expect(try evaluates(":value \"gt\"", "é", "E"))
        #expect(try evaluates(":value \"eq\"", "é", "É"))
        #expect(try SieveTests.evaluates(#"header :count "eq" :comparator "i;unicode-casemap" "x-tag" "3""#))
    }

    @Test(
        "match variables hold the text as it was",
        arguments: [
            ("Zürich Óst", "z*t", "[Zürich Óst][ürich Ós][]"), ("ééé", "É*é", "[ééé][é][]"),
            ("½x\u{FB03}y", "*x*Y", "[½x\u{FB03}y][½][\u{FB03}]"), ("ab½", "a*?", "[ab½][b][½]"),
            ("½½", "??", "[½½][½][½]"),
            // Half of a character belongs to the literal that it matched, not to a wildcard.
            ("xéy", "*e*", "[xéy][x][y]"), ("é", "*\u{301}*", "[é][][]"), ("plain", "P*N", "[plain][lai][]"),
        ])
    func variables(_ value: String, _ pattern: String, _ expected: String) throws {
        #expect(Array(try captures(value, pattern).unicodeScalars) == Array(expected.unicodeScalars))
    }

    /// All ways in which a pattern can fit a form, tried one after the other.
    private func fits(_ form: CasemappedText, _ offset: Int, _ pattern: ArraySlice<Unicode.Scalar>) -> Bool {
        guard let first = pattern.first else { return offset == form.bytes.count }
        let rest = pattern.dropFirst()
        switch first {
        case "*": return (offset...form.bytes.count).contains { fits(form, $0, rest) }
        case "?":
            guard offset < form.bytes.count, form.isBoundary(offset) else { return false }
            return fits(form, form.characterEnd(offset), rest)
        default:
            let wanted = CasemappedText(String(Character(first)).utf8.span).bytes
            return form.bytes[offset...].starts(with: wanted) && fits(form, offset + wanted.count, rest)
        }
    }

    @Test("a pattern fits exactly where some way to place its wildcards does")
    func exhaustive() throws {
        let comparator = try #require(Registry.standard.comparators["i;unicode-casemap"])
        let letters: [Unicode.Scalar] = ["e", "\u{E9}", "\u{301}", "\u{BD}", "1"]
        let signs: [Unicode.Scalar] = ["*", "?", "e", "\u{E9}", "\u{301}", "1"]
        func words(_ alphabet: [Unicode.Scalar], _ length: Int) -> [[Unicode.Scalar]] {
            (0..<length).reduce([[]]) { words, _ in words + words.flatMap { word in alphabet.map { word + [$0] } } }
        }
        let values = Set(words(letters, 3)).map { String(String.UnicodeScalarView($0)) }
        let forms = values.map { CasemappedText($0.utf8.span) }
        var fitting = 0
        for pattern in Set(words(signs, 3)).union([
            ["*", "e", "*", "?"], ["?", "*", "\u{301}", "*"], ["*", "?", "*", "1"],
        ]) {
            let matcher = WildcardPattern(Array(String(String.UnicodeScalarView(pattern)).utf8), comparator: comparator)
            for (value, form) in zip(values, forms) {
                var captures: [Range<Int>] = []
                let isFitting = matcher.matches(value.utf8.span, captures: &captures)
                #expect(isFitting == fits(form, 0, pattern[...]), "\(pattern) \(value)")
                #expect(captures.count == (isFitting ? pattern.count { $0 == "*" || $0 == "?" } : 0))
                #expect(captures.allSatisfy { $0.upperBound <= value.utf8.count })
                if isFitting { fitting += 1 }
            }
        }
        #expect(fitting > 1000)
    }

    @Test("it has to be required")
    func required() {
        let test = #"if header :comparator "i;unicode-casemap" "x" "y" { keep; }"#
        #expect(findings(test).first?.contains("comparator-i;unicode-casemap") == true)
        #expect(findings(#"require "comparator-i;unicode-casemap"; "# + test).isEmpty)
    }
}
