// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
public import Mail

/// The log: every entry since the beginning, each bound to those before it.
extension SQLiteLedger {
    private static let columns = LogRow.columns(LogRow.entryColumns)

    /// What happened to one message, from its beginning; that something was kept for its dossier is no part of that.
    public func history(of message: String) throws -> [LogLink] {
        try database.read { try Self.history(of: message, in: $0) }
    }

    static func history(of message: String, in database: Database) throws -> [LogLink] {
        try Row.fetchCursor(
            database, sql: "SELECT \(columns) FROM event WHERE message = ? AND step <> ? ORDER BY number",
            arguments: [message, LogEntry.snapshot]
        ).map { try LogRow($0).link }.reduce(into: []) { $0.append($1) }
    }

    /// Gives entries in order, one at a time.
    /// - Parameters:
    ///   - time: Only what happened from then on.
    ///   - count: Only so many, the last ones; nil for all.
    public func forEachEntry(since time: Timestamp?, last count: Int?, _ body: (LogLink) throws -> Void) throws {
        try database.read { database in
            let wanted = "FROM event WHERE time >= ?"
            let numbers = "SELECT number \(wanted) ORDER BY number DESC LIMIT ?"
            let sql =
                count == nil
                ? "SELECT \(Self.columns) \(wanted) ORDER BY number"
                : "SELECT \(Self.columns) FROM event WHERE number IN (\(numbers)) ORDER BY number"
            let from = time?.milliseconds ?? .min
            let arguments: StatementArguments = count.map { [from, $0] } ?? [from]
            let rows = try Row.fetchCursor(database, sql: sql, arguments: arguments)
            while let row = try rows.next() { try body(try LogRow(row).link) }
        }
    }

    /// Walks the whole log, and compares the tables with it; one entry at a time is held, however many there are.
    ///
    /// Others may write meanwhile: what is read is the ledger as it was at one moment.
    /// - Parameter report: Is told of each finding, in the order of the entries; first those of the chain.
    public func verifyLog(_ report: (LogFinding) throws -> Void) throws -> LogSummary {
        try database.read { database in
            var chain = LogChain()
            var findings = 0
            func tell(_ finding: LogFinding) throws {
                findings += 1
                try report(finding)
            }
            let rows = try Row.fetchCursor(
                database, sql: "SELECT \(Self.columns) FROM event ORDER BY number")
            while let row = try rows.next() {
                let link = try LogRow(row).link
                if let finding = chain.add(link) { try tell(finding) }
                for finding in try Self.missingExhibits(of: link.entry, database) { try tell(finding) }
            }
            let counted = try LedgerTransaction(database: database).lastNumber()
            if let finding = chain.end(expected: counted) { try tell(finding) }
            try Self.checkExhibits(database, tell)
            try Self.checkSnapshots(database, tell)
            let (messages, uncovered) = try Self.compare(database, tell)
            return LogSummary(
                entries: chain.count, messages: messages, head: chain.head, uncovered: uncovered, findings: findings)
        }
    }

    /// Compares the log with a head of it that was kept elsewhere; nil where they agree.
    /// - Parameters:
    ///   - message: The message that the head came with.
    ///   - witness: Where the head was kept, for the finding.
    public func verify(_ head: LogHead, of message: String, keptIn witness: String) throws -> LogFinding? {
        let (own, last) = try database.read { database in
            let book = LedgerTransaction(database: database)
            return (
                try book.head(at: head.number), try Int64.fetchOne(database, sql: "SELECT max(number) FROM event") ?? 0
            )
        }
        if own == head { return nil }
        if own != nil {
            return LogFinding(
                .rewritten, number: head.number, message: message, "had the hash \(head.hash) by \(witness)")
        }
        return LogFinding(
            head.number > last ? .cutOff : .missing, number: head.number, message: message,
            "is not in the ledger, but in \(witness)")
    }

    /// The exhibits that an entry names and that are gone.
    private static func missingExhibits(of entry: LogEntry, _ database: Database) throws -> [LogFinding] {
        guard entry.facts.text.contains("_sha256=") else { return [] }
        let statement = try database.cachedStatement(sql: "SELECT 1 FROM exhibit WHERE sha256 = ?")
        return try (entry.facts.list ?? []).compactMap { fact in
            guard [Exhibit.answerFact, Exhibit.rulesFact].contains(fact.name), let digest = fact.value,
                try Int.fetchOne(statement, arguments: [digest]) == nil
            else { return nil }
            return LogFinding(
                .missing, number: entry.number, message: entry.message, recipient: entry.recipient,
                "names evidence that is not kept any more: \(fact.name) \(digest)")
        }
    }

    /// Compares each exhibit with the hash by which entries name it.
    private static func checkExhibits(_ database: Database, _ report: (LogFinding) throws -> Void) throws {
        let rows = try Row.fetchCursor(
            database, sql: "SELECT \(LogRow.columns(["sha256", "bytes"])) FROM exhibit ORDER BY sha256")
        while let row = try rows.next() {
            let digest = try row.withUnsafeData(atIndex: 0) { String(decoding: $0 ?? Data(), as: UTF8.self) }
            let isSame = try row.withUnsafeData(atIndex: 1) { Exhibit(Array($0 ?? Data())).digest == digest }
            if isSame { continue }
            // Which entry names it is worth a walk over all of them.
            let naming = try Row.fetchOne(
                database, sql: "SELECT \(columns) FROM event WHERE instr(facts, ?) > 0 ORDER BY number LIMIT 1",
                arguments: ["_sha256=\(digest),"])
            let entry = try naming.map { try LogRow($0).link.entry }
            try report(
                LogFinding(
                    .changed, number: entry?.number, message: entry?.message ?? "", recipient: entry?.recipient ?? "",
                    "the evidence kept as \(digest) is not what it was"))
        }
    }

    /// Compares what the tables say of each message with what the log does.
    /// - Returns: How many messages there are, and of how many recipients no entry names all columns.
    private static func compare(
        _ database: Database, _ report: (LogFinding) throws -> Void
    ) throws -> (messages: Int, uncovered: Int) {
        let messageColumns = ["id"] + EvidenceColumn.ofMessage
        let recipientColumns =
            ["message", "id", "address", "canonical", "identifier", "state", "reason", "changed"]
            + EvidenceColumn.allCases.map(\.rawValue)
        var entries = try LogRowGroups(
            database, sql: "SELECT \(columns) FROM event ORDER BY message, number", key: 2)
        var messages = try LogRowGroups(
            database, sql: "SELECT \(LogRow.columns(messageColumns)) FROM message ORDER BY id", key: 0)
        var recipients = try LogRowGroups(
            database,
            sql: """
                SELECT \(LogRow.columns(recipientColumns)) FROM recipient ORDER BY message, id
                """, key: 0)
        let wasSetBack = { (entry: Int64, time: Timestamp) in
            // Where nothing has happened since, the clock itself shows it.
            if time > .now() { return true }
            return try Bool.fetchOne(
                database, sql: "SELECT EXISTS (SELECT 1 FROM event WHERE number > ? AND time < ?)",
                arguments: [entry, time.milliseconds]) ?? false
        }
        var (count, uncovered) = (0, 0)
        while let id = first([entries.nextKey, messages.nextKey, recipients.nextKey]) {
            var logged = LoggedMessage(id)
            for row in try entries.take(id) { logged.add(row.link.entry, row: row.recipientRow) }
            let message = try messages.take(id).first?.named(messageColumns)
            let rows = try recipients.take(id).map { $0.named(recipientColumns) }
            for finding in try logged.findings(message: message, recipients: rows, wasSetBack: wasSetBack) {
                try report(finding)
            }
            count += 1
            uncovered += logged.uncovered
        }
        return (count, uncovered)
    }

    /// The first in SQLite's order, which is that of the bytes.
    private static func first(_ keys: [String?]) -> String? {
        keys.compactMap(\.self).min { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
