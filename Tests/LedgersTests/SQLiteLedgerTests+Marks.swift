// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import LedgerTesting
import Ledgers
import Mail
import Testing

/// What rules want remembered of messages (RFC 7352).
extension SQLiteLedgerTests {
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
}
