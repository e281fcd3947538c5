// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import LedgerTesting
import Ledgers
import Mail
import TerminalText
import Testing

@testable import Tracking

@Suite("what became of a mail, from the ledger") struct TrackedMailTests {
    private let fresh: FreshLedger
    private var ledger: SQLiteLedger { fresh.ledger }
    private var start: Timestamp { fresh.start }

    init() throws { fresh = try FreshLedger() }

    /// Enters a message to these recipients, all of whom the service took if nothing else is said.
    private func send(
        _ id: String = "m1", to addresses: [String] = ["a@x.nl"], outcome: Outcome? = nil
    ) throws {
        for claim in try fresh.begin(id, to: addresses) {
            let receipt = Receipt(
                answer: Answer(host: "api.example", code: 200, status: "2.0.0", text: "OK"),
                ticket: Ticket(token: "K.\(claim.recipients[0].address)", url: "https://x.example/"))
            try ledger.settle(claim, outcomes: [outcome ?? .sent(receipt)], retry: RetrySchedule(), at: start)
        }
    }

    private func report(
        _ event: DeliveryEvent?, _ seconds: Int64?, code: String = "1", _ genuineness: Genuineness = .fetched
    ) -> StatusReport {
        StatusReport(
            origin: .xml, event: event, ticket: "K.a@x.nl", code: code, text: "Tekst", date: "dinsdag",
            time: seconds.map { start.advanced(bySeconds: Double($0)) }, genuineness: genuineness)
    }

    private func note(_ reports: [StatusReport], after seconds: Double) throws {
        let recipient = try #require(try ledger.standing(of: "m1")?.recipients.first)
        _ = try ledger.note(reports, about: recipient.id, of: "m1", at: start.advanced(bySeconds: seconds))
    }

    private func mail(isFollowed: Bool = true) throws -> TrackedMail {
        let account = try #require(try ledger.accounts(of: ["m1"]).first)
        return TrackedMail(
            account.standing, history: account.history,
            routes: [fresh.registered: TrackedRoute(kind: .registered, isFollowed: isFollowed)])
    }

    @Test("what was sent is settled where nobody learns more, and else when the end is reported")
    func settled() throws {
        try send()
        #expect(try mail(isFollowed: false).isSettled)
        #expect(try !mail().isSettled)
        let sent = try mail().recipients[0]
        #expect(sent.status == .state(.sent) && sent.reason.isEmpty && sent.since == start)
        #expect(sent.told.headline == "handed over as registered mail" && sent.told.advice.isEmpty)
        try note([report(.announced, 10)], after: 20)
        let announced = try mail().recipients[0]
        #expect(announced.status == .event(.announced) && announced.since == start.advanced(bySeconds: 10))
        #expect(!announced.isSettled)
        try note([report(.accepted, 30)], after: 40)
        #expect(try mail().isSettled && mail().recipients[0].status.word == "accepted")
    }

    @Test("what nothing proves changes no status, and can't claim a time")
    func unverified() throws {
        try send()
        try note([report(.accepted, -999, .unverified(reason: "it bears no signature"))], after: 100)
        let recipient = try mail().recipients[0]
        #expect(recipient.status == .state(.sent))
        let step = try #require(recipient.timeline.last)
        #expect(step.headline == "Unverified report, which changes nothing: the recipient accepted it")
        #expect(step.time == start.advanced(bySeconds: 100) && step.details.contains("dated dinsdag"))
        #expect(step.source == "Known by: nothing: it bears no signature (the status XML)" && step.emphasis == .waiting)
    }

    @Test("the timeline has the steps first, and then what was reported by the sources' own times")
    func timeline() throws {
        try send()
        try note([report(.reminded, 5000), report(nil, nil, code: "77")], after: 6000)
        try note([report(.announced, 10)], after: 6010)
        // By its own clock before it was even sent.
        try note([report(nil, -5, code: "78")], after: 6020)
        let steps = try mail().recipients[0].timeline
        #expect(
            steps.map(\.headline) == [
                "Accepted by Sealpost", "Way of sending decided", "Request about to leave", "Taken by the other side",
                "Reported by the service", "Reported by the service: announced to the recipient",
                "Reported by the service: the recipient was reminded", "Reported by the service",
            ])
        #expect(steps.map { $0.learnt != nil } == [false, false, false, false, true, true, true, false])
        #expect(steps.map(\.isEvidence) == [false, false, false, true, true, true, true, true])
        #expect(steps[3].details.last == "by api.example")
        #expect(steps.last?.details.contains("dated dinsdag") == true)
    }

    @Test("an alarm about a deadline stands where it was raised, and shows nothing to others")
    func deadlines() throws {
        func entry(_ number: Int64, _ step: String, _ seconds: Double, _ state: DeliveryState) -> LogEntry {
            LogEntry(
                number: number, message: "m1", recipient: "a@x.nl", time: start.advanced(bySeconds: seconds),
                step: step,
                state: state.rawValue, text: "", facts: LogFacts([]))
        }
        let steps = TrackedStep.timeline([
            entry(1, "hold", 1, .held), entry(2, LogEntry.deadline, 2, .held), entry(3, "release", 3, .decided),
            entry(4, "send", 4, .sent), entry(5, LogEntry.deadline, 90, .sent),
            entry(6, LogEntry.deadline, 80, .sent),
        ])
        #expect(steps.map(\.number) == [1, 2, 3, 4, 6, 5])
        #expect(steps.map(\.emphasis) == [.waiting, .waiting, .none, .good, .waiting, .waiting])
        #expect(steps.map(\.isEvidence) == [true, false, false, true, false, false])
        #expect(steps[1].details == ["by Sealpost's clock"])
    }

    @Test("each recipient has its own steps, and those of the message")
    func recipients() throws {
        try send(to: ["a@x.nl", "b@x.nl"])
        try note([report(.undeliverable, 10)], after: 20)
        let recipients = try mail().recipients
        #expect(recipients.map(\.status.word) == ["undeliverable", "sent"])
        #expect(recipients.map(\.timeline.count) == [5, 4])
        #expect(recipients[0].timeline[0] == recipients[1].timeline[0])
        #expect(recipients[0].status.emphasis == .bad && recipients[1].status.emphasis == .good)
    }

    @Test("what waits says why, and where to decide")
    func held() throws {
        let record = MessageRecord(
            id: "m1", door: .pipe, arrived: start, sender: Address(mailbox: "jan@x.nl"), messageID: "", subject: "",
            size: 1)
        try ledger.enter(record, decisions: [("a@x.nl", Decision(.hold("no rule chose a route")))], at: start)
        let recipient = try mail().recipients[0]
        #expect(recipient.status == .state(.held) && recipient.reason == "no rule chose a route")
        #expect(recipient.told.headline == "on hold" && recipient.told.advice == "sealpost queue show m1")
        #expect(try !mail(isFollowed: false).isSettled)
    }

    @Test("what was lost once is not told of as if nothing had left, nor what a person says as if the service had")
    func uncertain() throws {
        try send(
            to: ["a@x.nl"], outcome: .uncertain(Answer(host: "api", status: "4.4.2", text: "the connection broke")))
        #expect(try mail().recipients[0].told.headline == "uncertain whether sent")
        #expect(try ledger.apply(.wasSent(nil), to: "m1", recipient: nil, at: start) == 1)
        let vouched = try mail().recipients[0]
        #expect(vouched.status.word == "sent" && vouched.told.headline == "Said by a person to be sent")
        #expect(vouched.told.meaning == "a person says that it was sent; no answer shows it")
    }

    @Test("what was lost and then cancelled may have been sent")
    func cancelled() throws {
        try send(
            to: ["a@x.nl"], outcome: .uncertain(Answer(host: "api", status: "4.4.2", text: "the connection broke")))
        #expect(try ledger.apply(.cancel, to: "m1", recipient: nil, at: start) == 1)
        let recipient = try mail().recipients[0]
        #expect(recipient.status == .state(.cancelled) && recipient.isSettled)
        #expect(recipient.told.meaning == "will not be sent again; whether it was sent before is not known")
    }

    @Test("the ledger gives what waits, and what something happened to since, with their names")
    func lookup() throws {
        try send("m1", to: ["a@x.nl", "b@x.nl"])
        let record = MessageRecord(
            id: "m2", door: .pipe, arrived: start, sender: Address(mailbox: "jan@x.nl"), messageID: "2@x",
            subject: "Huur",
            size: 1)
        try ledger.enter(record, decisions: [("a@x.nl", Decision(.hold("no rule")))], at: start)
        let later = start.advanced(bySeconds: 60)
        #expect(try ledger.messages(since: start) == ["m1", "m2"])
        #expect(try ledger.messages(since: later) == ["m2"])
        try note([report(.announced, 10)], after: 60)
        #expect(try ledger.messages(since: later) == ["m1", "m2"])
        #expect(try ledger.identities().map(\.tickets.count) == [2, 0])
        #expect(try ledger.identities().map(\.messageID) == ["1@x", "2@x"])
        #expect(try ledger.accounts(of: ["m2", "none", "m1"]).map(\.standing.message.id) == ["m2", "m1"])
        let brief = try ledger.accounts(of: ["m1", "m2"]) { $0.message.id == "m2" }
        #expect(brief.map(\.history.isEmpty) == [true, false])
        #expect(try ledger.lastEntry() == ledger.history(of: "m1").last?.entry.number)
    }

    @Test("every word of the table is one of the states or events")
    func words() {
        let statuses = DeliveryState.allCases.map(TrackedStatus.state) + DeliveryEvent.allCases.map(TrackedStatus.event)
        #expect(Set(statuses.map(\.word)).count == statuses.count)
        let untold = statuses.filter { $0.happening == nil }
        #expect(untold.map(\.word) == ["queued", "decided", "sending", "cancelled"])
        let settled = statuses.filter { $0.isSettled(isFollowed: true) }
        #expect(settled.map(\.word) == ["refused", "cancelled", "expired", "undeliverable", "declined", "accepted"])
    }
}
