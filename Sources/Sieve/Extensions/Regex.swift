// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import RegularExpressions

extension Extension {
    /// `regex`: the match type `:regex`, extended regular expressions of POSIX, and `:quoteregex` for `set`.
    static let regex = Extension(
        capability: "regex", specification: "draft-ietf-sieve-regex",
        tags: [
            TagDefinition(
                "regex", group: .matchType, reach: .group,
                effect: .matchType { _, checker in RegexMatch(tellsGroups: checker.required.contains("variables")) }),
            TagDefinition(
                VariableModifier.quoteregex.rawValue, group: VariableModifier.quoteregex.group,
                reach: .calls(["set"])),
        ])
}

private struct RegexMatch: MatchType {
    /// Whether the script can ask what the groups stood for, which takes time to find out.
    let tellsGroups: Bool
    var needsSubstrings: Bool { true }
    var setsMatchVariables: Bool { tellsGroups }
    var isCostlyToPrepare: Bool { true }

    func prepared(_ key: [UInt8], by comparator: any Comparator) throws(KeyError) -> any KeyMatcher {
        let letters: RegularExpression.Case =
            comparator.foldsText ? .ignored : comparator.foldsASCII ? .ignoredInASCII : .distinct
        do {
            let expression = try RegularExpression(
                key, reading: comparator.readsCharacters ? .characters : .octets, case: letters)
            return RegexKey(key: key, expression: expression, tellsGroups: tellsGroups)
        } catch {
            throw KeyError(message: "no regular expression: " + error.message, suggestion: error.suggestion)
        }
    }
}

private struct RegexKey: KeyMatcher {
    let key: [UInt8]
    let expression: RegularExpression
    let tellsGroups: Bool
    func cost(of length: Int) -> Int { length * expression.programSize }
    var memory: Int { expression.memory }
    var capturesMatch: Bool { tellsGroups }

    func matches(_ value: borrowing Span<UInt8>, captures: inout [Range<Int>]) -> Bool {
        guard tellsGroups else { return expression.matches(value) }
        guard let groups = expression.firstMatch(in: value, groups: Checker.maximumMatchVariable) else { return false }
        // A group that took no part is the empty string.
        for group in groups { captures.append(group ?? 0..<0) }
        return true
    }
}
