// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What a test does with the values it found: match type, comparator and keys, made ready once.
struct ValueTest: Sendable {
    private let matchType: any MatchType
    private let comparator: any Comparator
    private let keys: [StringTemplate]
    /// The keys, made ready, if none of them holds a variable.
    private let constantKeys: [any KeyMatcher]?

    init(matchType: any MatchType, comparator: any Comparator, keys: [StringTemplate]) {
        self.matchType = matchType
        self.comparator = comparator
        self.keys = keys
        let constants = keys.compactMap(\.constant)
        constantKeys =
            constants.count == keys.count ? constants.map { matchType.prepared($0, by: comparator) } : nil
    }

    /// Begins a round over the values of one evaluation.
    func session(in run: inout Run) throws(ScriptFault) -> MatchSession {
        if let constantKeys { return MatchSession(keys: constantKeys, matchType: matchType) }
        var ready: [any KeyMatcher] = []
        for key in keys { ready.append(matchType.prepared(try key.expanded(in: &run), by: comparator)) }
        return MatchSession(keys: ready, matchType: matchType)
    }
}
