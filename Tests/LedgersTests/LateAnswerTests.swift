// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Ledgers
import Mail
import TestSupport
import Testing

/// What is learnt of a request after its process was taken for dead, as one in another container is.
@Suite("late answers") struct LateAnswerTests {
    private let folder: TemporaryFolder
    private let ledger: SQLiteLedger
    private let start = Timestamp(seconds: 1_795_253_400)
    private let taken = Outcome.sent(
        Receipt(
            answer: Answer(host: "api", code: 200, status: "2.0.0", text: "OK"),
            ticket: Ticket(token: "K.1", url: "https://x/")))

    init() throws {
        folder = try TemporaryFolder()
        ledger = try SQLiteLedger(path: folder.file("ledger.sqlite"))
    }

    /// A claim whose request has begun, and whose process was taken for dead.
    private func lose(_ retry: RetrySchedule = RetrySchedule()) throws -> Claim {
        try ledger.enter(
            MessageRecord(
                id: "m1", door: .outbox, arrived: start, sender: Address(mailbox: "jan@x.nl"), messageID: "1@x",
                subject: "s", size: 100),
            decisions: [("a@x.nl", Decision(.route(RouteName("way"), RouteOptions())))], windows: [:], at: start)
        let claim = try #require(try self.claim(by: "first").first)
        try ledger.begin(claim, fingerprint: "f", recipe: nil, at: start)
        _ = try ledger.recover(isAlive: { _ in false }, retry: retry, at: start)
        return claim
    }

    private func claim(by owner: String) throws -> [Claim] {
        try ledger.claim(
            Places(overall: 9), limit: 9, owner: owner, together: { _ in false }, at: start.advanced(bySeconds: 1e6))
    }

    private func answer(_ claim: Claim) {
        #expect(throws: LedgerFault.lostClaim(message: "m1")) {
            try ledger.settle(claim, Settlement([taken]), retry: RetrySchedule(), at: start)
        }
    }

    private func recipient() throws -> RecipientRecord {
        try #require(try ledger.standing(of: "m1")?.recipients.first)
    }

    @Test("\"taken\" ends it also where a person has it sent again, as long as nothing has left")
    func sentAgain() throws {
        let claim = try lose()
        #expect(try ledger.apply(.sendAgain, to: "m1", recipient: nil, at: start) == 1)
        answer(claim)
        #expect(try recipient().state == .sent && recipient().ticket?.token == "K.1")
        #expect(try self.claim(by: "second").isEmpty)
        #expect(try ledger.standing(of: "m1")?.finished != nil)
        #expect(try ledger.verifyLog { _ in }.findings == 0)
    }

    @Test("\"taken\" ends it also where the settings have it sent again")
    func repeated() throws {
        var retry = RetrySchedule()
        retry.repetitions = [RouteName("way"): 1]
        let claim = try lose(retry)
        #expect(try recipient().state == .decided)
        answer(claim)
        #expect(try recipient().state == .sent)
    }

    @Test("a claim that has sent nothing yet is lost by it")
    func claimed() throws {
        let claim = try lose()
        #expect(try ledger.apply(.sendAgain, to: "m1", recipient: nil, at: start) == 1)
        let second = try #require(try self.claim(by: "second").first)
        answer(claim)
        #expect(throws: LedgerFault.lostClaim(message: "m1")) {
            try ledger.begin(second, fingerprint: "g", recipe: nil, at: start)
        }
        #expect(try recipient().state == .sent && recipient().attempts == 1)
    }

    @Test("\"taken\" ends a hold")
    func held() throws {
        let claim = try lose()
        #expect(try ledger.apply(.sendAgain, to: "m1", recipient: nil, at: start) == 1)
        #expect(try ledger.apply(.hold, to: "m1", recipient: nil, at: start) == 1)
        answer(claim)
        #expect(try recipient().state == .sent && recipient().holdCause == nil)
    }

    @Test("what a person has cancelled stays so")
    func cancelled() throws {
        let claim = try lose()
        #expect(try ledger.apply(.cancel, to: "m1", recipient: nil, at: start) == 1)
        answer(claim)
        #expect(try recipient().state == .cancelled)
    }
}
