// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Sieve
import TestSupport
import Testing

/// `:matches` beside its definition, which a few lines of plain recursion can hold.
///
/// Pigeonhole can't be asked: it loses its place in patterns with both wildcards.
@Suite("Wildcards")
struct WildcardTests {
    @Test("a pattern matches what its definition says, with the shortest text for each wildcard")
    func definition() throws {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<2000 {
            let pattern = (0..<random.number(0...7)).map { _ in random.pick(["a", "b", "*", "*", "?"]) }.joined()
            let value = (0..<random.number(0...9)).map { _ in random.pick(["a", "b"]) }.joined()
            let expected = Self.captures(of: Array(pattern)[...], in: Array(value)[...])
            #expect(try outcome(pattern, value) == expected, "\(pattern) on \(value)")
        }
    }

    /// What each wildcard stands for; nil where the pattern doesn't fit.
    private static func captures(of pattern: ArraySlice<Character>, in value: ArraySlice<Character>) -> [String]? {
        guard let first = pattern.first else { return value.isEmpty ? [] : nil }
        let rest = pattern.dropFirst()
        switch first {
        case "*":
            for length in 0...value.count {
                if let inner = captures(of: rest, in: value.dropFirst(length)) {
                    return [String(value.prefix(length))] + inner
                }
            }
            return nil
        case "?":
            guard let letter = value.first, let inner = captures(of: rest, in: value.dropFirst()) else { return nil }
            return [String(letter)] + inner
        default:
            return value.first == first ? captures(of: rest, in: value.dropFirst()) : nil
        }
    }

    private func outcome(_ pattern: String, _ value: String) throws -> [String]? {
        let wildcards = pattern.count { $0 == "*" || $0 == "?" }
        let shown = (0..<wildcards).map { "${\($0 + 1)}" }.joined(separator: "|")
        let source = """
            require ["variables", "fileinto"];
            if header :matches "X" "\(pattern)" { fileinto "\(shown)"; }
            """
        let script = try #require(Script.compile(source: source, name: "wildcards").script)
        let message = Message(source: [], header: [HeaderField(name: "X", value: value)], bodyStart: 0, parts: [])
        let input = ScriptInput(message: message, sender: nil, recipient: "")
        guard let action = try script.run(on: input).actions.first else { return nil }
        guard wildcards > 0 else { return [] }
        return action.argument.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    }
}
