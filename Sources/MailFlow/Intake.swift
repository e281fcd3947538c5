// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Digests
import Doors
import DurableFiles
import Glibc
import Ledgers
import Mail
import Maildirs
import Reading
import Rules
import Sieve

/// The first half of the flow: from the doors to decisions in the ledger.
actor Intake {
    private let mailbox: Mailbox
    /// The rule files, as they were when what waits for them was last decided.
    private var lastRules: String?

    init(_ mailbox: Mailbox) { self.mailbox = mailbox }

    /// Moves what lies in the outboxes into the spool.
    /// - Returns: Whether some file there is still being written, so that another look is worth while soon.
    func takeOver() -> Bool {
        var isUnsettled = false
        for outbox in mailbox.outboxes {
            mailbox.tolerating("outbox \(outbox.maildir.path)") {
                let intake = try outbox.takeOver(into: mailbox.spool)
                for fault in intake.faults { mailbox.log.leftInOutbox(fault.path, fault.fault) }
                isUnsettled = isUnsettled || intake.isUnsettled
            }
        }
        return isUnsettled
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
            for id in new { mailbox.tolerating(id.rawValue) { try enter(id, rules) } }
            let decided = waiting.filter { id in mailbox.tolerating(id) { try decideAgain(id, rules) } }
            if decided.count == waiting.count { lastRules = version }
        }
        return isUnsettled
    }

    private func enter(_ id: SpoolID, _ rules: RuleSet) throws {
        if try !mailbox.ledger.contains(id.rawValue) {
            let spooled: SpooledMessage
            do {
                spooled = try mailbox.spool.open(id)
            } catch  where error.code == EBADMSG {
                return mailbox.log.setAside(try mailbox.spool.setAside(id))
            }
            let addressing = addressing(of: spooled)
            let decisions = Terms(spooled.entry, mailbox.ways).applied(
                to: addressing.decide(rules, in: surroundings(of: spooled)))
            try mailbox.ledger.enter(record(of: spooled, addressing), decisions: decisions, at: .now())
            mailbox.log.entered(id.rawValue, spooled.entry.door, decisions)
        }
        try mailbox.spool.keep(id)
    }

    private func decideAgain(_ id: String, _ rules: RuleSet) throws {
        guard let spoolID = SpoolID(rawValue: id) else { return }
        let spooled = try mailbox.spool.open(spoolID)
        let addressing = addressing(of: spooled)
        let decisions = Terms(spooled.entry, mailbox.ways).applied(
            to: addressing.decide(rules, in: surroundings(of: spooled)))
        try mailbox.ledger.decideAgain(id, decisions: decisions, routes: Set(mailbox.ways.keys), at: .now())
    }

    private func addressing(of spooled: SpooledMessage) -> Addressing {
        Addressing(
            mailbox.reader.read(spooled.bytes), spooled.entry.envelope, by: spooled.entry.door, at: mailbox.place)
    }

    private func surroundings(of spooled: SpooledMessage) -> Surroundings {
        let ledger = mailbox.ledger
        return .ofMessage(
            from: spooled.entry.door, addressExtension: spooled.entry.addressExtension,
            seen: LedgerRecord(ledger: { ledger }, message: spooled.id.rawValue))
    }

    private func record(of spooled: SpooledMessage, _ addressing: Addressing) -> MessageRecord {
        let message = addressing.message
        return MessageRecord(
            id: spooled.id.rawValue, door: spooled.entry.door, arrived: spooled.entry.arrived,
            sender: addressing.sender, messageID: message.messageID ?? "",
            // What lists and notices show; the message itself is in the spool.
            subject: NumberMask.masked(message.subject), size: message.source.count,
            notification: spooled.entry.envelope.notification,
            digest: Self.digest(of: spooled.bytes))
    }

    /// The SHA-256 of a message's bytes, a stretch of the mapped file after the other.
    private static func digest(of bytes: any MessageBytes) -> String {
        var digest = SHA256()
        let stretch = 1 << 20
        for start in stride(from: 0, to: bytes.count, by: stretch) {
            bytes.withBytes(in: start..<min(start + stretch, bytes.count)) { digest.update($0) }
        }
        return digest.finish().hexadecimal
    }
}
