// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import TransferEncodings

/// What a test does with the values it found: match type, comparator and keys, made ready once.
struct ValueTest: Sendable {
    /// A key of a test.
    enum Key: Sendable {
        /// Known before the script runs, and made ready then.
        case ready(any KeyMatcher)
        /// With variables in it.
        case template(StringTemplate)
    }

    private let matchType: any MatchType
    private let comparator: any Comparator
    private let keys: [Key]
    /// The keys, if none of them holds a variable.
    private let constantKeys: [any KeyMatcher]?
    /// Whether a key with variables in it stands for each of its words (RFC 5232, section 4).
    var splitsKeys = false

    init(matchType: any MatchType, comparator: any Comparator, keys: [Key]) {
        self.matchType = matchType
        self.comparator = comparator
        self.keys = keys
        let constants = keys.compactMap { if case .ready(let matcher) = $0 { matcher } else { nil } }
        constantKeys = constants.count == keys.count ? constants : nil
    }

    /// Begins a round over the values of one evaluation.
    func session(in run: inout Run) throws(ScriptFault) -> MatchSession {
        MatchSession(keys: try readyKeys(in: &run), matchType: matchType)
    }

    /// Begins a round over bodies: these set no match variables (RFC 5173, section 6), and may have LF line ends where the
    /// strings of a script have CRLF.
    func bodySession(in run: inout Run) throws(ScriptFault) -> MatchSession {
        let keys = try readyKeys(in: &run)
        var lineFeedKeys: [any KeyMatcher]?
        if keys.contains(where: { $0.key.contains(0x0D) }) {
            var others: [any KeyMatcher] = []
            for key in keys { others.append(try prepared(key.key.withLineFeeds(), in: &run)) }
            lineFeedKeys = others
        }
        return MatchSession(
            keys: keys, lineFeedKeys: lineFeedKeys, matchType: matchType, setsMatchVariables: false)
    }

    private func readyKeys(in run: inout Run) throws(ScriptFault) -> [any KeyMatcher] {
        if let constantKeys { return constantKeys }
        var ready: [any KeyMatcher] = []
        for key in keys {
            switch key {
            case .ready(let matcher): ready.append(matcher)
            case .template(let template):
                let key = try template.expanded(in: &run)
                let words = splitsKeys ? key.split(separator: UInt8(ascii: " ")).map { Array($0) } : [key]
                for word in words { ready.append(try prepared(word, in: &run)) }
            }
        }
        return ready
    }

    private func prepared(_ key: [UInt8], in run: inout Run) throws(ScriptFault) -> any KeyMatcher {
        let identity = PreparedKey(
            matchType: ObjectIdentifier(type(of: matchType)), setsMatchVariables: matchType.setsMatchVariables,
            comparator: comparator.name, key: key)
        if matchType.isCostlyToPrepare, let known = run.knownKey(identity) { return known }
        let matcher: any KeyMatcher
        do {
            matcher = try matchType.prepared(key, by: comparator)
        } catch {
            throw run.fault(.invalidKey(error.message))
        }
        if matchType.isCostlyToPrepare {
            try run.charge(matcher.cost(of: 1) >> 4)
            run.keep(matcher, as: identity)
        }
        return matcher
    }
}
