// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A test that a run evaluated, and how it came out.
public struct TraceEvent: Sendable, Hashable, Codable {
    /// A value that matched a key.
    public struct Match: Sendable, Hashable, Codable {
        /// Where the value was found: the name of a header field, `envelope to`, a variable.
        public var origin: String
        /// The value, with the numbers of persons and accounts masked.
        public var value: String
        /// The key of the script that it matched.
        public var key: String
    }

    /// The script that holds the test.
    public var file: String
    /// Where it stands.
    public var place: SourcePlace
    /// How many tests it stands in, such as `not` and `allof`.
    public var depth: Int
    /// How it came out.
    public var result: Bool
    /// The value that matched; nil for tests that compare nothing, and where nothing matched.
    public var match: Match?
    /// The test as written, white space apart; clipped where it is long.
    public var text: String
}

extension TraceEvent {
    /// The part of a value that is worth keeping: all of a short one, of a long one what stands around the key.
    static func excerpt(of value: borrowing Span<UInt8>, around key: [UInt8]) -> Range<Int> {
        let most = 1000
        guard value.count > most else { return 0..<value.count }
        // A key of another kind, such as a pattern, is found nowhere: then the beginning is shown.
        let place = ContainsMatch.Key(key: key, comparator: CasemapComparator()).firstPlace(in: value) ?? 0
        var start = max(0, place - 40)
        var end = min(value.count, start + 200)
        while start > 0, value[start] & 0xC0 == 0x80 { start -= 1 }
        while end < value.count, value[end] & 0xC0 == 0x80 { end += 1 }
        return start..<end
    }
}
