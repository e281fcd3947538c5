// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Digests
import Doors
import DurableFiles
import Glibc
import Ledgers
import Mail
import Maildirs
import Notices
import Reading
import Rules
import Sieve

/// The first half of the flow: from the doors to decisions in the ledger.
actor Intake {
    private let mailbox: Mailbox
    /// The rule files, as they were when what waits for them was last decided.
    private var lastRules: String?
    /// The hash under which the ledger keeps the rule files of the present look.
    private var recordedRules = ""
    /// What was seen of each outbox, by its path.
    private var memories: [String: OutboxMemory] = [:]
    /// The trouble with each outbox that was told of, by its path.
    private var troubles: [String: String] = [:]

    init(_ mailbox: Mailbox) { self.mailbox = mailbox }

    /// What a look into all outboxes found.
    struct Found {
        /// Whether some file there is still being written, so that another look is worth while soon.
        var isUnsettled = false
        /// Whether there is more that could be taken at once.
        var hasMore = false
        /// In how many seconds another look is worth while though nothing changes; nil if none is.
        var nextLook: Double?
    }

    /// Moves what lies in the outboxes into the spool.
    /// - Parameter isLast: Whether nobody looks again after this, so that it is said what is left.
    func takeOver(isLast: Bool = false) -> Found {
        var found = Found()
        for outbox in mailbox.outboxes {
            var memory = memories[outbox.path] ?? OutboxMemory()
            let moment = mailbox.clock()
            if outbox.pause(memory, at: moment) == 0 {
                do {
                    let intake = try outbox.takeOver(into: mailbox.spool, remembering: &memory, at: moment)
                    troubles[outbox.path] = nil
                    for fault in intake.faults { mailbox.log.leftInOutbox(fault.path, fault.fault) }
                    if isLast, intake.waiting > 0 { mailbox.log.waiting(intake.waiting, outbox, intake.nextLook ?? 0) }
                    found.isUnsettled = found.isUnsettled || intake.isUnsettled
                    found.hasMore = found.hasMore || intake.hasMore
                    found.look(in: intake.nextLook)
                } catch {
                    // Said once for as long as it lasts: a look may be a moment away.
                    if troubles.updateValue("\(error)", forKey: outbox.path) != "\(error)" {
                        mailbox.log.failed("outbox \(outbox.path)", error)
                    }
                }
            }
            if outbox.isPolled { found.look(in: outbox.pause(memory, at: moment)) }
            memories[outbox.path] = memory
        }
        return found
    }

    /// Removes what programs left unfinished in the outboxes, and what Sealpost itself left elsewhere.
    func sweep() {
        for outbox in mailbox.outboxes {
            mailbox.tolerating("outbox \(outbox.path)") { try outbox.removeUnfinished(at: mailbox.clock().wall) }
        }
        let limit = mailbox.clock().wall.advanced(bySeconds: -Outbox.patienceWithWriters)
        for maildir in Array(mailbox.copies.values) + [mailbox.notices] {
            // By the end of the names that copies and notices have.
            mailbox.tolerating(maildir.path) { try maildir.removeUnfinished(before: limit, named: ".sealpost.") }
        }
    }

    /// Enters new messages of the spool into the ledger, each with what the rules say; one that can't be entered does not
    /// keep the others waiting.
    /// - Returns: Whether a door is still at work on some message, so that another look is worth while soon.
    func enter() -> Bool {
        var isUnsettled = false
        mailbox.tolerating("spool") {
            let accepted = try mailbox.spool.newIDs()
            let new = accepted.filter(mailbox.spool.isSettled)
            isUnsettled = new.count < accepted.count
            let version = mailbox.rulesVersion()
            let waiting = version == lastRules ? [] : try mailbox.ledger.messagesToDecideAgain()
            guard !new.isEmpty || !waiting.isEmpty else { return }
            // Loaded anew each time: whoever mends a rule file need not tell anybody.
            let rules = mailbox.loadRules()
            let record = RuleRecord(rules)
            try mailbox.ledger.keep(record.exhibits)
            recordedRules = record.digest
            for id in new { mailbox.tolerating(id.rawValue) { try enter(id, rules) } }
            let decided = waiting.filter { id in mailbox.tolerating(id) { try decideAgain(id, rules) } }
            if decided.count == waiting.count { lastRules = version }
        }
        return isUnsettled
    }

    private func enter(_ id: SpoolID, _ rules: RuleSet) throws {
        if try !mailbox.ledger.contains(id.rawValue) {
            let record: MessageRecord
            let decisions: [(recipient: String, decision: Decision)]
            do {
                (record, decisions) = try mailbox.readings.read(id) {
                    let spooled = try Self.readable { () throws(FileFault) in try mailbox.spool.open(id) }
                    let addressing = addressing(of: spooled)
                    return (self.record(of: spooled, addressing), decide(addressing, rules, spooled))
                }
            } catch let poisoned as Readings.Poisoned {
                return try Quarantine(mailbox).take(id, because: .endsProcess(times: poisoned.times))
            } catch let unreadable as Unreadable {
                return try Quarantine(mailbox).take(id, because: unreadable.cause)
            }
            let duplicates = try mailbox.ledger.enter(
                record, decisions: decisions, windows: mailbox.duplicateWindows, at: .now())
            mailbox.log.entered(id.rawValue, record.door, decisions)
            for address in duplicates { mailbox.log.duplicate(id.rawValue, address) }
        }
        try mailbox.spool.keep(id)
    }

    private func decideAgain(_ id: String, _ rules: RuleSet) throws {
        guard let spoolID = SpoolID(rawValue: id) else { return }
        let decisions: [(recipient: String, decision: Decision)]
        do {
            decisions = try mailbox.readings.read(spoolID) {
                let spooled = try mailbox.spool.open(spoolID)
                return decide(addressing(of: spooled), rules, spooled)
            }
        } catch let poisoned as Readings.Poisoned {
            let hold = Decision(.hold(poisoned.description), holdCause: .message)
            decisions = try mailbox.ledger.standing(of: id)?.recipients.map { ($0.address, hold) } ?? []
        }
        try mailbox.ledger.decideAgain(
            id, decisions: decisions, routes: Set(mailbox.ways.keys), windows: mailbox.duplicateWindows, at: .now())
    }

    /// A file that can't be read, and why.
    private struct Unreadable: Error {
        var cause: QuarantineCause
    }

    /// Opens a file, and tells a fault that is the file's own from others, which pass.
    private static func readable(_ open: () throws(FileFault) -> SpooledMessage) throws -> SpooledMessage {
        do throws(FileFault) {
            return try open()
        } catch {
            throw QuarantineCause(error).map { Unreadable(cause: $0) } ?? error
        }
    }

    private func addressing(of spooled: SpooledMessage) -> Addressing {
        Addressing(
            mailbox.reader.read(spooled.bytes), spooled.entry.envelope, by: spooled.entry.door, at: mailbox.place)
    }

    private func decide(
        _ addressing: Addressing, _ rules: RuleSet, _ spooled: SpooledMessage
    ) -> [(recipient: String, decision: Decision)] {
        let ledger = mailbox.ledger
        let entry = spooled.entry
        let seen = LedgerRecord(ledger: { ledger }, message: spooled.id.rawValue)
        let path = entry.door == .outbox ? entry.origin : ""
        let origin = mailbox.origins[path]
        let decisions = addressing.decide(
            origin.map { rules.falling(backTo: $0.defaultRoute) } ?? rules,
            in: .ofMessage(
                from: entry.door, outbox: origin?.name, addressExtension: entry.addressExtension, seen: seen))
        let known = Terms(entry, mailbox.ways).applied(to: decisions).map { recipient, decision in
            var decision = decision
            decision.rules = recordedRules
            return (recipient: recipient, decision: decision)
        }
        // The settings named an outbox there when it was taken, maybe one whose mail goes registered.
        guard origin == nil, !path.isEmpty else { return known }
        return known.map { ($0.recipient, $0.decision.withoutOutbox(path)) }
    }

    private func record(of spooled: SpooledMessage, _ addressing: Addressing) -> MessageRecord {
        let message = addressing.message
        return MessageRecord(
            id: spooled.id.rawValue, door: spooled.entry.door, arrived: spooled.entry.arrived,
            sender: addressing.sender, messageID: message.messageID ?? "",
            // What lists and notices show; the message itself is in the spool.
            subject: NumberMask.masked(message.subject), size: message.source.count,
            notification: addressing.envelope.notification,
            digest: Self.digest(of: spooled.bytes),
            content: ContentDigest.of(message, from: addressing.author))
    }

    /// The SHA-256 of a message's bytes, a stretch of the mapped file after the other.
    private static func digest(of bytes: any MessageBytes) -> String {
        var digest = SHA256()
        for stretch in (0..<bytes.count).stretches {
            bytes.withBytes(in: stretch) { digest.update($0) }
            bytes.release(stretch)
        }
        return digest.finish().hexadecimal
    }
}

extension Intake.Found {
    fileprivate mutating func look(in seconds: Double?) {
        if let seconds { nextLook = min(nextLook ?? .infinity, seconds) }
    }
}

extension Decision {
    /// The decision where the outbox that the mail came from is in the settings no more: held until it is.
    fileprivate func withoutOutbox(_ path: String) -> Decision {
        switch action {
        case .hold, .refuse: return self
        case .route, .redirect, .discard:
            var held = Decision(
                .hold("it came from the outbox \(path), which the settings don't name any more"), holdCause: .settings)
            held.deadline = deadline
            return held
        }
    }
}
