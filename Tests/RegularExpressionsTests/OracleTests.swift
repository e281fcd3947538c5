// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import RegularExpressions
import TestSupport
import Testing

/// Compares with `regcomp` and `regexec` of the C library, which is POSIX's own interface.
@Suite("Regular expressions beside those of the C library")
struct OracleTests {
    /// What a library says: nothing for a pattern that it refuses, else the range of the match.
    private enum Answer: Equatable {
        case refused
        case none
        case match(Range<Int>)
    }

    private func libraryAnswers(_ pattern: String, _ texts: [String], ignoringCase: Bool) -> [Answer] {
        var compiled = regex_t()
        let flags = REG_EXTENDED | (ignoringCase ? REG_ICASE : 0)
        guard regcomp(&compiled, pattern, flags) == 0 else { return texts.map { _ in .refused } }
        defer { regfree(&compiled) }
        return texts.map { text in
            var match = regmatch_t()
            guard regexec(&compiled, text, 1, &match, 0) == 0 else { return .none }
            return .match(Int(match.rm_so)..<Int(match.rm_eo))
        }
    }

    private func ownAnswers(_ pattern: String, _ texts: [String], ignoringCase: Bool) -> [Answer] {
        let letterCase = ignoringCase ? RegularExpression.Case.ignoredInASCII : .distinct
        guard let expression = try? RegularExpression(Array(pattern.utf8), case: letterCase) else {
            return texts.map { _ in .refused }
        }
        return texts.map { text in
            guard let match = expression.firstMatch(bytes: Array(text.utf8)), let range = match[0] else { return .none }
            return .match(range)
        }
    }

    /// Anchors stand outside groups, and texts hold no line ends: see ``disagreements()``.
    private func piece(_ depth: Int, _ ignoringCase: Bool, _ dice: inout SeededGenerator) -> String {
        var atoms = [
            "a", "b", "c", "A", ".", "[ab]", "[^a]", "[a-c]", "[]a]", "[^]b]", "[a-]", "[-b]", "[[:alpha:]]",
            "[[:upper:]b]",
            "[^[:digit:]]", #"[\a]"#, #"\."#, #"\\"#, #"\*"#, "1", "-", "]", "[[.-.]]", "[[=a=]]", "[.*]",
        ]
        if !ignoringCase { atoms.append("[B-b]") }
        var result = atoms[Int.random(in: 0..<atoms.count, using: &dice)]
        if depth > 0, Int.random(in: 0..<3, using: &dice) == 0 {
            result = "(" + branches(depth - 1, ignoringCase, &dice) + ")"
        }
        let repetitions = ["", "", "", "", "*", "+", "?", "{2}", "{1,2}", "{0,1}", "{2,}", "{,2}", "**", "+?", "?*"]
        return result + repetitions[Int.random(in: 0..<repetitions.count, using: &dice)]
    }

    private static let depth = 2

    private func branches(_ depth: Int, _ ignoringCase: Bool, _ dice: inout SeededGenerator) -> String {
        let branches = (0..<[1, 1, 2, 3][Int.random(in: 0..<4, using: &dice)]).map { _ in
            var branch = (0..<Int.random(in: 1...3, using: &dice)).map { _ in piece(depth, ignoringCase, &dice) }
                .joined()
            if depth == Self.depth {
                if Int.random(in: 0..<8, using: &dice) == 0 { branch = "^" + branch }
                if Int.random(in: 0..<8, using: &dice) == 0 { branch += "$" }
            }
            if Int.random(in: 0..<12, using: &dice) == 0 { branch = "" }
            return branch
        }
        return branches.joined(separator: "|")
    }

    private func texts(_ dice: inout SeededGenerator) -> [String] {
        let letters = Array("aabbcABC1-.]\\*^$")
        return (0..<12).map { _ in
            String(
                (0..<Int.random(in: 0...9, using: &dice)).map { _ in
                    letters[Int.random(in: 0..<letters.count, using: &dice)]
                })
        }
    }

    @Test("patterns that POSIX defines match the same, as far, and from the same place", arguments: [false, true])
    func generated(ignoringCase: Bool) {
        var dice = SeededGenerator(seed: ignoringCase ? 1003 : 9_4)
        var matched = 0
        for _ in 0..<400 {
            let pattern = branches(Self.depth, ignoringCase, &dice)
            let texts = texts(&dice)
            let expected = libraryAnswers(pattern, texts, ignoringCase: ignoringCase)
            let answers = ownAnswers(pattern, texts, ignoringCase: ignoringCase)
            for (index, text) in texts.enumerated() {
                #expect(answers[index] == expected[index], "\(pattern) in \(text.debugDescription)")
                if case .match = answers[index] { matched += 1 }
            }
        }
        #expect(matched > 1000)
    }

    @Test("noise is refused by both, or means the same to both, or is refused here alone for a reason that is known")
    func noise() {
        var dice = SeededGenerator(seed: 2017)
        let letters = Array("aab1.*+?{}()[]^$|\\-,:=<w2")
        var bothTake = 0
        for _ in 0..<4000 {
            let pattern = String(
                (0..<Int.random(in: 1...7, using: &dice)).map { _ in
                    letters[Int.random(in: 0..<letters.count, using: &dice)]
                })
            let texts = texts(&dice)
            let expected = libraryAnswers(pattern, texts, ignoringCase: false)
            let answers = ownAnswers(pattern, texts, ignoringCase: false)
            if answers[0] == .refused, expected[0] != .refused {
                let said = refusal(pattern) ?? ""
                #expect(Self.refusedHereAlone.contains { said.contains($0) }, "\(pattern): \(said)")
            } else {
                #expect(answers == expected, "\(pattern) in \(texts)")
                if answers[0] != .refused { bothTake += 1 }
            }
        }
        #expect(bothTake > 1000)
    }

    /// Where the library departs from POSIX itself (glibc 2.36), what POSIX wants is found here.
    @Test("known disagreements")
    func disagreements() throws {
        // It loses the anchors in the copies that it makes of a repeated group, and matches "bb".
        #expect(try found("(^b){2}", in: "bb") == nil)
        // It finds a beginning behind a line end, though it was not told to look at lines.
        #expect(try found(".^b", in: "\nb") == nil)
        // It makes the ends of a range lower case before it reads the range, so that [B-b] is b alone.
        #expect(try found("[B-b]+", in: "bCz", case: .ignoredInASCII) == ["bCz"])
        // It reads `.` and negated brackets as any octet, NUL apart; here a character of UTF-8 is one character.
        #expect(try found("^.$", in: "ü") == ["ü"])
    }

    /// What the C library takes, and what is refused here because POSIX leaves it undefined or means something else.
    private static let refusedHereAlone = [
        "a ) has no (",  // the library reads it as a character
        "has no meaning in POSIX",  // it knows \w and \<, and reads \a as a
        "it refers back to a group",  // it has them, and they take exponential time
        "braces hold how often",  // it reads {,} as *
    ]
}
