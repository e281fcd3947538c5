// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Foundation
import Mail
import TestSupport
import Testing

@testable import Ledgers

/// `docs/states.md` against the state machine, and `docs/flow.md` against the spool's folders.
@Suite("docs: states")
struct StatesTests {
    private let page: Page

    init() throws { page = try Page("docs/states.md") }

    @Test("the table of steps is the state machine")
    func steps() {
        let rows = page.section("Steps").rows("from")
        let printed = rows.map { $0[0...2].map(\.codeSpans.first).map { $0 ?? "" }.joined(separator: " ") }
        var machine: Set<String> = []
        for state in DeliveryState.allCases {
            for step in DeliveryStep.allCases {
                guard let next = step.state(after: state) else { continue }
                machine.insert("\(state.rawValue) \(step.rawValue) \(next.rawValue)")
            }
        }
        #expect(Set(printed) == machine)
        #expect(printed.count == machine.count)
        #expect(rows.allSatisfy { !$0[3].isEmpty })
    }

    private static let now = Timestamp(seconds: 1_795_253_400)

    /// What happens, in the words of the page; a case that is added has to be named here.
    private static func name(_ occurrence: Occurrence) -> String {
        switch occurrence {
        case .decision(let decision):
            switch decision.action {
            case .route: "the rules choose a route"
            case .redirect: "the rules redirect"
            case .hold: "the rules hold"
            case .refuse: "the rules refuse"
            case .discard: "the rules discard"
            }
        case .routeReturned: "the missing route is in the settings again"
        case .verdict(let verdict, _):
            switch verdict {
            case .release: "a person releases it"
            case .sendAgain: "a person says \"send again\""
            case .wasSent: "a person says that it was sent"
            case .cancel: "a person cancels it"
            case .retry: "a person says \"try now\""
            case .hold: "a person puts it on hold"
            }
        case .begin: "a request is about to leave"
        case .unsendable: "it can't be sent as it is"
        case .localFault: "a fault of this machine before the request"
        case .outcome(let outcome, let schedule, _):
            switch outcome {
            case .sent: "the other side took it"
            case .refused: "the other side refuses it"
            case .deferred: schedule.patience > 0 ? "the other side says \"not now\"" : "the same, when time is up"
            case .uncertain: "no usable answer"
            }
        case .lateOutcome(let outcome):
            if case .sent = outcome {
                "an answer of \"taken\" after the claim was lost"
            } else {
                "any other answer after the claim was lost"
            }
        case .found: "its ticket is found"
        case .doubted: "a ticket is found that may be that of an earlier request"
        case .duplicate: "the same letter goes to the same recipient already"
        case .repetition: "`repeat_when_uncertain` has it sent again"
        case .ownerGone: "its process is no more"
        case .waiting(_, let pause):
            pause == nil ? "it has waited for `delay_notice_after`" : "its account waits, and its time is up"
        }
    }

    /// One of each.
    private static var occurrences: [Occurrence] {
        let (route, options) = (RouteName("registered"), RouteOptions())
        let answer = Answer(host: "api", code: 1, status: "2.0.0", text: "text")
        let later = now.advanced(bySeconds: 60)
        let outcomes: [Outcome] = [
            .sent(Receipt(answer: answer)), .refused(answer), .deferred(Deferral(answer: answer)), .uncertain(answer),
        ]
        let actions: [Decision.Action] = [
            .route(route, options), .redirect("b@x.nl", route, options), .hold("ask"), .refuse("no"), .discard,
        ]
        let verdicts: [Verdict] = [.release(route), .sendAgain, .wasSent(nil), .cancel, .retry, .hold]
        let ended = RetrySchedule(patience: 0, delayNotice: 0)
        var repeating = RetrySchedule()
        repeating.repetitions = [route: 1]
        return actions.map { .decision(Decision($0)) } + verdicts.map { .verdict($0, by: "jan") }
            + outcomes.map { .outcome($0, RetrySchedule(), jitter: 0.5) } + outcomes.map { .lateOutcome($0) }
            + [
                .routeReturned(route), .begin("f00d"), .unsendable(.message, reason: "no"), .localFault(until: later),
                .outcome(.deferred(Deferral(answer: answer)), ended, jitter: 0.5), .ownerGone, .waiting(ended, nil),
                .found(Ticket(token: "K.a", url: ""), text: "found"), .doubted("may be its own"),
                .duplicate("the same", of: .decision(Decision(.route(route, options)))),
                .repetition(repeating, jitter: 0.5),
                .waiting(ended, AccountPause(until: later, since: now, reason: "wait", failures: 1)),
            ]
    }

    /// What the program does, in the words of the page: step, next attempt, claim; or one of the words for other states.
    private static func consequence(of occurrence: Occurrence, in state: DeliveryState) throws -> [String] {
        let recipient = RecipientRecord(
            id: 1, address: "a@x.nl", state: state, route: RouteName("registered"), options: RouteOptions(),
            identifier: "i", attempts: 1, decided: now, isToldLate: false, reason: "", places: [], changed: now)
        do {
            guard let transition = try Transition(occurrence, for: recipient, at: now) else { return ["nothing"] }
            let claim = transition.endsClaim ? "ends" : "stays"
            if transition.step == nil, transition.nextAttempt == nil { return ["claim \(claim)"] }
            let next = transition.nextAttempt.map { $0 == now ? "at once" : "later" } ?? "stays"
            return [transition.step?.rawValue ?? "-", next, claim]
        } catch is Transition.Impossible {
            return ["error"]
        }
    }

    @Test("the table of what happens is what the program does, in each state")
    func occurrences() throws {
        var program: Set<[String]> = []
        for occurrence in Self.occurrences {
            for state in DeliveryState.allCases {
                program.insert(
                    [Self.name(occurrence), state.rawValue] + (try Self.consequence(of: occurrence, in: state)))
            }
        }
        var printed: Set<[String]> = []
        for row in page.section("What happens, and what follows").rows("what happens") {
            let named = row[1].codeSpans
            for state in DeliveryState.allCases.map(\.rawValue) {
                let step = row[2].codeSpans.first ?? row[2]
                printed.insert([row[0], state] + (named.contains(state) ? [step, row[3], row[4]] : [row[5]]))
            }
        }
        #expect(printed.subtracting(program).sorted { $0.lexicographicallyPrecedes($1) } == [])
        #expect(program.subtracting(printed).sorted { $0.lexicographicallyPrecedes($1) } == [])
    }

    @Test("every state is described once, and no other")
    func states() {
        let described = page.section("States of a recipient").rows("state").flatMap { $0[0].codeSpans }
        #expect(described == DeliveryState.allCases.map(\.rawValue))
    }

    @Test("the states that are called final are")
    func finals() throws {
        let sentence = try #require(page.lines.first { $0.contains("are final") })
        let named = sentence.components(separatedBy: "are final")[0].codeSpans
        #expect(Set(named) == Set(DeliveryState.allCases.filter(\.isFinal).map(\.rawValue)))
    }

    @Test("the steps that a person is told of are named")
    func told() throws {
        let sentence = try #require(page.lines.first { $0.hasPrefix("A person is told of") })
        #expect(Set(sentence.codeSpans) == Set(DeliveryStep.allCases.filter(\.isWorthANotice).map(\.rawValue)))
    }

    @Test("the folders of the spool are those of the table")
    func spool() throws {
        let folder = try TemporaryFolder()
        try Spool(folder.path).create()
        let printed = try Page("docs/flow.md").section("Where things lie").rows("place").flatMap { $0[0].codeSpans }
            .filter { $0.hasPrefix("spool/") }.map { $0.split(separator: "/")[1] }
        #expect(Set(printed.map(String.init)) == Set(folder.names()))
    }
}
