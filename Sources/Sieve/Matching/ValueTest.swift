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
        MatchSession(keys: try readyKeys(in: &run), matchType: matchType)
    }

    /// Begins a round over bodies: these set no match variables (RFC 5173, section 6), and may have LF line ends where the
    /// strings of a script have CRLF.
    func bodySession(in run: inout Run) throws(ScriptFault) -> MatchSession {
        let keys = try readyKeys(in: &run)
        let lineFeedKeys =
            keys.contains { $0.key.contains(0x0D) }
            ? keys.map { matchType.prepared($0.key.withLineFeeds(), by: comparator) } : nil
        return MatchSession(
            keys: keys, lineFeedKeys: lineFeedKeys, matchType: matchType, setsMatchVariables: false)
    }

    private func readyKeys(in run: inout Run) throws(ScriptFault) -> [any KeyMatcher] {
        if let constantKeys { return constantKeys }
        var ready: [any KeyMatcher] = []
        for key in keys { ready.append(matchType.prepared(try key.expanded(in: &run), by: comparator)) }
        return ready
    }
}
