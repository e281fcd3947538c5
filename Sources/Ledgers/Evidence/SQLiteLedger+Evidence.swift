// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

/// What is kept beside the log: what its entries name by a hash, and what belongs to one message's dossier.
extension SQLiteLedger {
    /// The bytes over which an entry's hash was computed, with the hash before it.
    public func hashedBytes(of link: LogLink) throws -> [UInt8] {
        let before = try database.read { database in
            try String.fetchOne(
                database, sql: "SELECT hash FROM event WHERE number < ? ORDER BY number DESC LIMIT 1",
                arguments: [link.entry.number])
        }
        return link.entry.serialised(after: before ?? LogHead.none.hash)
    }

    /// Keeps exhibits; those that are there already cost no writing.
    public func keep(_ exhibits: [Exhibit]) throws {
        let missing = try database.read { database in
            try exhibits.filter { exhibit in
                try Bool.fetchOne(
                    database, sql: "SELECT 1 FROM exhibit WHERE sha256 = ?", arguments: [exhibit.digest]) == nil
            }
        }
        guard !missing.isEmpty else { return }
        try database.write { database in
            for exhibit in missing { try LedgerTransaction(database: database).keep(exhibit) }
        }
    }

    /// The exhibit of this hash; nil where it is not kept, or is not what it was.
    public func exhibit(_ digest: String) throws -> Exhibit? {
        let bytes = try database.read { database in
            try Data.fetchOne(database, sql: "SELECT bytes FROM exhibit WHERE sha256 = ?", arguments: [digest])
        }
        return bytes.map { Exhibit(Array($0)) }.flatMap { $0.digest == digest ? $0 : nil }
    }

    /// How to make a request's body again from the message's bytes; nil where that is not kept.
    public func recipe(ofRequest fingerprint: String, for message: String) throws -> [UInt8]? {
        try database.read { database in
            try Data.fetchOne(
                database, sql: "SELECT bytes FROM recipe WHERE message = ? AND fingerprint = ?",
                arguments: [message, fingerprint]
            ).map { Array($0) }
        }
    }

    /// What was gathered once for a message's dossier under a name.
    public func snapshot(_ name: String, of message: String) throws -> [UInt8]? {
        try database.read { database in
            try Data.fetchOne(
                database, sql: "SELECT bytes FROM snapshot WHERE message = ? AND name = ?", arguments: [message, name]
            ).map { Array($0) }
        }
    }

    /// What was gathered for any message's dossier under a name that no two have.
    public func snapshot(_ name: String) throws -> [UInt8]? {
        try database.read { database in
            try Data.fetchOne(database, sql: "SELECT bytes FROM snapshot WHERE name = ?", arguments: [name])
                .map { Array($0) }
        }
    }

    /// Keeps what was gathered for a message's dossier, unless somebody else has kept such a thing meanwhile.
    /// - Returns: What is kept.
    public func keep(snapshot bytes: [UInt8], _ name: String, of message: String) throws -> [UInt8] {
        try database.write { database in
            try database.execute(
                sql: "INSERT INTO snapshot (message, name, bytes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                arguments: [message, name, bytes.databaseBlob])
            guard database.changesCount > 0 else { return }
            try LedgerTransaction(database: database).log(snapshot: bytes, name, of: message)
        }
        return try snapshot(name, of: message) ?? bytes
    }

    /// Whether the content of a message was removed after the time for which it is kept.
    public func isForgotten(_ message: String) throws -> Bool {
        try database.read { database in
            try Bool.fetchOne(database, sql: "SELECT forgotten FROM message WHERE id = ?", arguments: [message])
                ?? false
        }
    }
}

extension [UInt8] {
    /// The bytes as SQLite takes them.
    var databaseBlob: Data { Data(self) }
}
