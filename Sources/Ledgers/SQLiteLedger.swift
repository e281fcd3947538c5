// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import Glibc
public import Mail

/// The ledger of one machine, in an SQLite database.
///
/// Every commit is synced (`synchronous = FULL`), since a request may only leave after its intent is on disk.
/// Several processes may have it open: SQLite's own locks order their transactions.
public struct SQLiteLedger: Ledger {
    let database: LedgerDatabase

    /// Opens the database at `path`, made where it is missing, and brings its tables up to date.
    /// - Parameter patience: For how long another program's lock is waited for, in seconds.
    public init(path: String, patience: Double = 30) throws {
        database = try LedgerDatabase(path: path, patience: patience)
    }

    /// Checks that this is no older ledger than the one that was last worked with, and throws ``OlderLedger`` where it is.
    ///
    /// To be asked before anything is sent: by an older one mail that was sent still waits.
    public func checkAge() throws { try database.checkAge() }

    /// Whether the ledger knows the message.
    public func contains(_ message: String) throws -> Bool {
        try database.read {
            try Bool.fetchOne($0, sql: "SELECT 1 FROM message WHERE id = ?", arguments: [message]) ?? false
        }
    }

    /// Enters a message with its decisions, once.
    @discardableResult
    public func enter(
        _ message: MessageRecord, decisions: [(recipient: String, decision: Decision)], windows: [RouteName: Double],
        at now: Timestamp
    ) throws -> [String] {
        let message = message.storable
        return try database.write { database in
            try database.execute(
                sql: """
                    INSERT INTO message
                        (id, door, arrived, sender_name, sender, message_id, subject, size, notification, content)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                    """,
                arguments: [
                    message.id, message.door.rawValue, message.arrived.milliseconds, message.sender.name,
                    message.sender.mailbox, message.messageID, message.subject, message.size,
                    message.notification.isEmpty ? nil : try LedgerTransaction.json(message.notification),
                    message.content.isEmpty ? nil : message.content,
                ])
            guard database.changesCount > 0 else { return [] }
            let book = LedgerTransaction(database: database, now: now, windows: windows)
            var entered: [(recipient: LedgerTransaction.Row, decision: Decision)] = []
            for (address, decision) in decisions {
                let address = address.withoutNUL
                try database.execute(
                    sql: """
                        INSERT INTO recipient
                            (message, address, canonical, state, options, identifier, places, changed)
                        VALUES (?, ?, ?, 'queued', '{}', ?, '[]', ?) ON CONFLICT (message, canonical) DO NOTHING
                        """,
                    arguments: [
                        message.id, address, Address(mailbox: address).canonical, Self.newIdentifier(),
                        now.milliseconds,
                    ])
                guard database.changesCount > 0 else { continue }
                entered.append((try book.recipient(database.lastInsertedRowID), decision))
            }
            try book.logEntry(of: message, recipients: entered.map(\.recipient.record))
            for (recipient, decision) in entered { try book.apply(decision, to: recipient, of: message.id) }
            try book.finishIfDone(message.id)
            return try entered.map { try book.recipient($0.recipient.record.id).record }
                .filter { $0.holdCause == .duplicate }.map(\.address)
        }
    }

    /// A random UUID (RFC 9562, section 5.4).
    ///
    /// Not Foundation's: it opens a device for it, and where that fails, as with too many files open, it gives out one that
    /// others have too.
    private static func newIdentifier() -> String {
        var random = SystemRandomNumberGenerator()
        var bytes: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        withUnsafeMutableBytes(of: &bytes) { bytes in
            for index in bytes.indices { bytes[index] = random.next() }
            bytes[6] = bytes[6] & 0x0F | 0x40
            bytes[8] = bytes[8] & 0x3F | 0x80
        }
        return UUID(uuid: bytes).uuidString.lowercased()
    }

    /// Whether another message is known by an id.
    public func hasSeen(
        _ id: String, handle: String, recipient: String, except message: String, at now: Timestamp
    ) throws -> Bool {
        try database.read { database in
            let known = try Row.fetchAll(
                database,
                sql: "SELECT message, expires FROM seen WHERE recipient = ? AND handle = ? AND id = ?",
                arguments: [Address(mailbox: recipient).canonical, handle, id])
            let isOwn = known.contains { $0["message"] == message }
            return !isOwn && known.contains { ($0["expires"] as Int64) > now.milliseconds }
        }
    }

    /// Messages of which a recipient waits for the rules or the settings to be mended.
    public func messagesToDecideAgain() throws -> [String] {
        try database.read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT DISTINCT message FROM recipient
                    WHERE state = 'held' AND hold_cause IN ('rules', 'settings') ORDER BY message
                    """)
        }
    }

    /// Applies new decisions to those recipients that wait for the rules or the settings to be mended.
    public func decideAgain(
        _ message: String, decisions: [(recipient: String, decision: Decision)], routes: Set<RouteName>,
        windows: [RouteName: Double], at now: Timestamp
    ) throws {
        try database.write { database in
            let book = LedgerTransaction(database: database, now: now, windows: windows)
            let waiting = try book.recipients(of: message).filter { $0.holdCause?.isMendedElsewhere == true }
            let given = decisions.map { (Address(mailbox: $0.recipient).canonical, $0.decision) }
            let byAddress = Dictionary(given, uniquingKeysWith: { first, _ in first })
            for recipient in waiting {
                if recipient.holdCause == .settings, let route = recipient.record.route {
                    if routes.contains(route) {
                        try book.decide(.routeReturned(route), on: recipient, of: message)
                    }
                    continue
                }
                guard let decision = byAddress[recipient.canonical] else { continue }
                // Nothing new to say: no event, or a broken rule file would write a notice each minute.
                if case .hold(let reason) = decision.action, reason == recipient.record.reason { continue }
                try book.apply(decision, to: recipient, of: message)
            }
            try book.finishIfDone(message)
        }
    }

    /// Takes deliveries that are due.
    public func claim(
        _ places: Places, limit: Int, owner: String, together: (RouteName) -> Bool, at now: Timestamp
    ) throws -> [Claim] {
        // Where a power cut takes this back, nobody has claimed anything.
        try database.writeWithoutSync { database in
            try LedgerTransaction(database: database, now: now).claim(
                places, limit: limit, owner: owner, together: together)
        }
    }

    /// Records that a request is about to leave.
    public func begin(_ claim: Claim, fingerprint: String, recipe: [UInt8]?, at now: Timestamp) throws {
        try onClaim(claim, at: now) { _ in
            .begin(fingerprint)
        } then: { book in
            if let recipe { try book.keep(recipe: recipe, ofRequest: fingerprint, for: claim.message) }
        }
    }

    /// Records what a request brought.
    public func settle(_ claim: Claim, _ settlement: Settlement, retry: RetrySchedule, at now: Timestamp) throws {
        let outcomes = settlement.outcomes
        do {
            try onClaim(claim, at: now) { index in
                index < outcomes.count ? .outcome(outcomes[index], retry, jitter: retry.jitter.draw()) : nil
            } then: { book in
                try book.note(settlement, of: claim.route, retry)
                try book.finishIfDone(claim.message)
            }
        } catch let fault as LedgerFault {
            guard case .lostClaim = fault else { throw fault }
            try database.write { database in
                let book = LedgerTransaction(database: database, now: now)
                for (claimed, outcome) in zip(claim.recipients, outcomes) {
                    try book.perform(.lateOutcome(outcome), on: book.recipient(claimed.id), of: claim.message)
                }
                try book.note(settlement, of: claim.route, retry)
                try book.finishIfDone(claim.message)
            }
            throw fault
        }
    }

    /// Puts the recipients of a claim on hold.
    public func hold(_ claim: Claim, cause: HoldCause, reason: String, at now: Timestamp) throws {
        try onClaim(claim, at: now) { _ in .unsendable(cause, reason: reason) }
    }

    /// Lets go of a claim before anything was sent.
    public func release(_ claim: Claim, until time: Timestamp) throws {
        try onClaim(claim, at: time) { _ in .localFault(until: time) }
    }

    /// Deals with what owners left behind who are no more.
    public func recover(isAlive: (String) -> Bool, retry: RetrySchedule, at now: Timestamp) throws -> Int {
        // Asked at every look, and nearly always with nothing to do: that must not take the lock that writers need.
        if try database.read({ try LedgerTransaction(database: $0, now: now).isAheadOfClock(retry) }) {
            try database.write { try LedgerTransaction(database: $0, now: now).bringForward(retry) }
        }
        guard try !database.read({ try LedgerTransaction(database: $0).abandoned(isAlive) }).isEmpty else { return 0 }
        return try database.write { database in
            let book = LedgerTransaction(database: database, now: now)
            var lost = 0
            for recipient in try book.abandoned(isAlive) {
                try book.perform(.ownerGone, on: recipient, of: recipient.message)
                guard recipient.record.state == .sending else { continue }
                let isRepeated = try book.perform(
                    .repetition(retry, jitter: retry.jitter.draw()), on: book.recipient(recipient.record.id),
                    of: recipient.message)
                lost += isRepeated ? 0 : 1
            }
            return lost
        }
    }

    /// Gives up those that have waited for too long and can't be tried, and notes whose senders are to be told.
    public func judgeWaiting(_ retry: RetrySchedule, limit: Int, at now: Timestamp) throws -> Int {
        // Asked at every look, and nearly always with nothing to do: that must not take the lock that writers need.
        let isAny = try database.read {
            try !LedgerTransaction(database: $0, now: now).overdue(retry, limit: 1).isEmpty
        }
        guard isAny else { return 0 }
        return try database.write { database in
            let book = LedgerTransaction(database: database, now: now)
            var judged = 0
            for id in try book.overdue(retry, limit: limit) {
                let recipient = try book.recipient(id)
                let pause = try recipient.record.route.flatMap { try book.pause(of: $0) }
                judged += try book.perform(.waiting(retry, pause), on: recipient, of: recipient.message) ? 1 : 0
                try book.finishIfDone(recipient.message)
            }
            return judged
        }
    }

    /// What is known of each route.
    public func conditions(at now: Timestamp) throws -> [RouteName: RouteCondition] {
        try database.read { try LedgerTransaction(database: $0, now: now).conditions() }
    }

    /// When the first delivery becomes due that was not at `time`.
    public func nextDue(after time: Timestamp) throws -> Timestamp? {
        try database.read { try LedgerTransaction(database: $0, now: time).nextDue(after: time) }
    }

    /// Messages to which something happened.
    public func messagesWantingAttention(after id: String, limit: Int) throws -> [Standing] {
        try database.read { database in
            let ids = try String.fetchAll(
                database, sql: "SELECT id FROM message WHERE wants_attention AND id > ? ORDER BY id LIMIT ?",
                arguments: [id, limit])
            return try ids.compactMap { try LedgerTransaction(database: database).standing(of: $0) }
        }
    }

    /// Records that the news of a message is about to be told, and gives what is to be told.
    public func tell(_ message: String) throws -> (standing: Standing, isRepetition: Bool)? {
        try database.write { database in
            let row = try Row.fetchOne(
                database, sql: "SELECT told, telling, last_event FROM message WHERE id = ?", arguments: [message])
            guard let row else { return nil }
            var telling: Int64 = row["telling"]
            let isRepetition = telling > row["told"]
            if !isRepetition {
                telling = row["last_event"]
                try database.execute(
                    sql: "UPDATE message SET telling = ? WHERE id = ?", arguments: [telling, message])
            }
            let standing = try LedgerTransaction(database: database).standing(of: message, upTo: telling)
            return standing.map { ($0, isRepetition) }
        }
    }

    /// Records that everything up to `event` was attended to.
    public func attended(_ message: String, upTo event: Int64, filing: Filing?, at now: Timestamp) throws {
        // Where a power cut takes this back, what was filed is found under its name, and not filed again.
        try database.writeWithoutSync { database in
            try database.execute(
                sql: """
                    UPDATE message SET told = max(told, ?), filing = ?, wants_attention = last_event > ?
                    WHERE id = ?
                    """,
                arguments: [event, filing?.rawValue, event, message])
        }
    }

    /// All that is known of the messages.
    public func standings(includingFinished: Bool) throws -> [Standing] {
        try database.read { database in
            let condition = includingFinished ? "" : "WHERE finished IS NULL"
            let ids = try String.fetchAll(database, sql: "SELECT id FROM message \(condition) ORDER BY id")
            return try ids.compactMap { try LedgerTransaction(database: database).standing(of: $0) }
        }
    }

    /// Gives all that is known of the messages that are not done with, or of all, oldest first and a few at a time.
    ///
    /// Others may write meanwhile: each is as it is when it is given.
    public func forEachStanding(includingFinished: Bool, _ body: (Standing) throws -> Void) throws {
        let condition = includingFinished ? "" : "AND finished IS NULL"
        var last = ""
        while true {
            let page = try database.read { database in
                try String.fetchAll(
                    database, sql: "SELECT id FROM message WHERE id > ? \(condition) ORDER BY id LIMIT 100",
                    arguments: [last]
                ).compactMap { try LedgerTransaction(database: database).standing(of: $0) }
            }
            guard let end = page.last?.message.id else { return }
            for standing in page { try body(standing) }
            last = end
        }
    }

    /// All that is known of one message.
    public func standing(of id: String) throws -> Standing? {
        try database.read { database in
            let ids = try String.fetchAll(
                database,
                sql: "SELECT id FROM message WHERE substr(id, 1, ?) = ? OR substr(id, -?) = ? ORDER BY id",
                arguments: [id.count, id, id.count, id])
            guard ids.count < 2 else { throw LedgerFault.ambiguous(id, matches: ids) }
            return try ids.first.flatMap { try LedgerTransaction(database: database).standing(of: $0) }
        }
    }

    /// Ends what waits for a person as that person says.
    public func apply(_ verdict: Verdict, to message: String, recipient: String?, at now: Timestamp) throws -> Int {
        let wanted = recipient.map { Address(mailbox: $0).canonical }
        let person = "\(NSUserName()) (\(getuid()))".withoutNUL
        return try database.write { database in
            let book = LedgerTransaction(database: database, now: now)
            if case .wasSent(let token?) = verdict, let holder = try book.holders(of: token).first {
                throw LedgerFault.otherTicket(token, message: holder.message, recipient: holder.record.address)
            }
            var changed = 0
            for recipient in try book.recipients(of: message)
            where recipient.owner == nil && (wanted == nil || wanted == recipient.canonical) {
                guard try book.perform(.verdict(verdict, by: person), on: recipient, of: message) else { continue }
                changed += 1
                if case .release = verdict {
                    try book.remember(recipient, of: message, to: recipient.record.destination)
                }
            }
            if changed > 0 { try book.finishIfDone(message) }
            return changed
        }
    }

    /// Messages done with before `time` whose content is still kept.
    public func messagesToForget(before time: Timestamp) throws -> [String] {
        try database.read { database in
            try String.fetchAll(
                database,
                sql: "SELECT id FROM message WHERE finished < ? AND NOT forgotten AND NOT wants_attention",
                arguments: [time.milliseconds])
        }
    }

    /// Records that the content of a message is gone.
    public func forget(_ message: String, at now: Timestamp) throws {
        try database.write {
            try $0.execute(
                sql: "UPDATE message SET forgotten = ? WHERE id = ? AND NOT forgotten",
                arguments: [now.milliseconds, message])
            // They hold the message's text.
            try $0.execute(sql: "DELETE FROM recipe WHERE message = ?", arguments: [message])
        }
    }

    /// Has something happen to a claim's recipients as the database has them now, provided that they are still the owner's.
    private func onClaim(
        _ claim: Claim, at now: Timestamp, _ occurrence: (Int) -> Occurrence?,
        then work: (LedgerTransaction) throws -> Void = { _ in }
    ) throws {
        try database.write { database in
            let book = LedgerTransaction(database: database, now: now)
            let recipients = try claim.recipients.map { try book.recipient($0.id) }
            guard recipients.allSatisfy({ $0.owner == claim.owner }) else {
                throw LedgerFault.lostClaim(message: claim.message)
            }
            for (index, recipient) in recipients.enumerated() {
                guard let occurrence = occurrence(index) else { continue }
                try book.perform(occurrence, on: recipient, of: claim.message)
            }
            try work(book)
        }
    }
}
