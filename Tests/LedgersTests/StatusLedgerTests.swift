// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import LedgerTesting
import Ledgers
import Mail
import TestSupport
import Testing

@Suite("reports in the ledger") struct StatusLedgerTests {
    private let fresh: FreshLedger
    private var ledger: SQLiteLedger { fresh.ledger }
    private var start: Timestamp { fresh.start }
    private var registered: RouteName { fresh.registered }

    init() throws { fresh = try FreshLedger() }

    private enum End { case sent, uncertain, sending }

    /// A message to one recipient, whose request ended like this; gives the recipient.
    @discardableResult
    private func send(
        _ id: String = "m1", to address: String = "a@x.nl", token: String = "K.1-w", end: End = .sent
    ) throws -> RecipientRecord {
        let claim = try #require(try fresh.begin(id, to: [address]).first)
        let answer = Answer(host: "api", code: 200, status: "2.0.0", text: "OK")
        switch end {
        case .sent:
            let receipt = Receipt(answer: answer, ticket: Ticket(token: token, url: "https://x/"))
            try ledger.settle(claim, outcomes: [.sent(receipt)], retry: RetrySchedule(), at: start)
        case .uncertain:
            try ledger.settle(claim, outcomes: [.uncertain(answer)], retry: RetrySchedule(), at: start)
        case .sending: break
        }
        return try #require(try ledger.standing(of: id)?.recipients.first)
    }

    private func report(
        _ event: DeliveryEvent?, _ seconds: Int64, origin: StatusReport.Origin = .xml, code: String = "1",
        _ genuineness: Genuineness = .fetched
    ) -> StatusReport {
        StatusReport(
            origin: origin, event: event, ticket: "K.1-w", code: code, text: "Tekst, 3:x\0", detail: "",
            date: "\(seconds)",
            time: Timestamp(seconds: seconds), genuineness: genuineness)
    }

    private func findings() throws -> [LogFinding] {
        var findings: [LogFinding] = []
        _ = try ledger.verifyLog { findings.append($0) }
        return findings
    }

    @Test("a report is an entry of the log, is told, and changes neither state nor columns")
    func noted() throws {
        let recipient = try send()
        try ledger.attended("m1", upTo: .max, filing: .sent, at: start)
        #expect(try ledger.note([report(.announced, 5)], about: recipient.id, of: "m1", at: start).count == 1)
        let standing = try #require(try ledger.standing(of: "m1"))
        #expect(standing.recipients == [recipient])
        #expect(standing.progress(of: recipient).event == .announced)
        #expect(standing.reports.count == 1)
        let entry = try #require(try ledger.history(of: "m1").last)
        #expect(
            entry.entry.step == LogEntry.report && entry.entry.state == "sent" && entry.hash == standing.reports[0].hash
        )
        #expect(entry.entry.text == "announced: 1 Tekst, 3:x\u{FFFD}")
        #expect(try findings() == [])
        #expect(try ledger.messagesWantingAttention(after: "", limit: 9).map(\.message.id) == ["m1"])
    }

    @Test("a repeated report is no new event, in one answer or in another")
    func repeated() throws {
        let recipient = try send()
        let both = [report(.announced, 5), report(.reminded, 6)]
        #expect(try ledger.note(both + both, about: recipient.id, of: "m1", at: start).count == 2)
        #expect(try ledger.note(both.reversed(), about: recipient.id, of: "m1", at: start.advanced(bySeconds: 9)) == [])
        #expect(try ledger.reports(of: "m1").count == 2)
    }

    @Test("what is said of attachments stands with a proven report, and once until it is other")
    func attachments() throws {
        let recipient = try send()
        let hostile = ReportedAttachment(name: "a b\0 c=d", fingerprint: "QU JD", isAccepted: nil)
        let first = [ReportedAttachment(name: "x.pdf", fingerprint: "QUJD", isAccepted: false), hostile]
        let later = [ReportedAttachment(name: "x.pdf", fingerprint: "QUJD", isAccepted: true)]
        func note(_ reports: [StatusReport], _ attachments: [ReportedAttachment]) throws -> [Int] {
            let known = try ledger.history(of: "m1").count
            _ = try ledger.note(reports, attachments, about: recipient.id, of: "m1", at: start)
            return try ledger.history(of: "m1").dropFirst(known).map { link in
                link.entry.facts.list?.count { $0.name == "attachment" } ?? -1
            }
        }
        func known() throws -> [ReportedAttachment] {
            try ledger.history(of: "m1").reportedAttachments(about: recipient.address)
        }
        #expect(try note([report(.announced, 1, .unverified(reason: "typed"))], first) == [0])
        #expect(try known() == [])
        #expect(try note([report(.announced, 5), report(.reminded, 6)], first) == [2, 0])
        #expect(try known().first == first.first)
        #expect(try known().last == ReportedAttachment(name: "a b\u{FFFD} c=d", fingerprint: "QUJD", isAccepted: nil))
        #expect(try note([report(.reminded, 7)], first) == [0])
        #expect(try note([report(.reminded, 7)], later) == [])
        #expect(try note([report(.accepted, 8)], later) == [1])
        #expect(try note([report(.accepted, 9)], []) == [0])
        #expect(try known() == later)
        #expect(try findings() == [])
        // Reports are read as they were.
        #expect(try ledger.reports(of: "m1").map(\.report.date) == ["1", "5", "6", "7", "8", "9"])
    }

    @Test("in whatever order reports come, late ones and forged ones among them, the same is shown")
    func everyOrder() throws {
        var random = SeededGenerator(seed: 7)
        let reports = [
            report(.announced, 5), report(.expired, 8), report(.accepted, 9), report(.reminded, 7), report(nil, 99),
            report(.declined, 50, origin: .mail, .unverified(reason: "no signature")), report(.undeliverable, 6),
            report(.accepted, 10, origin: .mail, .signed(domain: "x.nl")),
        ]
        var shown: Set<DeliveryProgress> = []
        for number in 0..<12 {
            let recipient = try send("m\(number)", token: "T\(number)")
            for report in reports.shuffled(using: &random) {
                _ = try ledger.note([report], about: recipient.id, of: "m\(number)", at: start)
            }
            let standing = try #require(try ledger.standing(of: "m\(number)"))
            shown.insert(standing.progress(of: recipient))
            #expect(standing.reports.count == reports.count)
        }
        #expect(shown.map(\.event) == [.accepted])
        #expect(try findings() == [])
    }

    @Test(
        "what several sources say of one event is news once; reminders are counted, and forgeries are not",
        arguments: [
            ([(.announced, .xml, true), (.announced, .mail, true)], [true, false]),
            ([(.reminded, .xml, true), (.reminded, .mail, true), (.reminded, .mail, true)], [true, false, true]),
            ([(.accepted, .mail, false), (.accepted, .mail, false), (.accepted, .xml, true)], [true, false, true]),
            ([(nil, .xml, true), (nil, .mail, true)], [true, false]), ([(nil, .mail, true)], [false]),
            ([(.expired, .xml, true), (.accepted, .xml, true), (.undeliverable, .mail, true)], [true, true, true]),
        ] as [([(DeliveryEvent?, StatusReport.Origin, Bool)], [Bool])])
    func news(reports: [(DeliveryEvent?, StatusReport.Origin, Bool)], expected: [Bool]) throws {
        let recipient = try send()
        for (index, one) in reports.enumerated() {
            let grounds: Genuineness = one.2 ? .fetched : .unverified(reason: "no signature")
            _ = try ledger.note(
                [report(one.0, Int64(index), origin: one.1, grounds)], about: recipient.id, of: "m1", at: start)
        }
        #expect(try ledger.reports(of: "m1").map(\.isNews) == expected)
        let (standing, _) = try #require(try ledger.tell("m1"))
        #expect(standing.news.count == expected.count(where: \.self))
        try ledger.attended("m1", upTo: standing.lastEvent, filing: .sent, at: start)
        #expect(try ledger.standing(of: "m1")?.news == [])
    }

    @Test("nobody fills the ledger with reports that nothing proves")
    func flood() throws {
        let recipient = try send()
        for number in 0..<50 {
            let forged = report(.accepted, Int64(number), origin: .mail, .unverified(reason: "no signature"))
            _ = try ledger.note([forged], about: recipient.id, of: "m1", at: start)
        }
        #expect(try ledger.reports(of: "m1").count == 20)
        _ = try ledger.note([report(.accepted, 99)], about: recipient.id, of: "m1", at: start)
        #expect(try ledger.standing(of: "m1")?.progress(of: recipient).event == .accepted)
    }

    @Test("a report that was edited in the log is found")
    func edited() throws {
        let recipient = try send()
        _ = try ledger.note([report(.declined, 5)], about: recipient.id, of: "m1", at: start)
        let other = try SQLiteLedger(path: fresh.folder.file("ledger.sqlite"))
        let file = LedgerFile(in: fresh.folder)
        try file.tamper("UPDATE event SET facts = replace(facts, 'declined', 'accepted') WHERE step = 'report'")
        var findings: [LogFinding] = []
        _ = try other.verifyLog { findings.append($0) }
        #expect(findings.map(\.kind).contains(.changed))
    }

    // MARK: Asking

    @Test("a ticket is asked about from when it came, by one process, until it is said that it need not be")
    func asking() throws {
        let recipient = try send()
        try send("m2", to: "b@x.nl", end: .uncertain)
        let routes: Set = [registered]
        #expect(try ledger.ticketsToAsk(about: [], limit: 9, at: start) == [])
        let due = try ledger.ticketsToAsk(about: routes, limit: 9, at: start)
        #expect(due.map(\.token) == ["K.1-w"] && due.map(\.recipient) == [recipient] && due.map(\.asked) == [0])
        #expect(try ledger.ticketsToAsk(about: routes, limit: 9, at: start) == [])
        try ledger.asked(about: due[0], next: start.advanced(bySeconds: 100))
        #expect(try ledger.ticketsToAsk(about: routes, limit: 9, at: start.advanced(bySeconds: 99)) == [])
        #expect(try ledger.questions(about: routes, since: start) == 1)
        #expect(try ledger.questions(about: [RouteName("other")], since: start) == 0)
        try ledger.leaveAlone(routes, until: start.advanced(bySeconds: 500))
        #expect(try ledger.ticketsToAsk(about: routes, limit: 9, at: start.advanced(bySeconds: 499)) == [])
        let again = try ledger.ticketsToAsk(about: routes, limit: 9, at: start.advanced(bySeconds: 500))
        #expect(again.map(\.asked) == [1])
        try ledger.asked(about: again[0], next: nil)
        #expect(try ledger.ticketsToAsk(about: routes, limit: 9, at: .now().advanced(bySeconds: 1e9)) == [])
    }

    @Test("what was taken to be asked about by a process that is no more is asked about later")
    func abandoned() throws {
        try send()
        #expect(try ledger.ticketsToAsk(about: [registered], limit: 9, at: start).count == 1)
        #expect(try ledger.ticketsToAsk(about: [registered], limit: 9, at: start.advanced(bySeconds: 601)).count == 1)
    }

    @Test("the ticket that a person gives is followed too")
    func vouched() throws {
        try send(end: .uncertain)
        #expect(try ledger.apply(.wasSent("K.9"), to: "m1", recipient: nil, at: start) == 1)
        #expect(try ledger.ticketsToAsk(about: [registered], limit: 9, at: start).map(\.token) == ["K.9"])
    }

    // MARK: Whose it is

    @Test("holders, sent mails and open requests are found")
    func lookingUp() throws {
        try send()
        try send("m2", to: "b@x.nl", end: .uncertain)
        try send("m3", to: "c@x.nl", end: .sending)
        #expect(try ledger.holders(of: "K.1-w").map(\.message) == ["m1"])
        #expect(try ledger.holders(of: "K.1-W").isEmpty)
        #expect(try ledger.openRequests(by: [registered]).map(\.message.id) == ["m2", "m3"])
        #expect(try ledger.openRequests(by: [registered]).map(\.begun) == [start, start])
        #expect(try ledger.openRequests(by: []).isEmpty)
        #expect(try ledger.sent(to: "A@X.nl", by: [registered], since: start).map(\.message.id) == ["m1"])
        #expect(try ledger.sent(to: "a@x.nl", by: [registered], since: start.advanced(bySeconds: 1)).isEmpty)
        #expect(try ledger.sent(to: "b@x.nl", by: [registered], since: start).isEmpty)
    }

    @Test("a found ticket ends an uncertainty once, and is followed")
    func found() throws {
        let recipient = try send(end: .uncertain)
        let ticket = Ticket(token: "K.7", url: "")
        #expect(try ledger.found(ticket, of: recipient.id, of: "m1", text: "found by its ticket", at: start))
        #expect(try !ledger.found(Ticket(token: "K.8", url: ""), of: recipient.id, of: "m1", text: "", at: start))
        let now = try #require(try ledger.standing(of: "m1"))
        #expect(now.recipients[0].state == .sent && now.recipients[0].ticket?.token == "K.7")
        #expect(now.properFiling == .sent)
        #expect(try ledger.ticketsToAsk(about: [registered], limit: 9, at: start).map(\.token) == ["K.7"])
        #expect(try findings() == [])
        let other = try send("m2", token: "K.2")
        #expect(try !ledger.found(ticket, of: other.id, of: "m2", text: "", at: start))
    }

    @Test("files that were looked at are known until they are gone")
    func files() throws {
        try ledger.note(lookedAt: ["1", "2"], in: "/m")
        try ledger.note(lookedAt: ["2"], in: "/m")
        #expect(try ledger.lookedAt(["1", "2", "3"], in: "/m") == ["1", "2"])
        #expect(try ledger.lookedAt(["2"], in: "/n") == [])
        #expect(try ledger.lookedAt(["2"], in: "/m") == ["2"])
        #expect(try ledger.lookedAt(["1", "2"], in: "/m") == ["2"])
    }
}
