// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A key that is ready to be compared with values.
protocol KeyMatcher: Sendable {
    /// The key as written, for the trace.
    var key: [UInt8] { get }
    /// Whether this value matches; a match type with wildcards appends what each of them stood for.
    func matches(_ value: borrowing Span<UInt8>, captures: inout [Range<Int>]) -> Bool
}
