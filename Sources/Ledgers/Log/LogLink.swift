// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// An entry of the log as the ledger holds it: with the hash that was written down after it.
public struct LogLink: Sendable, Hashable {
    /// The entry.
    public var entry: LogEntry
    /// The hash written beside it.
    public var hash: String

    /// Makes a link.
    public init(_ entry: LogEntry, hash: String) {
        self.entry = entry
        self.hash = hash
    }

    /// The log's head as it was when this was its last entry.
    public var head: LogHead { LogHead(number: entry.number, hash: hash) }
}
