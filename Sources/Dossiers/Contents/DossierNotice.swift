// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A notice about the message, as it lies in a Maildir.
public struct DossierNotice: Sendable, Hashable {
    /// The number of the last entry of which it tells.
    public var entry: Int64
    /// Whether the hash that it bears for that entry is the ledger's.
    public var agrees: Bool
    /// The mail.
    public var bytes: [UInt8]

    /// Makes a notice.
    public init(entry: Int64, agrees: Bool, bytes: [UInt8]) {
        self.entry = entry
        self.agrees = agrees
        self.bytes = bytes
    }
}
