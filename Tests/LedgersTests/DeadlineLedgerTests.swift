// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import LedgerTesting
import Ledgers
import Mail
import TestSupport
import Testing

@Suite("deadlines in the ledger") struct DeadlineLedgerTests {
    private let folder: TemporaryFolder
    private let ledger: SQLiteLedger
    private let start = Timestamp(seconds: 1_795_253_400)
    private let registered = RouteName("registered")
    private let terms: DeadlineTerms

    init() throws {
        folder = try TemporaryFolder()
        ledger = try SQLiteLedger(path: folder.file("ledger.sqlite"))
        terms = DeadlineTerms(announcing: [registered])
    }

    private func days(_ count: Double) -> Timestamp { start.advanced(bySeconds: count * 86_400) }

    private func decision(_ action: Decision.Action? = nil, days count: Double?, cause: HoldCause = .rules) -> Decision
    {
        var decision = Decision(action ?? .route(registered, RouteOptions()), holdCause: cause)
        decision.deadline = count.map(days)
        return decision
    }

    private func enter(_ id: String, _ decision: Decision) throws {
        let record = MessageRecord(
            id: id, door: .outbox, arrived: start, sender: Address(mailbox: "jan@x.nl"), messageID: "1@x",
            subject: "Opzegging", size: 100)
        try ledger.enter(record, decisions: [("a@x.nl", decision)], at: start)
    }

    @discardableResult
    private func send(at time: Timestamp) throws -> RecipientRecord {
        let claim = try #require(try ledger.claim(limit: 1, owner: "me", together: { _ in false }, at: time).first)
        try ledger.begin(claim, fingerprint: "0a", at: time)
        let receipt = Receipt(
            answer: Answer(host: "api", code: 200, status: "2.0.0", text: "OK"), ticket: Ticket(token: "T", url: "u"))
        try ledger.settle(claim, outcomes: [.sent(receipt)], retry: RetrySchedule(), at: time)
        return try #require(try ledger.standing(of: "m1")?.recipients.first)
    }

    private func raised(_ day: Double) throws -> [DeadlineAlarm] {
        try ledger.judgeDeadlines(on: terms, limit: 10, at: days(day)).raised.map(\.alarm)
    }

    private func findings() throws -> [LogFinding] {
        var findings: [LogFinding] = []
        _ = try ledger.verifyLog { findings.append($0) }
        return findings
    }

    @Test("each alarm is an entry of the log, raised once in its time, and the log vouches for the deadline")
    func once() throws {
        try enter("m1", decision(days: 10))
        let recipient = try send(at: start)
        #expect(recipient.mustReachBy == days(10))
        try ledger.attended("m1", upTo: .max, filing: .sent, at: start)
        #expect(try raised(0) == [])
        #expect(try ledger.nextDeadline(after: start) == start.advanced(bySeconds: 7200))
        #expect(try ledger.messagesWantingAttention(after: "", limit: 9).isEmpty)
        #expect(try raised(1) == [.unannounced])
        #expect(try ledger.messagesWantingAttention(after: "", limit: 9).map(\.message.id) == ["m1"])
        #expect(try raised(1) == [] && raised(7) == [] && raised(8) == [.dueSoon] && raised(9) == [])
        #expect(try raised(10.5) == [.missed] && raised(11) == [])
        #expect(try ledger.nextDeadline(after: start) == nil)
        let standing = try #require(try ledger.standing(of: "m1"))
        #expect(standing.deadlineEntries.map(\.alarm) == [.unannounced, .dueSoon, .missed])
        // Neither state nor row say anything new, and no other notice tells of it.
        #expect(standing.recipients == [recipient] && standing.untold.isEmpty)
        #expect(try ledger.openDeadlines().map(\.time) == [days(10)])
        #expect(try findings() == [])
        let file = LedgerFile(in: folder)
        try file.tamper("UPDATE recipient SET must_reach_by = must_reach_by + 1")
        #expect(try findings().map(\.kind) == [.contradiction])
    }

    @Test("a report that shows it reached ends it, one that it came back begins it again")
    func reports() throws {
        try enter("m1", decision(days: 10))
        let recipient = try send(at: start)
        func note(_ event: DeliveryEvent, _ day: Double) throws {
            let report = StatusReport(
                origin: .xml, event: event, ticket: "T", text: "", date: "", time: days(day), genuineness: .fetched)
            _ = try ledger.note([report], about: recipient.id, of: "m1", at: days(day))
        }
        try note(.announced, 0.01)
        #expect(try raised(1) == [] && ledger.openDeadlines().isEmpty)
        #expect(try raised(20) == [])
        try note(.undeliverable, 2)
        #expect(try raised(2) == [.anotherWay])
        #expect(try raised(8) == [.dueSoon])
        try note(.accepted, 8.5)
        #expect(try raised(11) == [] && ledger.openDeadlines().isEmpty)
        #expect(try findings() == [])
    }

    @Test("what is held, or refused, keeps its deadline, and mended rules can give another or none")
    func held() throws {
        try enter("m1", decision(.hold("a rule is broken"), days: 10))
        #expect(try raised(8) == [.dueSoon])
        #expect(try raised(10) == [.missed])
        try ledger.decideAgain(
            "m1", decisions: [("a@x.nl", decision(.hold("another rule is broken"), days: 30))], routes: [], at: days(11)
        )
        #expect(try raised(11) == [] && raised(28) == [.dueSoon])
        try ledger.decideAgain(
            "m1", decisions: [("a@x.nl", decision(days: nil))], routes: [registered], at: days(29))
        #expect(try raised(31) == [] && ledger.openDeadlines().isEmpty)
        #expect(try ledger.standing(of: "m1")?.recipients[0].mustReachBy == nil)
        #expect(try findings() == [])
        try enter("m2", decision(.refuse("no"), days: 10))
        #expect(try raised(0) == [.anotherWay])
    }

    @Test("a person releases it with its deadline, cancels it, or says that nothing more is to be done")
    func persons() throws {
        try enter("m1", decision(.hold("look"), days: 10, cause: .decision))
        #expect(try ledger.apply(.release(registered), to: "m1", recipient: nil, at: days(1)) == 1)
        try send(at: days(1))
        #expect(try raised(2) == [.unannounced])
        #expect(try ledger.settleDeadlines(of: "m1", recipient: "b@x.nl", at: days(2)) == 0)
        #expect(try ledger.settleDeadlines(of: "m1", recipient: "A@X.nl", at: days(2)) == 1)
        #expect(try ledger.settleDeadlines(of: "m1", recipient: nil, at: days(2)) == 0)
        #expect(try raised(12) == [] && ledger.openDeadlines().isEmpty)
        #expect(try ledger.history(of: "m1").last?.entry.facts.list?.last?.name == "by")
        try enter("m2", decision(.hold("look"), days: 10, cause: .decision))
        #expect(try ledger.apply(.cancel, to: "m2", recipient: nil, at: days(1)) == 1)
        #expect(try raised(12) == [] && ledger.openDeadlines().isEmpty)
        try enter("m3", decision(days: nil))
        #expect(try ledger.settleDeadlines(of: "m3", recipient: nil, at: days(1)) == 0)
        #expect(try findings() == [])
    }

    @Test("what a clock raised that was a year ahead is raised again in its time")
    func clockSetBack() throws {
        try enter("m1", decision(days: 10))
        try send(at: start)
        #expect(try raised(400) == [.missed])
        // The clock is set right, and something else is written down first.
        try enter("m2", decision(days: nil))
        #expect(try raised(1) == [.unannounced])
        #expect(try raised(8) == [.dueSoon] && raised(8) == [])
        #expect(try raised(10) == [.missed] && raised(10.5) == [])
        #expect(try findings() == [])
    }

    @Test("the service is asked shortly before an alarm, and not later for it than it would be")
    func question() throws {
        try enter("m1", decision(days: 10))
        try send(at: start)
        func asked(_ day: Double) throws -> Int {
            try ledger.ticketsToAsk(about: [registered], limit: 9, at: days(day)).count
        }
        let tickets = try ledger.ticketsToAsk(about: [registered], limit: 9, at: start)
        try ledger.asked(about: try #require(tickets.first), next: days(9))
        #expect(try raised(1) == [.unannounced])
        let before = 8 - 600 / 86_400.0
        #expect(try asked(before - 0.0001) == 0)
        #expect(try asked(before) == 1)
        try ledger.asked(about: try #require(tickets.first), next: days(8.5))
        #expect(try raised(8) == [.dueSoon])
        #expect(try asked(8.49) == 0)
        #expect(try asked(8.5) == 1)
        try ledger.asked(about: try #require(tickets.first), next: nil)
        #expect(try raised(9) == [] && asked(30) == 0)
    }

    @Test("many are looked at in portions")
    func portions() throws {
        for number in 0..<5 { try enter("m\(number)", decision(.refuse("no"), days: 10)) }
        #expect(try ledger.judgeDeadlines(on: terms, limit: 3, at: start).judged == 3)
        #expect(try ledger.judgeDeadlines(on: terms, limit: 3, at: start).raised.count == 2)
        #expect(try ledger.judgeDeadlines(on: terms, limit: 3, at: start).judged == 0)
    }
}
