// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import GRDB
import Mail

extension LedgerTransaction {
    /// Adds an entry to the log, after the last one of any process: the transaction has the lock for writing.
    /// - Returns: Its number.
    func log(
        _ step: String, of message: String, recipient: (row: Int64, address: String)?, state: String, text: String,
        facts: [LogFact]
    ) throws -> Int64 {
        // Numbers go on behind the last one ever given: entries that somebody cut off leave a gap, which nothing fills.
        let last = try GRDB.Row.fetchOne(
            try database.cachedStatement(
                sql: """
                    SELECT hash, max(number, coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'event'), 0)) AS last
                    FROM event ORDER BY number DESC LIMIT 1
                    """))
        let counted: Int64 = try last.map { $0["last"] } ?? lastNumber()
        let entry = LogEntry(
            number: counted + 1, message: message, recipient: recipient?.address ?? "", time: now, step: step,
            state: state, text: text.withoutNUL, facts: LogFacts(facts))
        try insert(LogLink(entry, hash: entry.hash(after: last?["hash"] ?? LogHead.none.hash)), row: recipient?.row)
        return entry.number
    }

    /// Writes an entry down as it is.
    func insert(_ link: LogLink, row: Int64?, into table: String = "event") throws {
        let entry = link.entry
        try database.cachedStatement(
            sql: """
                INSERT INTO \(table) (number, form, message, recipient, address, time, step, state, text, facts, hash)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            entry.number, entry.form, entry.message, row, entry.recipient, entry.time.milliseconds, entry.step,
            entry.state, entry.text, entry.facts.text, link.hash,
        ])
    }

    /// The number that was last given to an entry.
    func lastNumber() throws -> Int64 {
        try Int64.fetchOne(database, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'event'") ?? 0
    }

    /// Adds the entry with which a message's history begins.
    func logEntry(of message: MessageRecord, recipients: [RecipientRecord]) throws {
        let count = recipients.count
        _ = try log(
            LogEntry.enter, of: message.id, recipient: nil, state: DeliveryState.queued.rawValue,
            text: "accepted by \(message.door.rawValue) for \(count) recipient\(count == 1 ? "" : "s")",
            facts: [
                LogFact("door", message.door.rawValue), LogFact("arrived", "\(message.arrived.milliseconds)"),
                LogFact("sender_name", message.sender.name), LogFact("sender", message.sender.mailbox),
                LogFact("message_id", message.messageID), LogFact("subject", message.subject),
                LogFact("size", "\(message.size)"),
                LogFact("notification", message.notification.isEmpty ? nil : try Self.json(message.notification)),
                LogFact("sha256", message.digest.isEmpty ? nil : message.digest),
            ]
                + recipients.flatMap { recipient in
                    [LogFact("recipient", "\(recipient.identifier) \(recipient.address)")]
                        + EvidenceColumn.named.map { LogFact($0.rawValue, $0.initial) }
                })
    }

    /// The log's head as it was after an entry.
    func head(at number: Int64) throws -> LogHead? {
        try String.fetchOne(
            try database.cachedStatement(sql: "SELECT hash FROM event WHERE number = ?"), arguments: [number]
        ).map { LogHead(number: number, hash: $0) }
    }
}
