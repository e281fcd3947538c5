// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import Mail

/// The steps of the ledger within one transaction.
struct LedgerTransaction {
    /// A recipient as its row has it.
    struct Row {
        var record: RecipientRecord
        var message: String
        var canonical: String
        var owner: String?
        var holdCause: HoldCause? { record.holdCause }

        func isDue(_ now: Timestamp) -> Bool {
            owner == nil && (record.state == .decided || record.state == .deferred)
                && (record.nextAttempt ?? now) <= now
        }
    }

    let database: Database
    var now = Timestamp.now()
    /// For how many seconds a letter that was sent by a route is remembered, to find duplicates of it.
    var windows: [RouteName: Double] = [:]

    func execute(_ sql: String, _ arguments: StatementArguments) throws {
        try database.execute(sql: sql, arguments: arguments)
    }

    // MARK: Steps

    /// Judges an occurrence and does what follows from it, in the row and in the log.
    /// - Returns: Whether anything did.
    @discardableResult
    func perform(_ occurrence: Occurrence, on recipient: Row, of message: String) throws -> Bool {
        do {
            guard let transition = try Transition(occurrence, for: recipient.record, at: now) else { return false }
            try perform(transition, exhibits: try keepEvidence(of: occurrence), on: recipient, of: message)
            if case .outcome(.uncertain, let schedule, let jitter) = occurrence {
                try perform(
                    .repetition(schedule, jitter: jitter), on: self.recipient(recipient.record.id), of: message)
            }
            return true
        } catch let fault as Transition.Impossible {
            throw LedgerFault.impossibleStep(
                fault.step, from: recipient.record.state, recipient: recipient.record.address, message: message)
        }
    }

    private func perform(
        _ transition: Transition, exhibits: [LogFact], on recipient: Row, of message: String
    ) throws {
        var values: [(column: String, value: (any DatabaseValueConvertible)?)] = []
        if let step = transition.step, let state = step.state(after: recipient.record.state) {
            let text = transition.text.withoutNUL
            values += [("state", state.rawValue), ("reason", text), ("changed", now.milliseconds)]
            values += transition.changes.map { ($0.column.rawValue, $0.value) }
            if step == .delay { values.append(("told_late", true)) }
            try log(step, state, transition, exhibits, text, on: recipient, of: message)
        }
        if let next = transition.nextAttempt { values.append(("next_attempt", next.milliseconds)) }
        if transition.endsClaim { values.append(("owner", nil)) }
        if !values.isEmpty {
            try database.cachedStatement(
                sql: "UPDATE recipient SET \(values.map { "\($0.column) = ?" }.joined(separator: ", ")) WHERE id = ?"
            ).execute(arguments: StatementArguments(values.map(\.value) + [recipient.record.id]))
        }
        if transition.endsPause, let route = recipient.record.route { try endPause(of: route) }
        // What surely wasn't sent may come again, and must not be taken for a duplicate of itself: a rule may discard those.
        if transition.forgetsMarks {
            try execute("DELETE FROM seen WHERE recipient = ? AND message = ?", [recipient.canonical, message])
            try execute("DELETE FROM letter WHERE recipient = ?", [recipient.record.id])
        }
    }

    private func log(
        _ step: DeliveryStep, _ state: DeliveryState, _ transition: Transition, _ exhibits: [LogFact], _ text: String,
        on recipient: Row, of message: String
    ) throws {
        let number = try log(
            step.rawValue, of: message, recipient: (recipient.record.id, recipient.record.address),
            state: state.rawValue, text: text,
            facts: transition.changes.map { LogFact($0.column.rawValue, $0.value) }
                + (transition.person.map { [LogFact("by", $0)] } ?? []) + exhibits)
        try execute(
            """
            UPDATE message SET last_event = ?, finished = NULL, wants_attention = wants_attention OR ? WHERE id = ?
            """,
            [number, step.isWorthANotice || state.isFinal, message])
    }

    /// Writes down what the rules want remembered of a message (RFC 7352).
    private func remember(_ marks: [SeenMark], for recipient: Row, of message: String) throws {
        guard !marks.isEmpty else { return }
        // A message that may be decided about again keeps its marks, or it would be taken for a duplicate of a later one.
        try execute(
            """
            DELETE FROM seen WHERE expires <= ? AND message IN (SELECT id FROM message WHERE finished IS NOT NULL)
            """, [now.milliseconds])
        for mark in marks {
            let expires = mark.expires.milliseconds
            if mark.isRenewal {
                try execute(
                    """
                    UPDATE seen SET expires = max(expires, ?)
                    WHERE recipient = ? AND handle = ? AND id = ? AND expires > ?
                    """, [expires, recipient.canonical, mark.handle, mark.id, now.milliseconds])
            } else {
                try execute(
                    """
                    INSERT INTO seen (recipient, handle, id, message, expires) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT DO NOTHING
                    """, [recipient.canonical, mark.handle, mark.id, message, expires])
            }
        }
    }

    /// Does what the rules say.
    func apply(_ decision: Decision, to recipient: Row, of message: String) throws {
        try remember(decision.marks, for: recipient, of: message)
        try decide(.decision(decision), on: recipient, of: message)
    }

    /// Notes the time where nothing more can happen to a message.
    func finishIfDone(_ message: String) throws {
        let finals = DeliveryState.allCases.filter(\.isFinal).map { "'\($0.rawValue)'" }.joined(separator: ", ")
        try execute(
            """
            UPDATE message SET finished = ?, wants_attention = 1 WHERE id = ? AND finished IS NULL AND NOT EXISTS
                (SELECT 1 FROM recipient WHERE message = ? AND state NOT IN (\(finals)))
            """,
            [now.milliseconds, message, message])
    }

    // MARK: Looking up

    func recipient(_ id: Int64) throws -> Row {
        guard let row = try GRDB.Row.fetchOne(database, sql: "SELECT * FROM recipient WHERE id = ?", arguments: [id])
        else { throw DatabaseError(message: "no recipient \(id)") }
        return try Row(row)
    }

    func recipients(where condition: String, _ arguments: StatementArguments) throws -> [Row] {
        try GRDB.Row.fetchAll(
            database, sql: "SELECT * FROM recipient WHERE \(condition) ORDER BY id", arguments: arguments
        ).map(Row.init)
    }

    func recipients(of message: String) throws -> [Row] {
        try GRDB.Row.fetchAll(
            database, sql: "SELECT * FROM recipient WHERE message = ? ORDER BY id", arguments: [message]
        ).map(Row.init)
    }

    /// Recipients whose owner is no more, and those whose request began and who belong to nobody.
    func abandoned(_ isAlive: (String) -> Bool) throws -> [Row] {
        let owners = try String.fetchAll(
            database, sql: "SELECT DISTINCT owner FROM recipient WHERE owner IS NOT NULL")
        let owned = try owners.filter { !isAlive($0) }.flatMap { owner in
            try GRDB.Row.fetchAll(database, sql: "SELECT * FROM recipient WHERE owner = ?", arguments: [owner])
        }
        let orphans = try GRDB.Row.fetchAll(
            database, sql: "SELECT * FROM recipient WHERE state = 'sending' AND owner IS NULL")
        return try (owned + orphans).map(Row.init)
    }

    /// What is known of a message; events after `event` are left for another time.
    func standing(of id: String, upTo event: Int64 = .max) throws -> Standing? {
        guard let row = try GRDB.Row.fetchOne(database, sql: "SELECT * FROM message WHERE id = ?", arguments: [id])
        else {
            return nil
        }
        let events = try GRDB.Row.fetchAll(
            database,
            sql: """
                SELECT * FROM event
                WHERE message = ? AND recipient IS NOT NULL AND number > ? AND number <= ?
                    AND step NOT IN ('\(LogEntry.report)', '\(LogEntry.deadline)')
                ORDER BY number
                """,
            arguments: [id, row["told"] as Int64, event])
        let last = min(row["last_event"], event)
        let message = MessageRecord(
            id: id, door: Door(rawValue: row["door"]) ?? .outbox, arrived: Timestamp(milliseconds: row["arrived"]),
            sender: Address(name: row["sender_name"], mailbox: row["sender"]), messageID: row["message_id"],
            subject: row["subject"], size: row["size"],
            notification: try (row["notification"] as String?).map {
                try Self.decoded(NotificationRequest.self, from: $0)
            } ?? NotificationRequest())
        let recipients = try recipients(of: id).map(\.record)
        let hasDeadline = recipients.contains { $0.mustReachBy != nil }
        return Standing(
            message: message, recipients: recipients,
            untold: try events.map(LedgerEvent.init), reports: try reports(of: id, upTo: event),
            deadlineEntries: hasDeadline ? try deadlineEntries(of: id, upTo: event) : [], told: row["told"],
            lastEvent: last, head: try head(at: events.last?["number"] ?? last),
            filing: (row["filing"] as String?).flatMap(Filing.init),
            finished: (row["finished"] as Int64?).map(Timestamp.init(milliseconds:)),
            contentDeleted: (row["forgotten"] as Int64) > 0 ? Timestamp(milliseconds: row["forgotten"]) : nil)
    }

    /// Keys sorted, so that equal values are equal texts.
    static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func decoded<Value: Decodable>(_ type: Value.Type, from text: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }
}

extension LedgerTransaction.Row {
    /// Reads a row; a state that this version does not know is an error, never a guess.
    init(_ row: GRDB.Row) throws {
        guard let state = DeliveryState(rawValue: row["state"]) else {
            throw DatabaseError(message: "unknown state \(row["state"] as String): written by a newer Sealpost?")
        }
        message = row["message"]
        canonical = row["canonical"]
        owner = row["owner"]
        record = RecipientRecord(
            id: row["id"], address: row["address"], redirectedTo: row["redirected_to"], state: state,
            route: (row["route"] as String?).map(RouteName.init(_:)),
            options: try LedgerTransaction.decoded(RouteOptions.self, from: row["options"]),
            identifier: row["identifier"], attempts: row["attempts"], losses: row["losses"],
            nextAttempt: (row["next_attempt"] as Int64?).map(Timestamp.init(milliseconds:)),
            decided: Timestamp(milliseconds: row["decided_at"]), isToldLate: row["told_late"],
            holdCause: (row["hold_cause"] as String?).flatMap(HoldCause.init), reason: row["reason"],
            answer: try (row["answer"] as String?).map { try LedgerTransaction.decoded(Answer.self, from: $0) },
            ticket: (row["ticket_token"] as String?).map { Ticket(token: $0, url: row["ticket_url"] ?? "") },
            places: try LedgerTransaction.decoded([Decision.Place].self, from: row["places"]),
            mustReachBy: (row["must_reach_by"] as Int64?).map(Timestamp.init(milliseconds:)),
            changed: Timestamp(milliseconds: row["changed"]))
    }
}

extension LedgerEvent {
    fileprivate init(_ row: GRDB.Row) throws {
        guard let step = DeliveryStep(rawValue: row["step"]), let state = DeliveryState(rawValue: row["state"]) else {
            throw DatabaseError(message: "unknown step \(row["step"] as String): written by a newer Sealpost?")
        }
        self.init(
            number: row["number"], recipient: row["recipient"], time: Timestamp(milliseconds: row["time"]), step: step,
            state: state, text: row["text"])
    }
}
