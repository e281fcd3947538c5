// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import LedgerTesting
import Ledgers
import Mail
import Testing

/// What the rules decide a second time, and what a person says.
extension SQLiteLedgerTests {
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
