// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import GRDB
import Mail

/// How a database of before the log gets one: its events become entries, and what its tables say is written down behind them.
///
/// What was changed before nobody can tell any more; from here on it can be told.
enum LogMigration {
    static func register(in migrator: inout DatabaseMigrator) {
        migrator.registerMigration("log") { database in
            try database.execute(
                sql: """
                    CREATE TABLE logged_event (
                        number INTEGER PRIMARY KEY AUTOINCREMENT,
                        form INTEGER NOT NULL,
                        message TEXT NOT NULL REFERENCES message (id),
                        recipient INTEGER REFERENCES recipient (id),
                        address TEXT NOT NULL,
                        time INTEGER NOT NULL,
                        step TEXT NOT NULL,
                        state TEXT NOT NULL,
                        text TEXT NOT NULL,
                        facts TEXT NOT NULL,
                        hash TEXT NOT NULL
                    ) STRICT;
                    """)
            let book = LedgerTransaction(database: database)
            // Numbers that were given and are gone stay gone.
            let counted = try book.lastNumber()
            let last = try copyEvents(book)
            try adopt(book, after: LogHead(number: max(last.number, counted), hash: last.hash))
            try database.execute(
                sql: """
                    DROP TABLE event;
                    ALTER TABLE logged_event RENAME TO event;
                    CREATE INDEX event_message ON event (message, number);
                    """)
        }
    }

    /// The events as they are, with the address and a hash.
    private static func copyEvents(_ book: LedgerTransaction) throws -> LogHead {
        var head = LogHead.none
        let rows = try Row.fetchCursor(
            book.database,
            sql: """
                SELECT event.*, coalesce(address, '') AS address
                FROM event LEFT JOIN recipient ON recipient.id = event.recipient ORDER BY number
                """)
        while let row = try rows.next() {
            let entry = LogEntry(
                number: row["number"], message: row["message"], recipient: row["address"],
                time: Timestamp(milliseconds: row["time"]), step: row["step"], state: row["state"], text: row["text"],
                facts: LogFacts([]))
            head = LogHead(number: entry.number, hash: entry.hash(after: head.hash))
            try book.insert(LogLink(entry, hash: head.hash), row: row["recipient"], into: "logged_event")
        }
        return head
    }

    /// An entry for each message with all that its tables say of it.
    private static func adopt(_ book: LedgerTransaction, after last: LogHead) throws {
        var head = last
        let messages = try Row.fetchCursor(book.database, sql: "SELECT * FROM message ORDER BY id")
        while let message = try messages.next() {
            var facts = EvidenceColumn.ofMessage.map { LogFact($0, text(message[$0] as DatabaseValue?)) }
            let id: String = message["id"]
            let recipients = try Row.fetchAll(
                book.database, sql: "SELECT * FROM recipient WHERE message = ? ORDER BY id", arguments: [id])
            for recipient in recipients {
                facts.append(
                    LogFact("recipient", "\(recipient["identifier"] as String) \(recipient["address"] as String)"))
                facts += EvidenceColumn.allCases.filter { !EvidenceColumn.named.contains($0) }.compactMap { column in
                    let value = text(recipient[column.rawValue] as DatabaseValue?)
                    return value == column.initial ? nil : LogFact(column.rawValue, value)
                }
            }
            let entry = LogEntry(
                number: head.number + 1, message: id, recipient: "", time: book.now, step: LogEntry.adopt,
                state: DeliveryState.queued.rawValue, text: "what the ledger said when its log was begun",
                facts: LogFacts(facts))
            head = LogHead(number: entry.number, hash: entry.hash(after: head.hash))
            try book.insert(LogLink(entry, hash: head.hash), row: nil, into: "logged_event")
        }
    }

    /// A value as the log writes it; nil also for a column that is not there yet.
    private static func text(_ value: DatabaseValue?) -> String? {
        switch value?.storage {
        case nil, .null, .blob: nil
        case .int64(let number): "\(number)"
        case .double(let number): "\(number)"
        case .string(let text): text
        }
    }
}
