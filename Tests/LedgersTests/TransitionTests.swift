// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Testing

@testable import Ledgers

/// What the table in `docs/states.md` doesn't show of transitions; `StatesTests` compares that one with the program.
@Suite struct TransitionTests {
    private let now = Timestamp(seconds: 1_795_253_400)
    private let busy = Answer(host: "api", code: 503, status: "4.3.0", text: "busy")
    private let schedule = RetrySchedule(patience: 86_400, delayNotice: 3600)

    private func recipient(_ state: DeliveryState, waiting seconds: Double = 0, attempts: Int = 1) -> RecipientRecord {
        RecipientRecord(
            id: 1, address: "a@x.nl", redirectedTo: "b@x.nl", state: state, route: RouteName("registered"),
            options: RouteOptions(language: "nl"), identifier: "i", attempts: attempts,
            decided: now.advanced(bySeconds: -seconds), isToldLate: false, reason: "busy", places: [], changed: now)
    }

    private func transition(_ occurrence: Occurrence, _ recipient: RecipientRecord) throws -> Transition? {
        try Transition(occurrence, for: recipient, at: now)
    }

    private func deferral(until time: Timestamp? = nil, jitter: Double = 0.5) -> Occurrence {
        .outcome(.deferred(Deferral(answer: busy, notBefore: time)), schedule, jitter: jitter)
    }

    @Test(
        "pauses are exact where chance is taken out",
        arguments: [(1, 0.0, 45), (1, 0.5, 60), (2, 0.5, 120), (3, 1, 300)])
    func pauses(attempts: Int, jitter: Double, seconds: Double) throws {
        let next = try transition(deferral(jitter: jitter), recipient(.sending, attempts: attempts))
        #expect(next?.nextAttempt == now.advanced(bySeconds: seconds))
    }

    @Test("a time that the other side names is kept, and one that comes sooner changes nothing")
    func honoursTime() throws {
        for (named, expected) in [(600.0, 600.0), (5, 60)] {
            let next = try transition(deferral(until: now.advanced(bySeconds: named)), recipient(.sending))
            #expect(next?.nextAttempt == now.advanced(bySeconds: expected))
        }
    }

    @Test("the last attempt is at the end of patience, whatever the other side names; after it the mail is given up")
    func givesUp() throws {
        let late = deferral(until: now.advanced(bySeconds: 1e6))
        #expect(
            try transition(late, recipient(.sending, waiting: 86_399))?.nextAttempt == now.advanced(bySeconds: 1))
        let end = try #require(try transition(late, recipient(.sending, waiting: 86_400)))
        #expect(end.step == .refuse)
        #expect(end.text == "given up: busy")
        #expect(end.forgetsMarks)
    }

    @Test(
        "a mail whose account waits is given up in its time, though nobody tries it; one that can be tried is tried once more"
    )
    func givesUpWhilePaused() throws {
        let pause = AccountPause(until: now.advanced(bySeconds: 60), since: now, reason: "quota", failures: 1)
        for state in [DeliveryState.decided, .deferred] {
            let old = recipient(state, waiting: 86_400)
            let end = try transition(.waiting(schedule, pause), old)
            #expect(end?.step == .refuse)
            #expect(end?.text == "given up: quota")
            #expect(try transition(.waiting(schedule, nil), old)?.step == .delay)
            let over = AccountPause(until: now, since: now, reason: "quota", failures: 1)
            #expect(try transition(.waiting(schedule, over), old)?.step == .delay)
        }
    }

    @Test("a sender is told of a delay once, after its time, and what the other side said stays")
    func tellsOfDelay() throws {
        #expect(try transition(.waiting(schedule, nil), recipient(.deferred, waiting: 3599)) == nil)
        let told = try #require(try transition(.waiting(schedule, nil), recipient(.deferred, waiting: 3600)))
        #expect(told.step == .delay)
        #expect(told.text == "busy")
        #expect(told.changes.isEmpty && told.nextAttempt == nil && !told.endsClaim)
        var again = recipient(.deferred, waiting: 7200)
        again.isToldLate = true
        #expect(try transition(.waiting(schedule, nil), again) == nil)
        var silent = schedule
        silent.delayNotice = nil
        #expect(try transition(.waiting(silent, nil), recipient(.deferred, waiting: 7200)) == nil)
    }

    @Test("a claim ends with its request, whatever came of it")
    func endsClaims() throws {
        let answer = busy
        let outcomes: [Outcome] = [
            .sent(Receipt(answer: answer)), .refused(answer), .uncertain(answer), .deferred(Deferral(answer: answer)),
        ]
        for outcome in outcomes {
            #expect(try transition(.outcome(outcome, schedule, jitter: 0), recipient(.sending))?.endsClaim == true)
        }
    }

    @Test("what was redirected stays redirected when a person releases it, and a new decision takes the address away")
    func redirection() throws {
        func address(_ occurrence: Occurrence) throws -> RecipientChange? {
            try transition(occurrence, recipient(.held))?.changes.first { $0.column == .redirectedTo }
        }
        #expect(try address(.verdict(.release(RouteName("secure")), by: "jan"))?.value == "b@x.nl")
        let route = try address(.decision(Decision(.route(RouteName("secure"), RouteOptions()))))
        #expect(route != nil && route?.value == nil)
    }

    @Test("whoever was never sent a request has no ticket to be found, and none to be in doubt about")
    func findsNothing() throws {
        for state in [DeliveryState.decided, .deferred, .held] {
            let ticket = Ticket(token: "K.1", url: "")
            #expect(try transition(.found(ticket, text: "found"), recipient(state, attempts: 0)) == nil)
            #expect(try transition(.doubted("may be"), recipient(state, attempts: 0)) == nil)
        }
    }

    @Test("a doubt counts the earlier request again, also where a person said that it was not taken")
    func doubts() throws {
        let doubt = try #require(try transition(.doubted("may be"), recipient(.decided)))
        #expect(doubt.step == .lose && doubt.endsClaim)
        #expect(doubt.changes.first { $0.column == .losses }?.value == "1")
        #expect(doubt.text == "may be")
    }

    @Test("what may have been sent keeps its marks when a person cancels it")
    func keepsMarks() throws {
        #expect(try transition(.verdict(.cancel, by: "jan"), recipient(.uncertain))?.forgetsMarks == false)
        #expect(try transition(.verdict(.cancel, by: "jan"), recipient(.deferred))?.forgetsMarks == true)
    }
}
