// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import LedgerTesting
import Ledgers
import Mail
import TestSupport
import Testing

/// Requests of which nobody knows what became, on a route that makes them again and on one that doesn't.
@Suite struct LossTests {
    let folder: TemporaryFolder
    let ledger: SQLiteLedger
    private let start = Timestamp(seconds: 1_795_253_400)
    private let answer = Answer(host: "api", code: 503, status: "4.3.0", text: "the service failed")
    private let retry: RetrySchedule

    init() throws {
        folder = try TemporaryFolder()
        ledger = try SQLiteLedger(path: folder.file("ledger.sqlite"))
        var retry = RetrySchedule()
        retry.repetitions = [RouteName("secure"): 1]
        self.retry = retry
    }

    private func enter(by route: String) throws {
        let record = MessageRecord(
            id: "m1", door: .outbox, arrived: start, sender: Address(mailbox: "jan@x.nl"), messageID: "1@x",
            subject: "s", size: 100)
        let decision = Decision(.route(RouteName(route), RouteOptions()))
        try ledger.enter(record, decisions: [("a@x.nl", decision)], at: start)
    }

    /// Begins the next request; nil where nothing is due.
    private func begin(at seconds: Double = 0) throws -> Claim? {
        let now = start.advanced(bySeconds: seconds)
        let claim = try ledger.claim(limit: 1, owner: "me", together: { _ in false }, at: now).first
        if let claim { try ledger.begin(claim, fingerprint: "f", at: now) }
        return claim
    }

    private func settle(_ outcome: Outcome, at seconds: Double = 0) throws {
        let claim = try #require(try begin(at: seconds))
        try ledger.settle(
            claim, outcomes: [outcome], retry: retry, at: start.advanced(bySeconds: seconds))
    }

    private func state() throws -> DeliveryState {
        try #require(try ledger.standing(of: "m1")?.recipients.first?.state)
    }

    private func knowledge() throws -> Knowledge {
        let entries = try ledger.history(of: "m1").map(\.entry).filter { !$0.recipient.isEmpty }
        return Knowledge(
            try entries.map { entry in
                let step = try #require(DeliveryStep(rawValue: entry.step))
                return (step, try #require(DeliveryState(rawValue: entry.state)))
            })
    }

    /// What leads there: an answer that says so, and a process that stops.
    enum Way: CaseIterable { case answer, stop }

    private func lose(_ way: Way, at seconds: Double = 0) throws {
        switch way {
        case .answer: try settle(.uncertain(answer), at: seconds)
        case .stop:
            let claim = try begin(at: seconds)
            #expect(claim != nil)
            _ = try ledger.recover(isAlive: { _ in false }, retry: retry, at: start.advanced(bySeconds: seconds))
        }
    }

    @Test("where the settings say so it is sent again, after a pause, so many times at most", arguments: Way.allCases)
    func repeats(way: Way) throws {
        try enter(by: "secure")
        try lose(way)
        #expect(try state() == .decided)
        #expect(try knowledge() == .uncertain)
        #expect(try begin(at: 30) == nil)
        try lose(way, at: 100)
        #expect(try state() == .uncertain)
        #expect(try begin(at: 1e6) == nil)
        #expect(try #require(try ledger.standing(of: "m1")).recipients[0].attempts == 2)
        // One question at the end, and no news before.
        #expect(try #require(try ledger.standing(of: "m1")).untold.last?.step == .lose)
    }

    @Test("another route never does", arguments: Way.allCases)
    func holds(way: Way) throws {
        try enter(by: "registered")
        try lose(way)
        #expect(try state() == .uncertain)
        #expect(try begin(at: 1e6) == nil)
    }

    @Test("a recovery counts those that stay uncertain")
    func counts() throws {
        try enter(by: "secure")
        _ = try begin()
        #expect(try ledger.recover(isAlive: { _ in false }, retry: retry, at: start) == 0)
        let claim = try begin(at: 100)
        #expect(claim != nil)
        #expect(try ledger.recover(isAlive: { _ in false }, retry: retry, at: start.advanced(bySeconds: 100)) == 1)
    }

    @Test("an answer that it was taken ends it")
    func sent() throws {
        try enter(by: "secure")
        try lose(.answer)
        try settle(.sent(Receipt(answer: answer)), at: 100)
        #expect(try state() == .sent)
        #expect(try knowledge() == .taken)
    }

    @Test("a later refusal, or the end of patience, leaves it uncertain: an earlier request may have been taken")
    func refusedLater() throws {
        try enter(by: "secure")
        try lose(.answer)
        try settle(.refused(answer), at: 100)
        #expect(try state() == .uncertain)
        let reason = try #require(try ledger.standing(of: "m1")).recipients[0].reason
        #expect(reason.contains("the service failed") && reason.contains("earlier request may have been taken"))
    }

    @Test("time that is up while it is deferred does the same")
    func givenUp() throws {
        try enter(by: "secure")
        try lose(.answer)
        try settle(.deferred(Deferral(answer: answer)), at: 6 * 86_400)
        #expect(try state() == .uncertain)
    }

    @Test("a person who says that it was not sent is believed, also of later refusals")
    func personsWord() throws {
        try enter(by: "secure")
        try lose(.answer)
        try lose(.answer, at: 100)
        #expect(try ledger.apply(.sendAgain, to: "m1", recipient: nil, at: start.advanced(bySeconds: 200)) == 1)
        try settle(.refused(answer), at: 200)
        #expect(try state() == .refused)
    }

    @Test("a person who holds and releases it has not said so")
    func heldBetween() throws {
        try enter(by: "secure")
        try lose(.answer)
        let later = start.advanced(bySeconds: 10)
        #expect(try ledger.apply(.hold, to: "m1", recipient: nil, at: later) == 1)
        #expect(try ledger.apply(.release(nil), to: "m1", recipient: nil, at: later) == 1)
        try settle(.refused(answer), at: 20)
        #expect(try state() == .uncertain)
    }
}
