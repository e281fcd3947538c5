// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import Glibc
public import Mail

/// Mails that must reach their recipients by some time.
extension SQLiteLedger: DeadlineLedger {
    /// Looks at those that are due to be looked at, and writes each alarm down once.
    public func judgeDeadlines(
        on terms: DeadlineTerms, limit: Int, at now: Timestamp
    ) throws -> (judged: Int, raised: [(message: String, recipient: String, alarm: DeadlineAlarm)]) {
        // What was judged in the future was judged by a clock that was ahead.
        let condition = "next <= ? OR (is_open AND judged > ?)"
        let limits: StatementArguments = [
            now.milliseconds, now.advanced(bySeconds: LedgerTransaction.tolerance).milliseconds,
        ]
        // Asked at every look, and nearly always with nothing to do: that must not take the lock that writers need.
        let isNone = try database.read { database in
            try Int64.fetchOne(
                database, sql: "SELECT 1 FROM deadline WHERE \(condition) LIMIT 1", arguments: limits) == nil
        }
        if isNone { return (0, []) }
        return try database.write { database in
            let book = LedgerTransaction(database: database, now: now)
            let due = try Int64.fetchAll(
                database, sql: "SELECT recipient FROM deadline WHERE \(condition) ORDER BY next LIMIT ?",
                arguments: limits + [limit])
            let raised = try due.flatMap { try book.judgeDeadline(of: $0, on: terms) }
            return (due.count, raised)
        }
    }

    /// When the first is due to be looked at that was not at `time`.
    public func nextDeadline(after time: Timestamp) throws -> Timestamp? {
        try database.read { database in
            try Int64.fetchOne(
                database, sql: "SELECT min(next) FROM deadline WHERE next > ?", arguments: [time.milliseconds]
            ).map(Timestamp.init(milliseconds:))
        }
    }

    /// Those that somebody may still have to look at, by their time.
    public func openDeadlines() throws -> [Deadline] {
        try database.read { database in
            let book = LedgerTransaction(database: database)
            let ids = try Int64.fetchAll(
                database,
                sql: """
                    SELECT deadline.recipient FROM deadline JOIN recipient ON recipient.id = deadline.recipient
                    WHERE is_open ORDER BY must_reach_by, deadline.recipient
                    """)
            return try ids.compactMap { try book.deadline(of: $0) }
        }
    }

    /// Records that a person has seen to it that nothing more is to be done.
    public func settleDeadlines(of message: String, recipient: String?, at now: Timestamp) throws -> Int {
        let wanted = recipient.map { Address(mailbox: $0).canonical }
        let person = "\(NSUserName()) (\(getuid()))".withoutNUL
        return try database.write { database in
            let book = LedgerTransaction(database: database, now: now)
            var settled = 0
            for row in try book.recipients(of: message) where wanted == nil || wanted == row.canonical {
                guard let deadline = try book.deadline(of: row.record.id),
                    !deadline.entries.contains(where: { $0.alarm == nil })
                else { continue }
                _ = try book.logDeadline(
                    nil, deadline, text: "nothing more is to be done, as a person says", by: person)
                try book.execute(
                    "UPDATE deadline SET next = NULL, is_open = 0 WHERE recipient = ?", [row.record.id])
                settled += 1
            }
            return settled
        }
    }
}

extension LedgerTransaction {
    /// What the log says of the deadlines of a message, up to an event.
    func deadlineEntries(of message: String, upTo event: Int64 = .max) throws -> [DeadlineEntry] {
        try GRDB.Row.fetchAll(
            try database.cachedStatement(
                sql: """
                    SELECT number, hash, recipient, time, facts FROM event
                    WHERE message = ? AND number <= ? AND step = '\(LogEntry.deadline)' AND recipient IS NOT NULL
                    ORDER BY number
                    """), arguments: [message, event]
        ).compactMap { row in
            DeadlineEntry(
                number: row["number"], hash: row["hash"], recipient: row["recipient"],
                time: Timestamp(milliseconds: row["time"]), facts: LogFacts(text: row["facts"]))
        }
    }

    /// The deadline of a recipient; nil where it has none.
    fileprivate func deadline(of id: Int64) throws -> Deadline? {
        let row = try recipient(id)
        return try standing(of: row.message).flatMap { Deadline(row.record, in: $0) }
    }

    /// Raises what is to be raised for one recipient, and notes when to look again.
    fileprivate func judgeDeadline(
        of id: Int64, on terms: DeadlineTerms
    ) throws -> [(message: String, recipient: String, alarm: DeadlineAlarm)] {
        guard let deadline = try deadline(of: id) else {
            try execute("DELETE FROM deadline WHERE recipient = ?", [id])
            return []
        }
        let verdict = deadline.verdict(on: terms, at: now)
        let raised = verdict.news.sorted()
        for alarm in raised {
            let number = try logDeadline(alarm, deadline, text: alarm.text(deadline, verdict))
            try execute(
                "UPDATE message SET last_event = ?, wants_attention = 1 WHERE id = ?", [number, deadline.message.id])
        }
        try execute(
            "UPDATE deadline SET next = ?, is_open = ?, judged = ? WHERE recipient = ?",
            [verdict.next?.milliseconds, verdict.isOpen, now.milliseconds, id])
        if let next = verdict.next { try ask(about: id, before: next) }
        return raised.map { (deadline.message.id, deadline.recipient.address, $0) }
    }

    /// How long before an alarm the service is asked once more, in seconds: it may have said long ago what makes it a false one.
    private static let questionBeforeAlarm: Double = 600

    /// Has the ticket of a recipient be asked about shortly before a time, where that would be done later only.
    private func ask(about recipient: Int64, before time: Timestamp) throws {
        let question = time.advanced(bySeconds: -Self.questionBeforeAlarm)
        guard question > now else { return }
        try execute(
            "UPDATE ticket_status SET next = ?1 WHERE recipient = ?2 AND next > ?1",
            [question.milliseconds, recipient])
    }

    fileprivate func logDeadline(
        _ alarm: DeadlineAlarm?, _ deadline: Deadline, text: String, by person: String? = nil
    ) throws -> Int64 {
        try log(
            LogEntry.deadline, of: deadline.message.id,
            recipient: (deadline.recipient.id, deadline.recipient.address), state: deadline.recipient.state.rawValue,
            text: text,
            facts: DeadlineEntry.facts(alarm, deadline.time) + (person.map { [LogFact("by", $0)] } ?? []))
    }
}

extension DeadlineAlarm {
    /// What the log says of it.
    fileprivate func text(_ deadline: Deadline, _ verdict: DeadlineVerdict) -> String {
        let head = "must reach the recipient by \(deadline.time.rfc3339)"
        return switch self {
        case .unannounced: "\(head); nothing says that it was announced"
        case .dueSoon: "\(head); nothing shows so far that it has, and another way can be taken no later than now"
        case .anotherWay: "\(head); it has not, and nothing more is on its way"
        case .missed:
            verdict.reached.map { "\(head), and did at \($0.rfc3339)" } ?? "\(head); nothing shows that it has"
        }
    }
}
