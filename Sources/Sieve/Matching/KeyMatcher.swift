// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A key that is ready to be compared with values.
protocol KeyMatcher: Sendable {
    /// The key as written, for the trace.
    var key: [UInt8] { get }
    /// How many octets are looked at, at most, in a value of this length; the product of both lengths where nothing is said.
    func cost(of length: Int) -> Int
    /// How many bytes it may come to take, where that is much more than the key.
    var memory: Int { get }
    /// Whether the first capture is the part of the value that matched; otherwise all of the value did.
    var capturesMatch: Bool { get }
    /// Whether this value matches; a match type with wildcards appends what each of them stood for.
    func matches(_ value: borrowing Span<UInt8>, captures: inout [Range<Int>]) -> Bool
}

extension KeyMatcher {
    func cost(of length: Int) -> Int { length * key.count }
    var memory: Int { 0 }
    var capturesMatch: Bool { false }
}
