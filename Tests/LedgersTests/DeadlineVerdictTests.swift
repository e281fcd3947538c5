// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import TestSupport
import Testing

@testable import Ledgers

/// How a mail stands against its deadline: by values alone.
@Suite("deadlines, judged") struct DeadlineVerdictTests {
    private let start = Timestamp(seconds: 1_795_253_400)
    private let registered = RouteName("registered")
    private static let day = 86_400.0

    private func days(_ count: Double) -> Timestamp { start.advanced(bySeconds: count * Self.day) }

    /// Ten days for it, two for another way, two hours for the announcement.
    private func terms(_ proof: DeadlineTerms.Proof = .announced) -> DeadlineTerms {
        DeadlineTerms(reachedBy: proof, announcing: [registered])
    }

    private func report(
        _ event: DeliveryEvent?, _ day: Double?, recorded: Double = 9, _ genuineness: Genuineness = .fetched
    ) -> LoggedReport {
        LoggedReport(
            number: 1, hash: "", recipient: 1, recorded: days(recorded),
            report: StatusReport(
                origin: .xml, event: event, ticket: "T", text: "", date: "", time: day.map(days),
                genuineness: genuineness), isNews: true)
    }

    private func deadline(
        _ reports: [LoggedReport] = [], state: DeliveryState = .sent, route: String = "registered", since: Double = 0,
        entries: [DeadlineEntry] = [], days count: Double = 10
    ) -> Deadline {
        let recipient = RecipientRecord(
            id: 1, address: "a@x.nl", state: state, route: RouteName(route), options: RouteOptions(), identifier: "i",
            attempts: 1, decided: start, isToldLate: false, reason: "", places: [], mustReachBy: days(count),
            changed: days(since))
        let message = MessageRecord(
            id: "m1", door: .outbox, arrived: start, sender: Address(mailbox: "jan@x.nl"), messageID: "", subject: "",
            size: 1)
        return Deadline(message: message, recipient: recipient, time: days(count), reports: reports, entries: entries)
    }

    private func alarms(_ deadline: Deadline, _ day: Double, _ proof: DeadlineTerms.Proof = .announced)
        -> Set<DeadlineAlarm>
    {
        deadline.verdict(on: terms(proof), at: days(day)).alarms
    }

    @Test(
        "that it was sent shows nothing: the announcement is waited for, then the last safe moment, then the deadline")
    func sent() {
        let sent = deadline()
        #expect(alarms(sent, 0.08) == [])
        #expect(alarms(sent, 0.09) == [.unannounced])
        #expect(alarms(sent, 8) == [.unannounced, .dueSoon])
        #expect(alarms(sent, 10) == [.missed])
        #expect(sent.verdict(on: terms(), at: start).next == start.advanced(bySeconds: 7200))
        #expect(sent.verdict(on: terms(), at: days(1)).next == days(8))
        #expect(sent.verdict(on: terms(), at: days(9)).next == days(10))
        #expect(sent.verdict(on: terms(), at: days(10)).next == nil)
        // No service announces what goes by these.
        #expect(alarms(deadline(route: "secure"), 1) == [])
        #expect(alarms(deadline(route: "secure"), 8) == [.dueSoon])
    }

    @Test("a short time is halved before anybody is warned")
    func short() {
        let short = deadline(route: "secure", days: 1)
        #expect(alarms(short, 0.49) == [] && alarms(short, 0.5) == [.dueSoon])
    }

    @Test(
        "what counts as having reached somebody is a setting",
        arguments: [
            ([(.announced, 1)], 1, nil), ([(.reminded, 2)], 2, nil), ([(.accepted, 3)], 3, 3),
            ([(.announced, 1), (.accepted, 3)], 1, 3), ([(.declined, 2)], 2, nil), ([(.expired, 5)], nil, nil),
            ([(.announced, 1), (.expired, 5)], 1, nil), ([(.actionNeeded, 1)], nil, nil), ([(nil, 1)], nil, nil),
            ([(.announced, 1), (.undeliverable, 2)], nil, nil), ([(.announced, 3), (.undeliverable, 2)], 3, nil),
            ([(.announced, 2), (.undeliverable, 2)], nil, nil), ([(.announced, 1), (.undeliverable, nil)], nil, nil),
            ([(.announced, nil), (.undeliverable, 1)], nil, nil), ([(.announced, nil)], 9, nil),
            ([(.accepted, 1), (.undeliverable, 2)], 1, 1), ([(.announced, 11)], 11, nil),
        ] as [([(DeliveryEvent?, Double?)], Double?, Double?)])
    func reached(events: [(DeliveryEvent?, Double?)], announced: Double?, accepted: Double?) {
        let mail = deadline(events.map { report($0.0, $0.1) })
        #expect(mail.verdict(on: terms(.announced), at: days(5)).reached == announced.map(days))
        #expect(mail.verdict(on: terms(.accepted), at: days(5)).reached == accepted.map(days))
    }

    @Test("what nothing shows to be genuine reaches nobody")
    func forged() {
        let forged = report(.accepted, 1, .unverified(reason: "no signature"))
        #expect(alarms(deadline([forged]), 10) == [.missed])
    }

    @Test("who is known not to have been reached needs another way at once, and a late report ends that")
    func anotherWay() {
        #expect(alarms(deadline(state: .refused), 0) == [.anotherWay])
        #expect(alarms(deadline([report(.undeliverable, 1)]), 1) == [.anotherWay])
        #expect(alarms(deadline([report(.expired, 5)]), 8) == [.anotherWay, .dueSoon])
        #expect(alarms(deadline([report(.declined, 1)]), 1, .accepted) == [.anotherWay])
        #expect(alarms(deadline([report(.undeliverable, 1), report(.accepted, 2)]), 9) == [])
        for state in [DeliveryState.decided, .deferred, .held, .uncertain, .sending] {
            #expect(alarms(deadline(state: state), 7.9) == [] && alarms(deadline(state: state), 8) == [.dueSoon])
        }
    }

    @Test("what reached somebody too late is missed, and what a person ended is nobody's concern")
    func ends() {
        #expect(alarms(deadline([report(.announced, 10.1)]), 12) == [.missed])
        #expect(alarms(deadline([report(.announced, 10)]), 12) == [])
        #expect(alarms(deadline(state: .cancelled), 12) == [])
        let settled = DeadlineEntry(
            number: 5, hash: "", recipient: 1, time: days(9), deadline: days(10), alarm: nil)
        let verdict = deadline(entries: [settled]).verdict(on: terms(), at: days(12))
        #expect(verdict.alarms == [] && !verdict.isOpen && verdict.next == nil)
    }

    @Test("an alarm is raised once; one of a clock that was ahead is raised again by the right one")
    func once() {
        func raised(_ alarm: DeadlineAlarm, _ day: Double) -> DeadlineEntry {
            DeadlineEntry(number: 5, hash: "", recipient: 1, time: days(day), deadline: days(10), alarm: alarm)
        }
        let entries = [raised(.unannounced, 0.1), raised(.dueSoon, 8)]
        #expect(deadline(entries: entries).verdict(on: terms(), at: days(9)).news == [])
        #expect(deadline(entries: entries).verdict(on: terms(), at: days(10)).news == [.missed])
        // A clock that shows the year 2027 raised all there is; then it is set right.
        let ahead = deadline(entries: [raised(.missed, 400)])
        #expect(ahead.verdict(on: terms(), at: days(10)).news == [.missed])
        // Set back a little, as clocks are.
        let little = deadline(entries: [raised(.missed, 10)]).verdict(on: terms(), at: days(10 - 0.0005))
        #expect(little.news == [.unannounced, .dueSoon] && little.next == days(10))
        #expect(deadline(entries: [raised(.missed, 10.0001)]).verdict(on: terms(), at: days(10)).news == [])
        // How long ago it was sent nobody knows.
        #expect(alarms(deadline(since: 300), 1) == [.unannounced])
    }

    @Test("every order of a set of reports, repeated or not, gives the same verdict")
    func everyOrder() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<300 {
            let reports = (0..<Int.random(in: 1...5, using: &random)).map { _ in
                report(
                    DeliveryEvent.allCases.randomElement(using: &random),
                    Bool.random(using: &random) ? Double(Int.random(in: 0...12, using: &random)) : nil,
                    recorded: Double(Int.random(in: 0...12, using: &random)),
                    Int.random(in: 0...4, using: &random) == 0 ? .unverified(reason: "forged") : .fetched)
            }
            let day = Double(Int.random(in: 0...12, using: &random))
            let proof = DeadlineTerms.Proof.allCases.randomElement(using: &random) ?? .announced
            let verdicts = Set(
                Self.orders(reports).map { order in
                    deadline(order + order.shuffled(using: &random)).verdict(on: terms(proof), at: days(day))
                })
            #expect(verdicts.count == 1, "\(reports)")
        }
    }

    @Test("nothing changes by time alone before the time that the verdict names")
    func next() {
        var random = SeededGenerator(seed: 8)
        for _ in 0..<2000 {
            let reports = (0..<Int.random(in: 0...2, using: &random)).map { _ in
                report(
                    DeliveryEvent.allCases.randomElement(using: &random),
                    Double.random(in: 0...12, using: &random))
            }
            let mail = deadline(
                reports, state: DeliveryState.allCases.randomElement(using: &random) ?? .sent,
                since: Double.random(in: 0...3, using: &random))
            let now = Double.random(in: 3...12, using: &random)
            let verdict = mail.verdict(on: terms(), at: days(now))
            let end = verdict.next ?? days(20)
            #expect(end > days(now))
            let later = Timestamp(
                milliseconds: Int64.random(in: days(now).milliseconds..<end.milliseconds, using: &random))
            #expect(mail.verdict(on: terms(), at: later) == verdict, "\(mail)")
        }
    }

    private static func orders(_ reports: [LoggedReport]) -> [[LoggedReport]] {
        guard let last = reports.last else { return [[]] }
        return orders(reports.dropLast()).flatMap { order in
            (0...order.count).map { place in Array(order[..<place]) + [last] + Array(order[place...]) }
        }
    }
}
