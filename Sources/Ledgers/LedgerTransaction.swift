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

    func execute(_ sql: String, _ arguments: StatementArguments) throws {
        try database.execute(sql: sql, arguments: arguments)
    }

    // MARK: Steps

    /// Takes a step, if the state machine has it, and writes it down.
    func step(_ step: DeliveryStep, _ recipient: Row, of message: String, text: String) throws {
        guard let state = step.state(after: recipient.record.state) else {
            throw LedgerFault.impossibleStep(
                step, from: recipient.record.state, recipient: recipient.record.address, message: message)
        }
        try execute(
            "UPDATE recipient SET state = ?, reason = ?, changed = ?, hold_cause = NULL WHERE id = ?",
            [state.rawValue, text, now.milliseconds, recipient.record.id])
        try execute(
            "INSERT INTO event (message, recipient, time, step, state, text) VALUES (?, ?, ?, ?, ?, ?)",
            [message, recipient.record.id, now.milliseconds, step.rawValue, state.rawValue, text])
        try execute(
            """
            UPDATE message SET last_event = ?, finished = NULL, wants_attention = wants_attention OR ? WHERE id = ?
            """,
            [database.lastInsertedRowID, step.isWorthANotice || state.isFinal, message])
        // What surely wasn't sent may come again, and must not be taken for a duplicate of itself: a rule may discard those.
        if [.refused, .cancelled].contains(state), recipient.record.state != .uncertain {
            try execute("DELETE FROM seen WHERE recipient = ? AND message = ?", [recipient.canonical, message])
        }
    }

    /// Puts a recipient on hold, with what has to be mended.
    func hold(_ recipient: Row, of message: String, cause: HoldCause, reason: String) throws {
        try step(.hold, recipient, of: message, text: reason)
        try execute(
            "UPDATE recipient SET hold_cause = ?, answer = NULL WHERE id = ?", [cause.rawValue, recipient.record.id])
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
        try execute(
            "UPDATE recipient SET places = ?, answer = NULL WHERE id = ?",
            [try Self.json(decision.places), recipient.record.id])
        switch decision.action {
        case .route(let route, let options):
            try choose(route, options, for: recipient)
            try step(.decide, recipient, of: message, text: "by the route \(route)")
        case .redirect(let address, let route, let options):
            try choose(route, options, for: recipient, redirectedTo: address)
            try step(.decide, recipient, of: message, text: "redirected to \(address), by the route \(route)")
        case .hold(let reason):
            try hold(recipient, of: message, cause: decision.holdCause, reason: reason)
        case .refuse(let reason):
            try step(.refuse, recipient, of: message, text: reason)
        case .discard:
            try step(.cancel, recipient, of: message, text: "discarded by a rule")
        }
    }

    /// Lets a recipient go by the route that was chosen before it went missing from the settings.
    func decideAsBefore(_ recipient: Row, of message: String, by route: RouteName) throws {
        try choose(route, recipient.record.options, for: recipient, redirectedTo: recipient.record.redirectedTo)
        try step(.decide, recipient, of: message, text: "by the route \(route), which is in the settings again")
    }

    /// Does what a person says.
    /// - Returns: Whether that changed anything.
    func apply(_ verdict: Verdict, to recipient: Row, of message: String) throws -> Bool {
        switch (verdict, recipient.record.state) {
        case (.release(let route), .held):
            try choose(route, recipient.record.options, for: recipient, redirectedTo: recipient.record.redirectedTo)
            try step(.release, recipient, of: message, text: "released to the route \(route)")
        case (.sendAgain, .uncertain):
            try execute("UPDATE recipient SET next_attempt = ? WHERE id = ?", [now.milliseconds, recipient.record.id])
            try step(.release, recipient, of: message, text: "to be sent again, as a person says")
        case (.wasSent(let token), .uncertain):
            if let token {
                try execute("UPDATE recipient SET ticket_token = ? WHERE id = ?", [token, recipient.record.id])
            }
            try execute("UPDATE recipient SET answer = NULL WHERE id = ?", [recipient.record.id])
            try step(.vouch, recipient, of: message, text: "sent, as a person says")
        case (.cancel, .held), (.cancel, .deferred), (.cancel, .decided), (.cancel, .uncertain):
            try step(.cancel, recipient, of: message, text: "cancelled by a person")
        case (.retry, .deferred), (.retry, .decided):
            // Whoever says "now" knows better than the pause that the account was given.
            try execute("DELETE FROM blocked_route WHERE route = ?", [recipient.record.route?.rawValue])
            try execute("UPDATE recipient SET next_attempt = ? WHERE id = ?", [now.milliseconds, recipient.record.id])
        default: return false
        }
        return true
    }

    /// Writes down the outcome of a request.
    func settle(_ recipient: Row, of message: String, _ outcome: Outcome, retry: RetrySchedule) throws {
        switch outcome {
        case .sent(let receipt):
            try note(receipt.answer, of: recipient)
            if let ticket = receipt.ticket {
                try execute(
                    "UPDATE recipient SET ticket_token = ?, ticket_url = ? WHERE id = ?",
                    [ticket.token, ticket.url, recipient.record.id])
            }
            try step(.send, recipient, of: message, text: receipt.answer.text)
        case .refused(let answer):
            try note(answer, of: recipient)
            try step(.refuse, recipient, of: message, text: answer.text)
        case .uncertain(let answer):
            try note(answer, of: recipient)
            try step(.lose, recipient, of: message, text: answer.text)
        case .deferred(let deferral):
            try note(deferral.answer, of: recipient)
            let next = retry.next(
                afterAttempts: recipient.record.attempts, arrived: try arrival(of: message), now: now,
                notBefore: deferral.notBefore, jitter: .random(in: 0...1))
            if let next {
                try step(.defer, recipient, of: message, text: deferral.answer.text)
                try execute(
                    "UPDATE recipient SET next_attempt = ? WHERE id = ?", [next.milliseconds, recipient.record.id])
            } else {
                try step(.refuse, recipient, of: message, text: "given up: \(deferral.answer.text)")
            }
        }
    }

    /// Lets go of a claim.
    func letGo(_ claim: Claim) throws {
        for recipient in claim.recipients {
            try execute("UPDATE recipient SET owner = NULL WHERE id = ?", [recipient.id])
        }
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

    /// Sets the way, and with it the address: an earlier rule's other address must not outlive its rule.
    private func choose(
        _ route: RouteName, _ options: RouteOptions, for recipient: Row, redirectedTo address: String? = nil
    ) throws {
        try execute(
            "UPDATE recipient SET route = ?, options = ?, redirected_to = ?, next_attempt = ? WHERE id = ?",
            [route.rawValue, try Self.json(options), address, now.milliseconds, recipient.record.id])
    }

    private func note(_ answer: Answer, of recipient: Row) throws {
        try execute("UPDATE recipient SET answer = ? WHERE id = ?", [try Self.json(answer), recipient.record.id])
    }

    // MARK: Looking up

    func recipient(_ id: Int64) throws -> Row {
        guard let row = try GRDB.Row.fetchOne(database, sql: "SELECT * FROM recipient WHERE id = ?", arguments: [id])
        else { throw DatabaseError(message: "no recipient \(id)") }
        return try Row(row)
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

    /// The recipients whose time has come, longest waiting first.
    func due(limit: Int) throws -> [Row] {
        try GRDB.Row.fetchAll(
            database,
            sql: """
                SELECT * FROM recipient
                WHERE state IN ('decided', 'deferred') AND owner IS NULL AND next_attempt <= ?
                    AND NOT EXISTS (SELECT 1 FROM blocked_route b WHERE b.route = recipient.route AND b.until > ?)
                ORDER BY next_attempt LIMIT ?
                """,
            arguments: [now.milliseconds, now.milliseconds, limit]
        ).map(Row.init)
    }

    /// What is known of a message; events after `event` are left for another time.
    func standing(of id: String, upTo event: Int64 = .max) throws -> Standing? {
        guard let row = try GRDB.Row.fetchOne(database, sql: "SELECT * FROM message WHERE id = ?", arguments: [id])
        else {
            return nil
        }
        let events = try GRDB.Row.fetchAll(
            database, sql: "SELECT * FROM event WHERE message = ? AND number > ? AND number <= ? ORDER BY number",
            arguments: [id, row["told"] as Int64, event])
        let message = MessageRecord(
            id: id, door: Door(rawValue: row["door"]) ?? .outbox, arrived: Timestamp(milliseconds: row["arrived"]),
            sender: Address(name: row["sender_name"], mailbox: row["sender"]), messageID: row["message_id"],
            subject: row["subject"], size: row["size"],
            notification: try (row["notification"] as String?).map {
                try Self.decoded(NotificationRequest.self, from: $0)
            } ?? NotificationRequest())
        return Standing(
            message: message, recipients: try recipients(of: id).map(\.record),
            untold: try events.map(LedgerEvent.init), lastEvent: min(row["last_event"], event),
            filing: (row["filing"] as String?).flatMap(Filing.init))
    }

    private func arrival(of message: String) throws -> Timestamp {
        let time = try Int64.fetchOne(database, sql: "SELECT arrived FROM message WHERE id = ?", arguments: [message])
        return Timestamp(milliseconds: time ?? now.milliseconds)
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
    fileprivate init(_ row: GRDB.Row) throws {
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
            identifier: row["identifier"], attempts: row["attempts"],
            nextAttempt: (row["next_attempt"] as Int64?).map(Timestamp.init(milliseconds:)),
            holdCause: (row["hold_cause"] as String?).flatMap(HoldCause.init), reason: row["reason"],
            answer: try (row["answer"] as String?).map { try LedgerTransaction.decoded(Answer.self, from: $0) },
            ticket: (row["ticket_token"] as String?).map { Ticket(token: $0, url: row["ticket_url"] ?? "") },
            places: try LedgerTransaction.decoded([Decision.Place].self, from: row["places"]),
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
