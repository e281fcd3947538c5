// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import LedgerTesting
import Ledgers
import Mail
import TestSupport
import Testing

@Suite struct SQLiteLedgerTests {
    let folder: TemporaryFolder
    let ledger: SQLiteLedger
    let start = Timestamp(seconds: 1_795_253_400)
    let registered = RouteName("registered")

    init() throws {
        folder = try TemporaryFolder()
        ledger = try SQLiteLedger(path: folder.file("ledger.sqlite"))
    }

    func record(_ id: String) -> MessageRecord {
        MessageRecord(
            id: id, door: .outbox, arrived: start, sender: Address(name: "Jan", mailbox: "jan@x.nl"), messageID: "1@x",
            subject: "Opzegging", size: 100)
    }

    /// Enters a message whose recipients all go by the registered route.
    func enter(_ id: String = "m1", _ recipients: [String] = ["a@x.nl", "b@x.nl"]) throws {
        let decision = Decision(.route(registered, RouteOptions(language: "nl")), places: [.init(file: "r", line: 3)])
        try ledger.enter(record(id), decisions: recipients.map { ($0, decision) }, at: start)
    }

    func claim(limit: Int = 10, together: Bool = false, owner: String = "me", after seconds: Double = 0) throws
        -> [Claim]
    {
        try ledger.claim(
            limit: limit, owner: owner, together: { _ in together }, at: start.advanced(bySeconds: seconds))
    }

    func states(_ id: String = "m1") throws -> [DeliveryState] {
        try #require(try ledger.standing(of: id)).recipients.map(\.state)
    }

    let accepted = Outcome.sent(
        Receipt(
            answer: Answer(host: "api", code: 200, status: "2.0.0", text: "OK"),
            ticket: Ticket(token: "K.1-w", url: "https://x/")))
    let answer = Answer(host: "api", code: 503, status: "4.0.0", text: "busy")
    let retry = RetrySchedule()

    @Test("a message is entered once, and each recipient of it once")
    func entersOnce() throws {
        try enter("m1", ["a@x.nl", "A@X.nl", "b@x.nl"])
        try enter("m1", ["c@x.nl"])
        let standing = try #require(try ledger.standing(of: "m1"))
        #expect(standing.recipients.map(\.address) == ["a@x.nl", "b@x.nl"])
        #expect(standing.message == record("m1"))
        #expect(standing.recipients[0].options.language == "nl")
        #expect(standing.recipients[0].places == [.init(file: "r", line: 3)])
        #expect(Set(standing.recipients.map(\.identifier)).count == 2)
        #expect(try ledger.contains("m1"))
        #expect(try !ledger.contains("m2"))
    }

    @Test("what the sender asks of notices is kept")
    func keepsRequests() throws {
        var asked = record("m1")
        asked.notification.envelopeID = EnvelopeID(rawValue: "order 66")
        asked.notification.returnedContent = .full
        asked.notification.conditions = .never
        asked.notification["A@x.nl"] = .init(
            conditions: [.success, .delay], originalRecipient: OriginalRecipient(rawValue: "rfc822;b+2B@x.nl"))
        try ledger.enter(asked, decisions: [("a@x.nl", Decision(.refuse("no")))], at: start)
        let kept = try #require(try ledger.standing(of: "m1")).message
        #expect(kept == asked)
        #expect(kept.notification.conditions(for: "a@x.nl") == [.success, .delay])
    }

    @Test("a delivery is claimed by one owner only")
    func claimsOnce() throws {
        try enter()
        #expect(try claim(limit: 1).count == 1)
        #expect(try claim(owner: "other").map { $0.recipients.map(\.address) } == [["b@x.nl"]])
        #expect(try claim().isEmpty)
    }

    @Test("recipients share a request where the route takes them together")
    func claimsTogether() throws {
        try enter("m1", ["a@x.nl", "b@x.nl", "c@x.nl"])
        try enter("m2", ["a@x.nl"])
        let claims = try claim(limit: 1, together: true)
        #expect(claims.map { $0.recipients.count } == [3])
    }

    @Test("a sent recipient has its ticket and is not claimed again")
    func settles() throws {
        try enter()
        for claim in try claim() {
            try ledger.begin(claim, fingerprint: "f00d", at: start)
            try ledger.settle(claim, outcomes: [accepted], retry: retry, at: start)
        }
        #expect(try states() == [.sent, .sent])
        let standing = try #require(try ledger.standing(of: "m1"))
        #expect(standing.recipients[0].ticket == Ticket(token: "K.1-w", url: "https://x/"))
        #expect(standing.recipients[0].attempts == 1)
        #expect(standing.properFiling == .sent)
        #expect(standing.untold.map(\.step) == [.decide, .decide, .begin, .send, .begin, .send])
        #expect(try claim(after: 1_000_000).isEmpty)
        #expect(try ledger.standings(includingFinished: false).isEmpty)
        #expect(try ledger.standings(includingFinished: true).count == 1)
    }

    @Test("a deferred recipient is claimed again after its pause, and given up at last")
    func defers() throws {
        try enter("m1", ["a@x.nl"])
        let first = try #require(try claim().first)
        try ledger.begin(first, fingerprint: "f", at: start)
        try ledger.settle(first, outcomes: [.deferred(Deferral(answer: answer))], retry: retry, at: start)
        #expect(try states() == [.deferred])
        #expect(try claim(after: 1).isEmpty)
        #expect(try #require(try ledger.nextDue()) > start)
        let late = retry.patience + 1
        let second = try #require(try claim(after: late).first)
        try ledger.begin(second, fingerprint: "f", at: start.advanced(bySeconds: late))
        try ledger.settle(
            second, outcomes: [.deferred(Deferral(answer: answer))], retry: retry, at: start.advanced(bySeconds: late))
        #expect(try states() == [.refused])
        #expect(try #require(try ledger.standing(of: "m1")).recipients[0].reason == "given up: busy")
    }

    @Test("after a crash a begun request is uncertain, and an unbegun claim is free")
    func recovers() throws {
        try enter()
        let claims = try claim()
        try ledger.begin(claims[0], fingerprint: "f", at: start)
        #expect(try ledger.recover(isAlive: { _ in true }, at: start) == 0)
        #expect(try ledger.recover(isAlive: { _ in false }, at: start) == 1)
        #expect(try states() == [.uncertain, .decided])
        #expect(try claim().map { $0.recipients[0].address } == ["b@x.nl"])
        #expect(try #require(try ledger.standing(of: "m1")).properFiling == nil)
    }

    @Test("an owner who lost its claim can't record anything under it")
    func refusesLostClaim() throws {
        try enter("m1", ["a@x.nl"])
        let lost = try #require(try claim().first)
        _ = try ledger.recover(isAlive: { _ in false }, at: start)
        let taken = try #require(try claim(owner: "other").first)
        #expect(throws: LedgerFault.lostClaim(message: "m1")) { try ledger.begin(lost, fingerprint: "f", at: start) }
        try ledger.begin(taken, fingerprint: "f", at: start)
    }

    @Test("an outcome without a begun request is impossible")
    func refusesImpossibleStep() throws {
        try enter("m1", ["a@x.nl"])
        let claim = try #require(try claim().first)
        #expect(throws: LedgerFault.self) {
            try ledger.settle(claim, outcomes: [accepted], retry: retry, at: start)
        }
        #expect(try states() == [.decided])
    }

    @Test("attention is asked for until everything was attended to")
    func asksForAttention() throws {
        try ledger.enter(record("m1"), decisions: [("a@x.nl", Decision(.hold("ask first")))], at: start)
        let standing = try #require(try ledger.messagesWantingAttention(after: "", limit: 9).first)
        #expect(standing.properFiling == .held)
        #expect(try ledger.apply(.cancel, to: "m1", recipient: nil, at: start) == 1)
        try ledger.attended("m1", upTo: standing.lastEvent, filing: .held, at: start)
        let later = try #require(try ledger.messagesWantingAttention(after: "", limit: 9).first)
        #expect(later.untold.map(\.step) == [.cancel])
        #expect(later.filing == .held)
        #expect(later.properFiling == .failed)
        try ledger.attended("m1", upTo: later.lastEvent, filing: .failed, at: start)
        #expect(try ledger.messagesWantingAttention(after: "", limit: 9).isEmpty)
        #expect(try ledger.messagesWantingAttention(after: "m1", limit: 9).isEmpty)
    }

    @Test("content is forgotten some time after the end, and only then")
    func forgets() throws {
        try ledger.enter(record("m1"), decisions: [("a@x.nl", Decision(.refuse("no")))], at: start)
        let later = start.advanced(bySeconds: 10)
        #expect(try ledger.messagesToForget(before: later).isEmpty)
        let standing = try #require(try ledger.standing(of: "m1"))
        try ledger.attended("m1", upTo: standing.lastEvent, filing: .failed, at: start)
        #expect(try ledger.messagesToForget(before: start).isEmpty)
        #expect(try ledger.messagesToForget(before: later) == ["m1"])
        #expect(try ledger.standing(of: "m1")?.contentDeleted == nil)
        try ledger.forget("m1", at: later)
        #expect(try ledger.standing(of: "m1")?.contentDeleted == later)
        #expect(try ledger.standing(of: "m1")?.finished == start)
        #expect(try ledger.messagesToForget(before: later).isEmpty)
        #expect(try ledger.contains("m1"))
    }

    @Test("the beginning or the end of an id is enough where it is unambiguous")
    func findsByPrefix() throws {
        try enter("abc1", ["a@x.nl"])
        try enter("abd2", ["a@x.nl"])
        #expect(try ledger.standing(of: "abc")?.message.id == "abc1")
        #expect(try ledger.standing(of: "d2")?.message.id == "abd2")
        #expect(try ledger.standing(of: "zz") == nil)
        #expect(throws: LedgerFault.ambiguous("ab", matches: ["abc1", "abd2"])) { try ledger.standing(of: "ab") }
    }

    @Test("two that have the ledger open never claim the same delivery")
    func sharesSafely() async throws {
        for number in 0..<50 { try enter("m\(number)", ["a@x.nl", "b@x.nl"]) }
        let path = folder.file("ledger.sqlite")
        let taken = try await withThrowingTaskGroup(of: [Int64].self) { group in
            for owner in ["one", "two", "three"] {
                group.addTask {
                    let ledger = try SQLiteLedger(path: path)
                    var taken: [Int64] = []
                    while true {
                        let claims = try ledger.claim(limit: 3, owner: owner, together: { _ in false }, at: start)
                        if claims.isEmpty { return taken }
                        taken += claims.flatMap(\.recipients).map(\.id)
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(taken.count == 100)
        #expect(Set(taken).count == 100)
    }

    @Test("a claim whose request began can't be let go of, and one that nobody owns is recovered")
    func keepsBegunClaims() throws {
        try enter("m1", ["a@x.nl"])
        let claim = try #require(try claim().first)
        try ledger.begin(claim, fingerprint: "f", at: start)
        #expect(throws: LedgerFault.self) { try ledger.release(claim, until: start) }
        #expect(try states() == [.sending])
    }
}
