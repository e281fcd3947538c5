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

    /// Takes a step, if the state machine has it, and writes it into the row and the log.
    /// - Parameters:
    ///   - changes: What else the row says from here on.
    ///   - person: Who took it, where a person did.
    func step(
        _ step: DeliveryStep, _ recipient: Row, of message: String, text: String, changes: [RecipientChange] = [],
        by person: String? = nil
    ) throws {
        guard let state = step.state(after: recipient.record.state) else {
            throw LedgerFault.impossibleStep(
                step, from: recipient.record.state, recipient: recipient.record.address, message: message)
        }
        var changes = changes
        if recipient.record.state == .held, !changes.contains(where: { $0.column == .holdCause }) {
            changes.append(RecipientChange(.holdCause, nil))
        }
        let text = text.withoutNUL
        let columns = ["state", "reason", "changed"] + changes.map(\.column.rawValue)
        var values: [(any DatabaseValueConvertible)?] = [state.rawValue, text, now.milliseconds]
        values += changes.map(\.value)
        try database.cachedStatement(
            sql: "UPDATE recipient SET \(columns.map { "\($0) = ?" }.joined(separator: ", ")) WHERE id = ?"
        ).execute(arguments: StatementArguments(values + [recipient.record.id]))
        let number = try log(
            step.rawValue, of: message, recipient: (recipient.record.id, recipient.record.address),
            state: state.rawValue, text: text,
            facts: changes.map { LogFact($0.column.rawValue, $0.value) } + (person.map { [LogFact("by", $0)] } ?? []))
        try execute(
            """
            UPDATE message SET last_event = ?, finished = NULL, wants_attention = wants_attention OR ? WHERE id = ?
            """,
            [number, step.isWorthANotice || state.isFinal, message])
        // What surely wasn't sent may come again, and must not be taken for a duplicate of itself: a rule may discard those.
        if [.refused, .cancelled].contains(state), recipient.record.state != .uncertain {
            try execute("DELETE FROM seen WHERE recipient = ? AND message = ?", [recipient.canonical, message])
        }
    }

    /// Puts a recipient on hold, with what has to be mended.
    func hold(
        _ recipient: Row, of message: String, cause: HoldCause, reason: String, changes: [RecipientChange] = []
    ) throws {
        let own = [RecipientChange(.holdCause, cause.rawValue), RecipientChange(.answer, nil)]
        try step(.hold, recipient, of: message, text: reason, changes: changes + own)
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
        let places = RecipientChange(.places, try Self.json(decision.places))
        let changes = [places, RecipientChange(.answer, nil)]
        switch decision.action {
        case .route(let route, let options):
            try step(
                .decide, recipient, of: message, text: "by the route \(route)",
                changes: changes + (try choose(route, options, for: recipient)))
        case .redirect(let address, let route, let options):
            try step(
                .decide, recipient, of: message, text: "redirected to \(address), by the route \(route)",
                changes: changes + (try choose(route, options, for: recipient, redirectedTo: address)))
        case .hold(let reason):
            try hold(recipient, of: message, cause: decision.holdCause, reason: reason, changes: [places])
        case .refuse(let reason):
            try step(.refuse, recipient, of: message, text: reason, changes: changes)
        case .discard:
            try step(.cancel, recipient, of: message, text: "discarded by a rule", changes: changes)
        }
    }

    /// Lets a recipient go by the route that was chosen before it went missing from the settings.
    func decideAsBefore(_ recipient: Row, of message: String, by route: RouteName) throws {
        try step(
            .decide, recipient, of: message, text: "by the route \(route), which is in the settings again",
            changes: try chooseAsBefore(route, for: recipient))
    }

    /// Does what a person says.
    /// - Returns: Whether that changed anything.
    func apply(_ verdict: Verdict, to recipient: Row, of message: String, by person: String) throws -> Bool {
        func step(_ step: DeliveryStep, _ text: String, _ changes: [RecipientChange] = []) throws {
            try self.step(step, recipient, of: message, text: text, changes: changes, by: person)
        }
        switch (verdict, recipient.record.state) {
        case (.release(let route), .held):
            try step(.release, "released to the route \(route)", try chooseAsBefore(route, for: recipient))
        case (.sendAgain, .uncertain):
            try execute("UPDATE recipient SET next_attempt = ? WHERE id = ?", [now.milliseconds, recipient.record.id])
            try step(.release, "to be sent again, as a person says")
        case (.wasSent(let token), .uncertain):
            let ticket = token.map { [RecipientChange(.ticketToken, $0)] } ?? []
            try step(.vouch, "sent, as a person says", ticket + [RecipientChange(.answer, nil)])
        case (.cancel, .held), (.cancel, .deferred), (.cancel, .decided), (.cancel, .uncertain):
            try step(.cancel, "cancelled by a person")
        case (.retry, .deferred), (.retry, .decided):
            // Whoever says "now" knows better than the pause that the account was given.
            try execute("DELETE FROM blocked_route WHERE route = ?", [recipient.record.route?.rawValue])
            try execute("UPDATE recipient SET next_attempt = ? WHERE id = ?", [now.milliseconds, recipient.record.id])
        default: return false
        }
        return true
    }

    /// Writes down that a request is about to leave.
    func begin(_ recipient: Row, of message: String, fingerprint: String) throws {
        try step(
            .begin, recipient, of: message, text: "request \(fingerprint.prefix(12)) begins",
            changes: [
                RecipientChange(.attempts, "\(recipient.record.attempts + 1)"),
                // An earlier attempt's answer says nothing about this one.
                RecipientChange(.answer, nil), RecipientChange(.fingerprint, fingerprint),
            ])
    }

    /// Writes down the outcome of a request.
    func settle(_ recipient: Row, of message: String, _ outcome: Outcome, retry: RetrySchedule) throws {
        switch outcome {
        case .sent(let receipt):
            var changes = [try change(receipt.answer)]
            if let ticket = receipt.ticket {
                changes += [RecipientChange(.ticketToken, ticket.token), RecipientChange(.ticketURL, ticket.url)]
            }
            try step(.send, recipient, of: message, text: receipt.answer.text, changes: changes)
        case .refused(let answer):
            try step(.refuse, recipient, of: message, text: answer.text, changes: [try change(answer)])
        case .uncertain(let answer):
            try step(.lose, recipient, of: message, text: answer.text, changes: [try change(answer)])
        case .deferred(let deferral):
            let changes = [try change(deferral.answer)]
            let next = retry.next(
                afterAttempts: recipient.record.attempts, arrived: try arrival(of: message), now: now,
                notBefore: deferral.notBefore, jitter: .random(in: 0...1))
            if let next {
                try step(.defer, recipient, of: message, text: deferral.answer.text, changes: changes)
                try execute(
                    "UPDATE recipient SET next_attempt = ? WHERE id = ?", [next.milliseconds, recipient.record.id])
            } else {
                try step(
                    .refuse, recipient, of: message, text: "given up: \(deferral.answer.text)", changes: changes)
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
    ) throws -> [RecipientChange] {
        try execute("UPDATE recipient SET next_attempt = ? WHERE id = ?", [now.milliseconds, recipient.record.id])
        return [
            RecipientChange(.route, route.rawValue), RecipientChange(.options, try Self.json(options)),
            RecipientChange(.redirectedTo, address),
        ]
    }

    private func chooseAsBefore(_ route: RouteName, for recipient: Row) throws -> [RecipientChange] {
        try choose(route, recipient.record.options, for: recipient, redirectedTo: recipient.record.redirectedTo)
    }

    private func change(_ answer: Answer) throws -> RecipientChange {
        RecipientChange(.answer, try Self.json(answer))
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
            database,
            sql: """
                SELECT * FROM event
                WHERE message = ? AND recipient IS NOT NULL AND number > ? AND number <= ? ORDER BY number
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
        return Standing(
            message: message, recipients: try recipients(of: id).map(\.record),
            untold: try events.map(LedgerEvent.init), lastEvent: last, head: try head(at: last),
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
