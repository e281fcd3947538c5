// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import LedgerTesting
import Ledgers
import Mail
import TestSupport
import Testing

/// The same letter to the same recipient is held and asked about.
@Suite struct DuplicateTests {
    let folder: TemporaryFolder
    let ledger: SQLiteLedger
    private let start = Timestamp(seconds: 1_795_253_400)
    private let registered = RouteName("registered")
    private let plain = RouteName("plain")

    init() throws {
        folder = try TemporaryFolder()
        ledger = try SQLiteLedger(path: folder.file("ledger.sqlite"))
    }

    private var windows: [RouteName: Double] { [registered: 600, RouteName("secure"): 600, plain: 0] }

    private func record(_ id: String, _ content: String, at seconds: Double) -> MessageRecord {
        MessageRecord(
            id: id, door: .outbox, arrived: start.advanced(bySeconds: seconds), sender: Address(mailbox: "jan@x.nl"),
            messageID: "1@x", subject: "Opzegging", size: 100, content: content)
    }

    /// Enters a letter.
    /// - Returns: Who is held for a duplicate.
    @discardableResult
    private func enter(
        _ id: String, _ content: String = "letter", to recipients: [String] = ["a@x.nl"],
        by route: String = "registered",
        redirectedTo address: String? = nil, at seconds: Double = 0
    ) throws -> [String] {
        let (route, options) = (RouteName(route), RouteOptions())
        let decision = Decision(address.map { .redirect($0, route, options) } ?? .route(route, options))
        return try ledger.enter(
            record(id, content, at: seconds), decisions: recipients.map { ($0, decision) }, windows: windows,
            at: start.advanced(bySeconds: seconds))
    }

    private func recipient(_ id: String) throws -> RecipientRecord {
        let standing = try ledger.standing(of: id)
        return try #require(standing?.recipients.first)
    }

    /// Sends what is due, with this outcome.
    private func send(_ outcome: Outcome?, at seconds: Double = 0) throws {
        let now = start.advanced(bySeconds: seconds)
        let claim = try #require(try ledger.claim(limit: 1, owner: "me", together: { _ in false }, at: now).first)
        try ledger.begin(claim, fingerprint: "f", at: now)
        guard let outcome else { return }
        try ledger.settle(claim, outcomes: [outcome], retry: RetrySchedule(), at: now)
    }

    private let answer = Answer(host: "api", code: 503, status: "4.0.0", text: "busy")
    private var sent: Outcome {
        .sent(Receipt(answer: answer, ticket: Ticket(token: "K.1-w", url: "https://x/")))
    }

    @Test("the same letter to the same recipient is held, and the reason names the earlier mail")
    func holds() throws {
        #expect(try enter("m1") == [])
        try send(sent, at: 1)
        #expect(try enter("m2", at: 60) == ["a@x.nl"])
        let held = try recipient("m2")
        #expect(held.state == .held && held.holdCause == .duplicate && held.route == registered)
        for part in ["m1", start.rfc3339, start.advanced(bySeconds: 1).rfc3339, "registered", "K.1-w", "a@x.nl"] {
            #expect(held.reason.contains(part), "\(held.reason)")
        }
        #expect(
            try ledger.claim(limit: 9, owner: "me", together: { _ in false }, at: start.advanced(bySeconds: 1e6))
                .isEmpty)
        #expect(try #require(try ledger.standing(of: "m2")).untold.map(\.step) == [.hold])
    }

    @Test("another letter is another mail, and so is the same letter to somebody else")
    func tellsApart() throws {
        try enter("m1")
        #expect(try enter("m2", "another") == [])
        #expect(try enter("m3", to: ["b@x.nl"]) == [])
        #expect(try enter("m4", to: ["c@x.nl", "A@X.nl"]) == ["A@X.nl"])
        #expect(try ledger.standing(of: "m4")?.recipients.map(\.state) == [.decided, .held])
    }

    @Test("what counts is who gets it: a redirected mail is compared with others to that address")
    func comparesDestinations() throws {
        try enter("m1", redirectedTo: "new@y.nl")
        #expect(try enter("m2") == [])
        #expect(try enter("m3", to: ["new@Y.nl"]) == ["new@Y.nl"])
        // Two whom a rule redirects to one mailbox stay two, within one mail.
        #expect(try enter("m4", "another", to: ["c@x.nl", "d@x.nl"], redirectedTo: "z@y.nl") == [])
    }

    @Test(
        "an earlier mail that is not done with counts, whatever its age",
        arguments: [DeliveryState.decided, .sending, .deferred, .uncertain, .held])
    func open(state: DeliveryState) throws {
        try enter("m1")
        switch state {
        case .sending: try send(nil)
        case .deferred: try send(.deferred(Deferral(answer: answer)))
        case .uncertain: try send(.uncertain(answer))
        case .held:
            let claim = try #require(
                try ledger.claim(limit: 1, owner: "me", together: { _ in false }, at: start).first)
            try ledger.hold(claim, cause: .message, reason: "too large", at: start)
        default: break
        }
        #expect(try recipient("m1").state == state)
        #expect(try enter("m2", at: 86_400) == ["a@x.nl"])
        #expect(try recipient("m2").reason.contains("m1"))
    }

    @Test("a mail that was sent counts until its time is over, from when it was sent")
    func window() throws {
        try enter("m1")
        try send(sent, at: 1000)
        #expect(try enter("m2", at: 1599) == ["a@x.nl"])
        #expect(try enter("m3", at: 1600) == [])
        // What a door accepted in time is compared as of then, however late it is looked at.
        let late = try ledger.enter(
            record("m4", "letter", at: 1500),
            decisions: [("a@x.nl", Decision(.route(registered, RouteOptions())))], windows: windows,
            at: start.advanced(bySeconds: 9000))
        #expect(late == ["a@x.nl"])
    }

    @Test("a mail that was refused, or cancelled before it was sent, can come again")
    func endedUnsent() throws {
        try enter("m1")
        try send(.refused(answer))
        #expect(try enter("m2") == [])
        #expect(try ledger.apply(.cancel, to: "m2", recipient: nil, at: start) == 1)
        #expect(try enter("m3") == [])
    }

    @Test("a mail that was cancelled while it was uncertain may have been sent, and counts for its time")
    func endedUncertain() throws {
        try enter("m1")
        try send(.uncertain(answer))
        #expect(try ledger.apply(.cancel, to: "m1", recipient: nil, at: start) == 1)
        #expect(try enter("m2", at: 599) == ["a@x.nl"])
        #expect(try recipient("m2").reason.contains("may have been sent"))
        #expect(try enter("m3", at: 600) == [])
    }

    @Test("a duplicate that waits or was cancelled is no earlier mail")
    func heldDoesNotCount() throws {
        try enter("m1")
        try send(sent)
        try enter("m2", at: 1)
        #expect(try enter("m3", at: 700) == [])
        try send(sent, at: 700)
        try enter("m4", at: 701)
        #expect(try ledger.apply(.cancel, to: "m4", recipient: nil, at: start.advanced(bySeconds: 1301)) == 1)
        #expect(try enter("m5", at: 1302) == [])
    }

    @Test("a duplicate that a person releases goes by the route that was chosen, and is not held again")
    func releases() throws {
        try enter("m1")
        try send(sent)
        try enter("m2", at: 1)
        let later = start.advanced(bySeconds: 2)
        #expect(try ledger.apply(.release(nil), to: "m2", recipient: nil, at: later) == 1)
        #expect(try recipient("m2").state == .decided)
        let claim = try #require(try ledger.claim(limit: 1, owner: "me", together: { _ in false }, at: later).first)
        #expect(claim.message == "m2" && claim.route == registered)
        // Its route goes missing meanwhile, and comes back.
        try ledger.hold(claim, cause: .settings, reason: "there is no route", at: later)
        let decision = Decision(.route(registered, RouteOptions()))
        try ledger.decideAgain(
            "m2", decisions: [("a@x.nl", decision)], routes: [registered], windows: windows, at: later)
        #expect(try recipient("m2").state == .decided)
        // It is an earlier mail to those that come then.
        #expect(try enter("m3", at: 700) == ["a@x.nl"])
    }

    @Test("what is held for another cause is released only by a route that is named")
    func releasesNamed() throws {
        try ledger.enter(
            record("m1", "letter", at: 0), decisions: [("a@x.nl", Decision(.hold("ask first")))], at: start)
        #expect(try ledger.apply(.release(nil), to: "m1", recipient: nil, at: start) == 0)
        #expect(try ledger.apply(.release(registered), to: "m1", recipient: nil, at: start) == 1)
        #expect(try enter("m2") == ["a@x.nl"])
    }

    @Test("two that wait for the same rules are not both let go when these are mended", arguments: [true, false])
    func decidedAgain(routeIsMissing: Bool) throws {
        for id in ["m1", "m2"] {
            if routeIsMissing {
                // The route is missing when the mail is about to go, each before the other was entered.
                try ledger.enter(
                    record(id, "letter", at: 0),
                    decisions: [("a@x.nl", Decision(.route(registered, RouteOptions())))], at: start)
                let claim = try #require(
                    try ledger.claim(limit: 1, owner: "me", together: { _ in false }, at: start).first)
                try ledger.hold(claim, cause: .settings, reason: "there is no route", at: start)
            } else {
                try ledger.enter(
                    record(id, "letter", at: 0),
                    decisions: [("a@x.nl", Decision(.hold("no semicolon"), holdCause: .rules))], windows: windows,
                    at: start)
            }
        }
        let decision = Decision(.route(registered, RouteOptions()))
        for id in try ledger.messagesToDecideAgain() {
            try ledger.decideAgain(
                id, decisions: [("a@x.nl", decision)], routes: [registered], windows: windows, at: start)
        }
        #expect(try recipient("m1").state == .decided)
        #expect(try recipient("m2").holdCause == .duplicate)
    }

    @Test("a route without a window takes no part: neither are its mails held, nor others on their account")
    func routesWithoutWindow() throws {
        try enter("m1", by: "plain")
        #expect(try enter("m2", by: "plain") == [])
        #expect(try enter("m3") == [])
        #expect(try enter("m4", by: "plain") == [])
        #expect(try enter("m5", by: "secure") == ["a@x.nl"])
        // Nor when a person chose it.
        try ledger.enter(
            record("m6", "another", at: 0), decisions: [("a@x.nl", Decision(.hold("ask first")))], at: start)
        #expect(try ledger.apply(.release(plain), to: "m6", recipient: nil, at: start) == 1)
        #expect(try enter("m7", "another") == [])
    }

    @Test("a message whose letter nobody computed is no duplicate, and has none")
    func withoutContent() throws {
        try enter("m1", "")
        #expect(try enter("m2", "") == [])
    }

    @Test("of the same letter from several processes in one moment exactly one goes")
    func processes() throws {
        let path = folder.file("ledger.sqlite")
        let faults = CallLog()
        for round in 0..<10 {
            DispatchQueue.concurrentPerform(iterations: 4) { process in
                do {
                    let decision = Decision(.route(registered, RouteOptions()))
                    try SQLiteLedger(path: path).enter(
                        record("m\(round)-\(process)", "letter \(round)", at: 0), decisions: [("a@x.nl", decision)],
                        windows: windows, at: start)
                } catch {
                    faults.add("\(error)")
                }
            }
        }
        #expect(faults.calls == [])
        let states = try ledger.standings(includingFinished: true).flatMap(\.recipients).map(\.state)
        #expect(states.count { $0 == .decided } == 10)
        #expect(states.count { $0 == .held } == 30)
    }
}
