// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// An answer that an entry names by its hash.
public struct DossierAnswer: Sendable, Hashable {
    /// The entry's number.
    public var entry: Int64
    /// The SHA-256 of its bytes as the entry has it.
    public var digest: String
    /// The bytes; nil where the ledger has them no more.
    public var bytes: [UInt8]?

    /// Makes an answer.
    public init(entry: Int64, digest: String, bytes: [UInt8]?) {
        self.entry = entry
        self.digest = digest
        self.bytes = bytes
    }

    /// Where it lies in the dossier; nil where it is not there.
    var path: String? { bytes == nil ? nil : "answers/\(entry).txt" }
}
