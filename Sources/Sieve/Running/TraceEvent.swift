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
