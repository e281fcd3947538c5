// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A ledger that is older than what was done by it: what it says still waits may have been sent since.
public struct OlderLedger: Error, Sendable, Hashable, CustomStringConvertible {
    /// The ledger's file.
    public var path: String
    /// The number of its last entry.
    public var last: Int64
    /// The number of the last entry that was there.
    public var marked: Int64
    /// The file that says so.
    public var mark: String

    /// What is wrong, and what to do.
    public var description: String {
        "the ledger \(path) ends at entry \(last), and entry \(marked) was there: it was replaced by an older one, or its "
            + "-wal file is gone. Put back the newest there is, with its -wal file. If this is the newest: what "
            + "\"sealpost queue\" shows may have been sent since; cancel what was, then remove \(mark). Nothing is sent "
            + "until then"
    }
}
