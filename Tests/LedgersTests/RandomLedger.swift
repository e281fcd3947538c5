// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import LedgerTesting
import Ledgers
import Mail
import TestSupport

/// A ledger with a random history, the same for the same seed but for the recipients' identifiers.
struct RandomLedger {
    private var random: SeededGenerator
    private let ledger: SQLiteLedger
    private var now = Timestamp(seconds: 1_795_253_400)
    private var messages: [String] = []
    private var running: [Claim] = []

    /// Lets so many things happen in a ledger.
    @discardableResult
    init(seed: UInt64, steps: Int, in ledger: SQLiteLedger) throws {
        random = SeededGenerator(seed: seed)
        self.ledger = ledger
        try enter(seed)
        for _ in 0..<steps {
            now = now.advanced(bySeconds: Double(Int.random(in: 0...5000, using: &random)))
            try step(seed)
        }
    }

    private mutating func one<Value>(_ values: Value...) -> Value {
        values[Int.random(in: 0..<values.count, using: &random)]
    }

    private mutating func text() -> String {
        one("OK", "", "é e\u{301} 🜁", "a=b,3:c=d,", "x\0y", "line\nline", "'); DROP TABLE event; --", "busy, try later")
    }

    private mutating func action() -> Decision.Action {
        let route = RouteName(one("registered", "secure", "plain"))
        let options = RouteOptions(language: one(nil, "nl"), subject: one(nil, text()))
        return switch Int.random(in: 0...7, using: &random) {
        case 0: .hold(text())
        case 1: .refuse(text())
        case 2: .discard
        case 3: .redirect("else@y.nl", route, options)
        default: .route(route, options)
        }
    }

    private mutating func decision() -> Decision {
        var decision = Decision(
            action(), holdCause: one(.decision, .rules, .settings, .message),
            places: one([], [.init(file: "/r \(text())", line: 3)]))
        decision.deadline = one(nil, now.advanced(bySeconds: 9000))
        return decision
    }

    private mutating func enter(_ seed: UInt64) throws {
        let id = "m\(seed)x\(messages.count)"
        let addresses = ["a@x.nl", "B@x.nl", "é@x.nl", "e\u{301}@x.nl", "c\0@x.nl", "c d@x.nl"].shuffled(using: &random)
        let recipients = addresses.prefix(Int.random(in: 1...4, using: &random)).map { ($0, decision()) }
        try ledger.enter(
            MessageRecord(
                id: id, door: one(.outbox, .sendmail, .pipe), arrived: now,
                sender: Address(name: text(), mailbox: "jan@x.nl"), messageID: text(), subject: text(),
                size: Int.random(in: 0...9999, using: &random), digest: one("", String(repeating: "0f", count: 32)),
                content: one("", "a", "b")),
            decisions: recipients.map { (recipient: $0.0, decision: $0.1) },
            windows: [RouteName("registered"): 60, RouteName("secure"): 3600], at: now)
        messages.append(id)
    }

    private mutating func outcome() -> Outcome {
        let answer = Answer(host: text(), code: one(nil, 200, 503), status: "2.0.0", text: text())
        return switch Int.random(in: 0...5, using: &random) {
        case 0: .refused(answer)
        case 1: .deferred(Deferral(answer: answer))
        case 2: .uncertain(answer)
        case 3: .sent(Receipt(answer: answer))
        default: .sent(Receipt(answer: answer, ticket: Ticket(token: text(), url: text())))
        }
    }

    private mutating func step(_ seed: UInt64) throws {
        let message = messages[Int.random(in: 0..<messages.count, using: &random)]
        switch Int.random(in: 0...12, using: &random) {
        case 12:
            let standings = try ledger.standings(includingFinished: true)
            guard let recipient = standings.first(where: { $0.message.id == message })?.recipients.first else { return }
            let report = StatusReport(
                origin: one(.xml, .mail), event: one(nil, .announced, .accepted), ticket: text(), text: text(),
                date: text(), time: one(nil, now), genuineness: one(.fetched, .unverified(reason: text())))
            _ = try ledger.note([report], about: recipient.id, of: message, at: now)
        case 0...2: try enter(seed)
        case 3, 4:
            let together = Bool.random(using: &random)
            running += try ledger.claim(limit: 3, owner: one("me", "you"), together: { _ in together }, at: now)
        case 5, 6:
            for claim in running.prefix(2) { try settle(claim) }
            running.removeFirst(min(2, running.count))
        case 7:
            let dead = one("me", "you")
            _ = try ledger.recover(isAlive: { $0 != dead }, at: now)
            running.removeAll { $0.owner == dead }
        case 8:
            let addresses = ["a@x.nl", "b@x.nl", "é@x.nl"].map { ($0, decision()) }
            try ledger.decideAgain(
                message, decisions: addresses.map { (recipient: $0.0, decision: $0.1) },
                routes: [RouteName("secure")], at: now)
        case 9:
            if let (standing, _) = try ledger.tell(message) {
                try ledger.attended(message, upTo: standing.lastEvent, filing: .sent, at: now)
            }
        default:
            let verdict = one(
                Verdict.release(RouteName("secure")), .release(nil), .wasSent(nil), .wasSent("T1"), .sendAgain, .cancel,
                .retry, .hold)
            do {
                _ = try ledger.apply(verdict, to: message, recipient: one(nil, "a@x.nl"), at: now)
            } catch LedgerFault.otherTicket {
                // Another mail has it.
            }
        }
    }

    private mutating func settle(_ claim: Claim) throws {
        switch Int.random(in: 0...9, using: &random) {
        case 0: try ledger.hold(claim, cause: one(.message, .settings), reason: text(), at: now)
        case 1: try ledger.release(claim, until: now)
        default:
            try ledger.begin(claim, fingerprint: String(repeating: one("0a", "b1"), count: 32), at: now)
            // A process that stops right then.
            if Int.random(in: 0...4, using: &random) == 0 { return }
            let outcomes = claim.recipients.map { _ in outcome() }
            try ledger.settle(claim, outcomes: outcomes, retry: RetrySchedule(), at: now)
        }
    }
}
