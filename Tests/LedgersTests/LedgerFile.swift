// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import Ledgers
import TestSupport

/// A ledger's file in the hands of somebody who knows SQLite.
struct LedgerFile {
    let folder: TemporaryFolder
    var path: String { folder.file("ledger.sqlite") }

    /// A ledger with a random history.
    init(seed: UInt64, steps: Int) throws {
        folder = try TemporaryFolder()
        try RandomLedger(seed: seed, steps: steps, in: SQLiteLedger(path: path))
        try tamper("PRAGMA wal_checkpoint(TRUNCATE)")
    }

    /// The ledger that a test has made in a folder.
    init(in folder: TemporaryFolder) { self.folder = folder }

    /// The same in a file of its own.
    init(copyOf other: LedgerFile) throws {
        folder = try TemporaryFolder()
        try FileManager.default.copyItem(atPath: other.path, toPath: path)
    }

    /// Does things that no program of ours does.
    func tamper(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws {
        try database { try $0.execute(sql: sql, arguments: arguments) }
    }

    func database<Value>(_ body: (Database) throws -> Value) throws -> Value {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        return try queue.writeWithoutTransaction(body)
    }

    func number(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws -> Int64 {
        try database { try Int64.fetchOne($0, sql: sql, arguments: arguments) } ?? 0
    }

    /// What a check of the log finds.
    func findings() throws -> [LogFinding] {
        var findings: [LogFinding] = []
        let summary = try SQLiteLedger(path: path).verifyLog { findings.append($0) }
        precondition(summary.findings == findings.count)
        return findings
    }

    /// All entries.
    func links() throws -> [LogLink] {
        var links: [LogLink] = []
        try SQLiteLedger(path: path).forEachEntry(since: nil, last: nil) { links.append($0) }
        return links
    }

    /// Computes all hashes from an entry on anew, as somebody does who knows how.
    func rehash(from number: Int64) throws {
        var hash = LogHead.none.hash
        for link in try links() {
            if link.entry.number >= number {
                hash = link.entry.hash(after: hash)
                try tamper("UPDATE event SET hash = ? WHERE number = ?", [hash, link.entry.number])
            } else {
                hash = link.hash
            }
        }
    }
}
