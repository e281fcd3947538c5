// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Ledgers
import Mail
import TestSupport
import Testing

/// Whose a ticket is that turns up by itself, or that a person types.
@Suite("found tickets") struct FoundTicketTests {
    private let folder: TemporaryFolder
    private let ledger: SQLiteLedger
    private let start = Timestamp(seconds: 1_795_253_400)
    private let registered = RouteName("registered")
    private let silence = Answer(host: "api", code: nil, status: "4.4.2", text: "no answer")

    init() throws {
        folder = try TemporaryFolder()
        ledger = try SQLiteLedger(path: folder.file("ledger.sqlite"))
    }

    private func enter(_ id: String, at seconds: Double) throws {
        try ledger.enter(
            MessageRecord(
                id: id, door: .outbox, arrived: start, sender: Address(mailbox: "jan@x.nl"), messageID: id,
                subject: "Opzegging", size: 100),
            decisions: [("a@x.nl", Decision(.route(registered, RouteOptions())))], windows: [:],
            at: start.advanced(bySeconds: seconds))
    }

    /// Sends what is due, with this outcome; nil leaves it under way.
    private func send(_ outcome: Outcome?, at seconds: Double) throws {
        let now = start.advanced(bySeconds: seconds)
        let claim = try #require(
            try ledger.claim(Places(overall: 9), limit: 1, owner: "me", together: { _ in false }, at: now).first)
        try ledger.begin(claim, fingerprint: "f", recipe: nil, at: now)
        if let outcome { try ledger.settle(claim, Settlement([outcome]), retry: RetrySchedule(), at: now) }
    }

    private func taken(_ token: String) -> Outcome {
        .sent(
            Receipt(
                answer: Answer(host: "api", code: 200, status: "2.0.0", text: "OK"),
                ticket: Ticket(token: token, url: "https://x/")))
    }

    private func recipient(_ id: String) throws -> RecipientRecord {
        try #require(try ledger.standing(of: id)?.recipients.first)
    }

    private func requests() throws -> [String] {
        try ledger.openRequests(by: [registered]).map { "\($0.message.id) \($0.begun.seconds - start.seconds)" }
    }

    @Test("the ticket of an answer that came a moment ago is no other mail's")
    func otherHolder() throws {
        try enter("m1", at: 0)
        try send(.uncertain(silence), at: 0)
        try enter("m2", at: 1)
        try send(taken("K.2"), at: 1)
        let ticket = Ticket(token: "K.2", url: "")
        #expect(try !ledger.found(ticket, of: recipient("m1").id, of: "m1", text: "found", at: start))
        #expect(try recipient("m1").state == .uncertain)
    }

    @Test("nor can a person give it to another mail")
    func vouched() throws {
        try enter("m1", at: 0)
        try send(.uncertain(silence), at: 0)
        try enter("m2", at: 1)
        try send(taken("K.2"), at: 1)
        #expect(throws: LedgerFault.self) {
            try ledger.apply(.wasSent("K.2"), to: "m1", recipient: nil, at: start)
        }
        #expect(try recipient("m1").state == .uncertain)
        #expect(try ledger.apply(.wasSent("K.1"), to: "m1", recipient: nil, at: start) == 1)
    }

    @Test(
        "a request whose ticket nobody knows may be what a ticket belongs to, however its mail ended",
        arguments: [Verdict.cancel, .wasSent(nil)])
    func ended(verdict: Verdict) throws {
        try enter("m1", at: 0)
        try send(.uncertain(silence), at: 0)
        #expect(try requests() == ["m1 0"])
        #expect(try ledger.apply(verdict, to: "m1", recipient: nil, at: start) == 1)
        // Nothing is open that a ticket could end.
        #expect(try requests() == [])
        try enter("m2", at: 100)
        try send(.uncertain(silence), at: 100)
        #expect(try requests() == ["m2 100", "m1 0"])
    }

    @Test("a second request of one mail leaves the first one's ticket unknown")
    func sentAgain() throws {
        try enter("m1", at: 0)
        try send(.uncertain(silence), at: 0)
        #expect(try ledger.apply(.sendAgain, to: "m1", recipient: nil, at: start) == 1)
        try send(taken("K.1"), at: 50)
        try enter("m2", at: 100)
        try send(nil, at: 100)
        #expect(try requests() == ["m2 100", "m1 0"])
    }

    @Test(
        "what is to be sent again may be what a ticket belongs to: waiting, claimed or on hold, until it leaves",
        arguments: 0...3)
    func toBeSentAgain(number: Int) throws {
        try enter("m1", at: 0)
        try send(.uncertain(silence), at: 0)
        #expect(try ledger.apply(.sendAgain, to: "m1", recipient: nil, at: start) == 1)
        var claim: Claim?
        switch number {
        case 0: break
        case 1: #expect(try ledger.apply(.hold, to: "m1", recipient: nil, at: start) == 1)
        case 2: try send(.deferred(Deferral(answer: silence)), at: 50)
        default:
            claim = try ledger.claim(
                Places(overall: 9), limit: 1, owner: "me", together: { _ in false }, at: start.advanced(bySeconds: 50)
            ).first
        }
        let open = try ledger.openRequests(by: [registered])
        #expect(open.map(\.isOpen) == [true] && open[0].begun == start)
        let id = try recipient("m1").id
        #expect(try ledger.hasLostRequest(id))
        #expect(try ledger.found(Ticket(token: "K.1", url: ""), of: id, of: "m1", text: "found", at: start))
        #expect(try recipient("m1").state == .sent && !ledger.hasLostRequest(id))
        if let claim {
            #expect(throws: LedgerFault.lostClaim(message: "m1")) {
                try ledger.begin(claim, fingerprint: "g", recipe: nil, at: start)
            }
        }
        #expect(try ledger.verifyLog { _ in }.findings == 0)
    }

    @Test("once the second request is under way nothing is found before its answer")
    func underWayAgain() throws {
        try enter("m1", at: 0)
        try send(.uncertain(silence), at: 0)
        #expect(try ledger.apply(.sendAgain, to: "m1", recipient: nil, at: start) == 1)
        try send(nil, at: 50)
        let id = try recipient("m1").id
        #expect(try !ledger.found(Ticket(token: "K.1", url: ""), of: id, of: "m1", text: "found", at: start))
        #expect(try !ledger.doubt("K.1", of: id, of: "m1", because: "of that", at: start))
        #expect(try recipient("m1").state == .sending)
    }

    @Test("nothing is found for a mail of which every request was answered")
    func answered() throws {
        try enter("m1", at: 0)
        try send(.deferred(Deferral(answer: silence)), at: 0)
        let id = try recipient("m1").id
        #expect(try requests() == [] && !ledger.hasLostRequest(id))
        #expect(try !ledger.found(Ticket(token: "K.1", url: ""), of: id, of: "m1", text: "found", at: start))
        #expect(try !ledger.doubt("K.1", of: id, of: "m1", because: "of that", at: start))
        #expect(try recipient("m1").state == .deferred)
    }

    @Test("a ticket is doubted once, and what a person has sent again after that goes")
    func doubted() throws {
        try enter("m1", at: 0)
        try send(.uncertain(silence), at: 0)
        #expect(try ledger.apply(.sendAgain, to: "m1", recipient: nil, at: start) == 1)
        let id = try recipient("m1").id
        #expect(try ledger.doubt("K.1", of: id, of: "m1", because: "of that", at: start))
        #expect(try recipient("m1").state == .uncertain && recipient("m1").losses == 1)
        let report = StatusReport(
            origin: .mail, event: nil, ticket: "K.1", text: "", date: "", time: nil,
            genuineness: .unverified(reason: "of that"))
        #expect(try ledger.note([report], about: id, of: "m1", at: start).count == 1)
        #expect(try ledger.apply(.sendAgain, to: "m1", recipient: nil, at: start) == 1)
        #expect(try !ledger.doubt("K.1", of: id, of: "m1", because: "of that", at: start))
        #expect(try recipient("m1").state == .decided)
        #expect(try ledger.doubt("K.2", of: id, of: "m1", because: "of that", at: start))
        #expect(try ledger.verifyLog { _ in }.findings == 0)
    }

    @Test("whose ticket is known, and what was answered, is no candidate")
    func known() throws {
        try enter("m1", at: 0)
        try send(.uncertain(silence), at: 0)
        let id = try recipient("m1").id
        #expect(try ledger.found(Ticket(token: "K.1", url: ""), of: id, of: "m1", text: "found", at: start))
        try enter("m2", at: 1)
        try send(.uncertain(silence), at: 1)
        #expect(try ledger.apply(.wasSent("K.3"), to: "m2", recipient: nil, at: start) == 1)
        try enter("m3", at: 2)
        try send(taken("K.2"), at: 2)
        try enter("m4", at: 3)
        try send(.uncertain(silence), at: 3)
        #expect(try requests() == ["m4 3"])
    }
}
