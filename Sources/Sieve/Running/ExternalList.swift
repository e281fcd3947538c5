// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A list that scripts look things up in, and that is kept outside of them (RFC 6134).
public struct ExternalList: Sendable {
    /// The entries, in order.
    public let entries: [String]
    private let folded: Set<[UInt8]>

    /// Makes a list; ASCII letters are compared without their case, as addresses are.
    public init(_ entries: [String]) {
        self.entries = entries
        folded = Set(entries.map { $0.utf8.map(\.foldedASCII) })
    }

    /// Whether it holds this value.
    func contains(_ value: borrowing Span<UInt8>) -> Bool {
        var key: [UInt8] = []
        key.reserveCapacity(value.count)
        for index in 0..<value.count { key.append(value[index].foldedASCII) }
        return folded.contains(key)
    }
}
