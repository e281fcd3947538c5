// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A way in which a value can match a key: `:is`, `:contains`, and what extensions add.
///
/// RFC 5228, section 2.7.1.
protocol MatchType: Sendable {
    /// Whether it looks inside the value, for which the comparator must be able to.
    var needsSubstrings: Bool { get }
    /// Whether the number of values is compared, instead of each value (`:count`, RFC 5231).
    var countsValues: Bool { get }
    /// Whether a match sets the match variables (RFC 5229, section 3.2).
    var setsMatchVariables: Bool { get }
    /// Whether it compares by the comparator, so that a test may name one.
    var usesComparator: Bool { get }
    /// Whether making a key ready is so much work that a run keeps the keys that it made ready.
    var isCostlyToPrepare: Bool { get }
    /// Makes a key ready for use, once for all values it will be compared with.
    ///
    /// - Throws: why it can't be a key: an error of the check where the key is known then, otherwise a fault of the run.
    func prepared(_ key: [UInt8], by comparator: any Comparator) throws(KeyError) -> any KeyMatcher
}

extension MatchType {
    var needsSubstrings: Bool { false }
    var countsValues: Bool { false }
    var setsMatchVariables: Bool { false }
    var usesComparator: Bool { true }
    var isCostlyToPrepare: Bool { false }
}
