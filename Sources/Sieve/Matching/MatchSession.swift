// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// One evaluation of a test over its values, which are offered one after the other until one matches.
struct MatchSession {
    private let keys: [any KeyMatcher]
    /// The keys for values whose lines end with LF alone; nil where they are no others.
    private let lineFeedKeys: [any KeyMatcher]?
    private let setsMatchVariables: Bool
    private let matchType: any MatchType
    private var count = 0
    private var captures: [Range<Int>] = []

    init(
        keys: [any KeyMatcher], lineFeedKeys: [any KeyMatcher]? = nil, matchType: any MatchType,
        setsMatchVariables: Bool = true
    ) {
        self.keys = keys
        self.lineFeedKeys = lineFeedKeys
        self.matchType = matchType
        self.setsMatchVariables = setsMatchVariables && matchType.setsMatchVariables
    }

    /// Whether only the number of values will be compared.
    var countsValues: Bool { matchType.countsValues }

    /// Offers a value; true if it matches one of the keys.
    ///
    /// `origin` says for the trace where it was found.
    mutating func offer(
        _ value: borrowing Span<UInt8>, from origin: String, endsLinesWithLF: Bool = false, in run: inout Run
    ) throws(ScriptFault) -> Bool {
        guard !matchType.countsValues else {
            count += 1
            return false
        }
        return try compare(value, with: endsLinesWithLF ? lineFeedKeys ?? keys : keys, from: origin, in: &run)
    }

    /// Offers a value.
    mutating func offer(_ value: String, from origin: String, in run: inout Run) throws(ScriptFault) -> Bool {
        try offer(value.utf8.span, from: origin, in: &run)
    }

    /// Ends the round: compares the number of values, where the match type wants that.
    mutating func finish(in run: inout Run) throws(ScriptFault) -> Bool {
        guard matchType.countsValues else { return false }
        return try compare(String(count).utf8.span, with: keys, from: "number of values", in: &run)
    }

    private mutating func compare(
        _ value: borrowing Span<UInt8>, with keys: [any KeyMatcher], from origin: String, in run: inout Run
    ) throws(ScriptFault) -> Bool {
        for matcher in keys {
            try run.chargeComparison(of: matcher.cost(of: value.count))
            captures.removeAll(keepingCapacity: true)
            guard matcher.matches(value, captures: &captures) else { continue }
            run.recordMatch(value: value, key: matcher.key, origin: origin)
            if setsMatchVariables {
                let match = matcher.capturesMatch ? captures.removeFirst() : 0..<value.count
                run.setMatchVariables(value: value, match: match, captures: captures)
            }
            return true
        }
        return false
    }
}
