// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import GRDB
import Mail

/// What the log says of what was kept for dossiers.
extension LedgerTransaction {
    /// The fact of an entry that names what was kept, and the one with its SHA-256.
    static let snapshotFacts = (name: "snapshot", digest: "snapshot_sha256")

    /// Adds the entry that vouches for something that was kept.
    func log(snapshot bytes: [UInt8], _ name: String, of message: String) throws {
        _ = try log(
            LogEntry.snapshot, of: message, recipient: nil, state: "", text: "kept for the dossier: \(name)",
            facts: [
                LogFact(Self.snapshotFacts.name, name),
                LogFact(Self.snapshotFacts.digest, Exhibit(bytes).digest),
            ])
    }
}
