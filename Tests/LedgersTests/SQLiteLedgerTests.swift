// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Ledgers
import Mail
import TestSupport
import Testing

@Suite struct SQLiteLedgerTests {
    let folder: TemporaryFolder
    let ledger: SQLiteLedger
    private let start = Timestamp(seconds: 1_795_253_400)
    private let registered = RouteName("registered")

    init() throws {
        folder = try TemporaryFolder()
        ledger = try SQLiteLedger(path: folder.file("ledger.sqlite"))
    }

    private func record(_ id: String) -> MessageRecord {
        MessageRecord(
            id: id, door: .outbox, arrived: start, sender: Address(name: "Jan", mailbox: "jan@x.nl"), messageID: "1@x",
            subject: "Opzegging", size: 100)
    }

    /// Enters a message whose recipients all go by the registered route.
    private func enter(_ id: String = "m1", _ recipients: [String] = ["a@x.nl", "b@x.nl"]) throws {
        let decision = Decision(.route(registered, RouteOptions(language: "nl")), places: [.init(file: "r", line: 3)])
        try ledger.enter(record(id), decisions: recipients.map { ($0, decision) }, at: start)
    }

    private func claim(limit: Int = 10, together: Bool = false, owner: String = "me", after seconds: Double = 0) throws
        -> [Claim]
    {
        try ledger.claim(
            limit: limit, owner: owner, together: { _ in together }, at: start.advanced(bySeconds: seconds))
    }

    private func states(_ id: String = "m1") throws -> [DeliveryState] {
        try #require(try ledger.standing(of: id)).recipients.map(\.state)
    }

    private let accepted = Outcome.sent(
        Receipt(
            answer: Answer(host: "api", code: 200, status: "2.0.0", text: "OK"),
            ticket: Ticket(token: "K.1-w", url: "https://x/")))
    private let answer = Answer(host: "api", code: 503, status: "4.0.0", text: "busy")
    private let retry = RetrySchedule()

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

    private func enter(_ id: String, marked seconds: Double, isRenewal: Bool = false, at time: Double = 0) throws {
        let now = start.advanced(bySeconds: time)
        let mark = SeenMark(
            handle: "h", id: "1@x", expires: now.advanced(bySeconds: seconds), isRenewal: isRenewal)
        try ledger.enter(
            record(id), decisions: [("a@x.nl", Decision(.route(registered, RouteOptions()), marks: [mark]))], at: now)
    }

    private func hasSeen(
        _ id: String = "1@x", handle: String = "h", recipient: String = "a@x.nl", except message: String,
        at time: Double
    ) throws -> Bool {
        try ledger.hasSeen(
            id, handle: handle, recipient: recipient, except: message, at: start.advanced(bySeconds: time))
    }

    @Test("what a rule wants remembered is known for its recipient, until it expires, and not to the message itself")
    func remembers() throws {
        #expect(try !hasSeen(except: "m2", at: 0))
        try enter("m1", marked: 60)
        #expect(try hasSeen(except: "m2", at: 59))
        #expect(try hasSeen(recipient: "A@X.nl", except: "m2", at: 59))
        #expect(try !hasSeen(except: "m1", at: 59))
        #expect(try !hasSeen(except: "m2", at: 60))
        #expect(try !hasSeen("1@X", except: "m2", at: 0))
        #expect(try !hasSeen(handle: "", except: "m2", at: 0))
        #expect(try !hasSeen(recipient: "b@x.nl", except: "m2", at: 0))
    }

    @Test("a renewal makes what is remembered count for longer, and a message stays no duplicate of a later one")
    func renews() throws {
        try enter("m1", marked: 60)
        try enter("m2", marked: 60, isRenewal: true, at: 50)
        #expect(try hasSeen(except: "m3", at: 100))
        #expect(try !hasSeen(except: "m1", at: 100))
        #expect(try hasSeen(except: "m2", at: 100))
        try enter("m3", marked: 60, at: 200)
        #expect(try !hasSeen(except: "m1", at: 201))
        #expect(try hasSeen(except: "m4", at: 201))
    }

    @Test("what was cancelled or refused before it was sent is no longer known, so that it can come again")
    func forgetsWhatWasNotSent() throws {
        try enter("m1", marked: 60)
        #expect(try ledger.apply(.cancel, to: "m1", recipient: nil, at: start) == 1)
        #expect(try !hasSeen(except: "m2", at: 1))
        try enter("m2", marked: 60)
        let claim = try #require(try claim().first)
        try ledger.begin(claim, fingerprint: "f", at: start)
        #expect(try hasSeen(except: "m3", at: 1))
        try ledger.settle(claim, outcomes: [.refused(answer)], retry: retry, at: start)
        #expect(try !hasSeen(except: "m3", at: 1))
    }

    @Test("what may have been sent stays known when a person ends the uncertainty by cancelling")
    func remembersWhatMayHaveBeenSent() throws {
        try enter("m1", marked: 60)
        let claim = try #require(try claim().first)
        try ledger.begin(claim, fingerprint: "f", at: start)
        try ledger.settle(claim, outcomes: [.uncertain(answer)], retry: retry, at: start)
        #expect(try ledger.apply(.cancel, to: "m1", recipient: nil, at: start) == 1)
        #expect(try hasSeen(except: "m2", at: 1))
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

    @Test("what waits for mended rules is decided again, and says so once")
    func decidesAgain() throws {
        let broken = Decision(.hold("rules.sieve:3: no semicolon"), holdCause: .rules)
        try ledger.enter(record("m1"), decisions: [("a@x.nl", broken)], at: start)
        #expect(try ledger.messagesToDecideAgain() == ["m1"])
        try ledger.decideAgain("m1", decisions: [("a@x.nl", broken)], routes: [registered], at: start)
        #expect(try #require(try ledger.standing(of: "m1")).untold.count == 1)
        let mended = Decision(.route(registered, RouteOptions()))
        try ledger.decideAgain("m1", decisions: [("a@x.nl", mended)], routes: [registered], at: start)
        #expect(try states() == [.decided])
        #expect(try ledger.messagesToDecideAgain().isEmpty)
    }

    @Test("what a rule holds is not decided again by itself")
    func holdsForPerson() throws {
        try ledger.enter(record("m1"), decisions: [("a@x.nl", Decision(.hold("ask first")))], at: start)
        #expect(try ledger.messagesToDecideAgain().isEmpty)
        #expect(try ledger.apply(.release(registered), to: "m1", recipient: nil, at: start) == 1)
        #expect(try states() == [.decided])
        #expect(try ledger.apply(.cancel, to: "m1", recipient: nil, at: start) == 1)
        #expect(try states() == [.cancelled])
    }

    @Test("a claimed delivery can't be cancelled under its owner's hands")
    func protectsClaims() throws {
        try enter("m1", ["a@x.nl"])
        _ = try claim()
        #expect(try ledger.apply(.cancel, to: "m1", recipient: nil, at: start) == 0)
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

    @Test("an earlier redirection and an earlier answer do not outlive their decision")
    func forgetsEarlierDecision() throws {
        let redirect = Decision(.redirect("legal@y.nl", registered, RouteOptions()))
        try ledger.enter(record("m1"), decisions: [("a@x.nl", redirect)], at: start)
        let first = try #require(try claim().first)
        #expect(first.recipients.map(\.destination) == ["legal@y.nl"])
        try ledger.hold(first, cause: .rules, reason: "broken", at: start)
        let plain = Decision(.route(registered, RouteOptions()))
        try ledger.decideAgain("m1", decisions: [("a@x.nl", plain)], routes: [registered], at: start)
        let second = try #require(try claim().first)
        #expect(second.recipients.map(\.destination) == ["a@x.nl"])
        try ledger.begin(second, fingerprint: "f", at: start)
        try ledger.settle(second, outcomes: [.deferred(Deferral(answer: answer))], retry: retry, at: start)
        let third = try #require(try claim(after: 100_000).first)
        try ledger.begin(third, fingerprint: "f", at: start)
        _ = try ledger.recover(isAlive: { _ in false }, at: start)
        #expect(try #require(try ledger.standing(of: "m1")).recipients[0].answer == nil)
    }

    @Test("a finished message stays finished when somebody says something of it")
    func staysFinished() throws {
        try ledger.enter(record("m1"), decisions: [("a@x.nl", Decision(.refuse("no")))], at: start)
        let standing = try #require(try ledger.standing(of: "m1"))
        try ledger.attended("m1", upTo: standing.lastEvent, filing: .failed, at: start)
        #expect(try ledger.apply(.cancel, to: "m1", recipient: nil, at: start) == 0)
        #expect(try ledger.messagesWantingAttention(after: "", limit: 9).isEmpty)
    }

    @Test("what a person released waits for its own route, and no rule overrules that")
    func keepsReleasedRoute() throws {
        let own = RouteName("own")
        try ledger.enter(record("m1"), decisions: [("a@x.nl", Decision(.hold("ask first")))], at: start)
        #expect(try ledger.apply(.release(own), to: "m1", recipient: nil, at: start) == 1)
        let claim = try #require(try claim().first)
        try ledger.hold(claim, cause: .settings, reason: "there is no route own", at: start)
        let other = Decision(.route(registered, RouteOptions()))
        try ledger.decideAgain("m1", decisions: [("a@x.nl", other)], routes: [registered], at: start)
        #expect(try states() == [.held])
        try ledger.decideAgain("m1", decisions: [("a@x.nl", other)], routes: [registered, own], at: start)
        #expect(try #require(try ledger.standing(of: "m1")).recipients[0].route == own)
        #expect(try states() == [.decided])
    }

    @Test("a released mail goes where a rule redirected it")
    func keepsRedirection() throws {
        let redirect = Decision(.redirect("new@y.nl", registered, RouteOptions()))
        try ledger.enter(record("m1"), decisions: [("a@x.nl", redirect)], at: start)
        try ledger.hold(try #require(try claim().first), cause: .message, reason: "too large", at: start)
        #expect(try ledger.apply(.release(registered), to: "m1", recipient: nil, at: start) == 1)
        #expect(try #require(try claim().first).recipients.map(\.destination) == ["new@y.nl"])
    }

    @Test("a person puts on hold what is about to be sent, and releases it to the same route")
    func holdsByPerson() throws {
        try enter("m1", ["a@x.nl", "b@x.nl", "c@x.nl"])
        let first = try #require(try claim(limit: 1).first)
        try ledger.begin(first, fingerprint: "f", at: start)
        try ledger.settle(first, outcomes: [.deferred(Deferral(answer: answer))], retry: retry, at: start)
        _ = try claim(limit: 1)
        // One is deferred, one is in its process's hands, and one waits.
        #expect(try ledger.apply(.hold, to: "m1", recipient: nil, at: start) == 2)
        #expect(try states() == [.held, .decided, .held])
        #expect(try claim(after: 1e6).isEmpty)
        #expect(try ledger.messagesToDecideAgain().isEmpty)
        let held = try #require(try ledger.standing(of: "m1")).recipients[0]
        #expect(held.holdCause == .decision && held.route == registered && held.reason.contains("by a person"))
        #expect(try ledger.apply(.hold, to: "m1", recipient: nil, at: start) == 0)
        #expect(try ledger.apply(.release(nil), to: "m1", recipient: "A@x.nl", at: start) == 1)
        #expect(try claim().map(\.route) == [registered])
    }

    @Test("a person can speak of one recipient alone")
    func appliesToOne() throws {
        try enter()
        #expect(try ledger.apply(.cancel, to: "m1", recipient: "B@x.nl", at: start) == 1)
        #expect(try states() == [.decided, .cancelled])
    }
}
