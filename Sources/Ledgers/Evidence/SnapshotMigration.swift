// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

/// How the log of an older ledger gets entries of what was kept before.
enum SnapshotMigration {
    static func register(in migrator: inout DatabaseMigrator) {
        migrator.registerMigration("snapshots") { database in
            let book = LedgerTransaction(database: database)
            let rows = try Row.fetchAll(
                database, sql: "SELECT message, name, bytes FROM snapshot ORDER BY message, name")
            for row in rows { try book.log(snapshot: Array(row["bytes"] as Data), row["name"], of: row["message"]) }
        }
    }
}
