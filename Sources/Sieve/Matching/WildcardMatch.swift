// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// `:matches`: the whole value fits a pattern, in which `*` stands for anything and `?` for one character.
///
/// A backslash makes the next character stand for itself. RFC 5228, section 2.7.1.
struct WildcardMatch: MatchType {
    var needsSubstrings: Bool { true }
    var setsMatchVariables: Bool { true }

    func prepared(_ key: [UInt8], by comparator: any Comparator) -> any KeyMatcher {
        WildcardPattern(key, comparator: comparator)
    }
}
