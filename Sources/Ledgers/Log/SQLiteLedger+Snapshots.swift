// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import Mail

extension SQLiteLedger {
    /// Compares what was kept for dossiers with the entries that say so, one at a time, both ways.
    static func checkSnapshots(_ database: Database, _ report: (LogFinding) throws -> Void) throws {
        let entries = try Row.fetchCursor(
            database,
            sql: "SELECT \(LogRow.columns(LogRow.entryColumns)) FROM event WHERE step = ? ORDER BY message, number",
            arguments: [LogEntry.snapshot])
        // By message and name, each of which is kept once: few, as only who asks for a dossier has them kept.
        var logged: [[String]: (digest: String, number: Int64)] = [:]
        while let row = try entries.next() {
            let entry = try LogRow(row).link.entry
            let facts = entry.facts.list ?? []
            func value(_ name: String) -> String { facts.first { $0.name == name }?.value ?? "" }
            let names = LedgerTransaction.snapshotFacts
            logged[[entry.message, value(names.name)]] = (value(names.digest), entry.number)
        }
        let kept = try Row.fetchCursor(
            database, sql: "SELECT \(LogRow.columns(["message", "name"])), CAST(bytes AS BLOB) FROM snapshot")
        while let row = try kept.next() {
            let key = try LogRow(row).values.prefix(2).map { $0 ?? "" }
            let digest = try row.withUnsafeData(atIndex: 2) { Exhibit(Array($0 ?? Data())).digest }
            guard let entry = logged.removeValue(forKey: key) else {
                try report(
                    LogFinding(
                        .unlogged, number: nil, message: key[0],
                        "no entry tells of what is kept for the dossier as \"\(key[1].onOneLine)\""))
                continue
            }
            if entry.digest == digest { continue }
            try report(
                LogFinding(
                    .changed, number: entry.number, message: key[0],
                    "what is kept for the dossier as \"\(key[1].onOneLine)\" is not what it was"))
        }
        for (key, entry) in logged.sorted(by: { $0.value.number < $1.value.number }) {
            try report(
                LogFinding(
                    .missing, number: entry.number, message: key[0],
                    "names what is not kept for the dossier any more: \"\(key[1].onOneLine)\""))
        }
    }
}
