// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Foundation
import LedgerTesting
import Ledgers
import Mail
import MailFlow
import Routes
import Sandbox
import TestSupport
import Testing

/// Mails that must reach their recipients by some time, from the rule or header to the alarm.
@Suite("deadlines") struct DeadlineFlowTests {
    private static let rules = """
        require ["fileinto", "editheader"];
        if header :contains "subject" "stale" { addheader "X-Sealpost-Must-Reach-By" "2020-01-01"; }
        if header :contains "subject" "garbled" { addheader "X-Sealpost-Must-Reach-By" "soon"; }
        if header :contains "subject" "ten days" { addheader "X-Sealpost-Must-Reach-By" "10 days"; }
        if header :contains "subject" "look" { addheader "X-Sealpost-Must-Reach-By" "10 days"; fileinto "hold"; stop; }
        fileinto "registered";
        """

    private func office(_ subjects: String..., asks: Bool = true, honours: Bool = false) async throws -> StatusOffice {
        let office = try await StatusOffice(asks: asks)
        try office.office.folder.write("rules.sieve", Self.rules)
        if honours {
            let settings = try office.office.folder.text("config.toml")
            try office.office.folder.write("config.toml", "honour_header_fields = true\n" + settings)
        }
        for subject in subjects { try office.office.drop(office.office.mail(subject)) }
        return office
    }

    /// One pass of a process whose clock is so many days ahead.
    private func pass(
        _ office: StatusOffice, afterDays days: Double = 0, _ change: (inout Mailbox) -> Void = { _ in }
    ) async throws {
        var mailbox = try office.office.mailbox()
        change(&mailbox)
        mailbox.statuses.schedule = RetrySchedule(firstPause: 0, longestPause: 0)
        mailbox.clock = {
            let now = Moment.now()
            return Moment(wall: now.wall.advanced(bySeconds: days * 86_400), uptime: now.uptime)
        }
        await Flow(mailbox).pass()
    }

    private func standings(_ office: StatusOffice) throws -> [Standing] {
        try office.office.mailbox().ledger.standings(includingFinished: true)
    }

    private func raised(_ office: StatusOffice) throws -> [DeadlineAlarm?] {
        try standings(office).flatMap(\.deadlineEntries).map(\.alarm)
    }

    @Test("a mail that is announced in time raises nothing")
    func announced() async throws {
        let office = try await office("ten days")
        try await pass(office)
        let standing = try #require(try standings(office).first)
        let deadline = try #require(standing.recipients[0].mustReachBy)
        #expect(deadline == standing.message.arrived.advanced(bySeconds: 864_000))
        for days in [1.0, 9, 20] { try await pass(office, afterDays: days) }
        #expect(try raised(office) == [])
        let sent = try #require(await office.office.arrived().first)
        #expect(!(sent.body ?? "Must-Reach-By").contains("Must-Reach-By"))
    }

    @Test("what nobody says was announced is raised step by step, each once over many passes")
    func silent() async throws {
        let office = try await office("ten days", asks: false)
        try await pass(office)
        #expect(try raised(office) == [])
        for days in [0.05, 0.1, 0.2, 7, 8.1, 9, 10.1, 11] {
            for _ in 0..<2 { try await pass(office, afterDays: days) }
        }
        #expect(try raised(office) == [.unannounced, .dueSoon, .missed])
        #expect(try office.told() == ["sent", "unannounced", "due-soon", "missed"])
        let notice = try #require(try office.office.notices().last)
        #expect(notice.subject == "DEADLINE OVER: ten days")
        for words in ["Reach by: 20", "it counts as sent, and nothing was reported since", "sealpost overdue settle "] {
            #expect(notice.flatText.contains(words), "\(notice.flatText)")
        }
        let source = String(decoding: notice.source.bytes(in: 0..<notice.source.count), as: UTF8.self)
        #expect(
            source.contains("\nX-Sealpost-Must-Reach-By: ") && source.contains("\nAction: delayed\nStatus: 4.4.7\n"))
    }

    @Test("where several must be reached, a notice says to settle the one who was", arguments: ["a@x.example", ""])
    func several(other: String) async throws {
        let office = try await office(asks: false)
        let to = ["piet@example.org", other].filter { !$0.isEmpty }.joined(separator: ", ")
        try office.office.drop(office.office.mail("ten days", to: to))
        for days in [0, 11.0] { try await pass(office, afterDays: days) }
        let notice = try #require(try office.office.notices().last)
        #expect(notice.subject == "DEADLINE OVER: ten days")
        #expect(notice.flatText.contains("--recipient ADDRESS") == !other.isEmpty, "\(notice.flatText)")
    }

    @Test("an alarm is told once, in whatever moment the process that tells it stops")
    func toldOnce() async throws {
        let office = try await office("ten days", asks: false)
        try await pass(office)
        for _ in 0..<2 { try await pass(office, afterDays: 8.1) { $0.ledger = ForgetfulLedger($0.ledger) } }
        #expect(try office.told() == ["sent", "due-soon"])
        // What comes up meanwhile is told after it.
        let id = try #require(try office.office.ids().first)
        _ = try office.office.mailbox().ledger.tell(id)
        for _ in 0..<2 { try await pass(office, afterDays: 11) }
        #expect(try office.told() == ["sent", "due-soon", "missed"])
        // The bytes are gone by then, or were never there.
        let spooled = try #require(SpoolID(rawValue: id))
        try office.office.mailbox().spool.remove(spooled)
        try await pass(office, afterDays: 12)
        #expect(try office.told().count == 3)
    }

    @Test("a watch wakes for a deadline, though nothing changes and it looks but once an hour")
    func wakes() async throws {
        let office = try await Office()
        var mailbox = try office.mailbox()
        mailbox.poll = 3600
        var decision = Decision(.hold("look at it"))
        decision.deadline = Timestamp.now().advanced(bySeconds: 1.5)
        let record = MessageRecord(
            id: "1m7xz0mrg8sbnbpf", door: .pipe, arrived: .now(), sender: Address(mailbox: "jan@office.example"),
            messageID: "1@office.example", subject: "held", size: 1)
        try mailbox.ledger.enter(record, decisions: [("piet@example.org", decision)], at: .now())
        let assembly = try Assembly(path: office.folder.file("config.toml"), environment: ["HOME": office.folder.path])
        let (folders, stop, flow) = (try assembly.watch(), StopSignal(), Flow(mailbox))
        let watching = Task { await flow.watch(folders, until: stop) }
        func told() throws -> [String] { try office.notices().compactMap { $0.value(of: "X-Sealpost-State") } }
        for _ in 0..<1200 where try !told().contains("missed") { try await Task.sleep(for: .milliseconds(50)) }
        stop.set()
        folders.wake()
        await watching.value
        #expect(try told().contains("missed"))
    }

    @Test("a date that can't be read, or is over, holds the mail and sends nothing, by rule and by header")
    func failsClosed() async throws {
        let office = try await office("stale", "garbled", "plain words", honours: true)
        for value in ["2020-01-01", "next week", "2999-01-01T10:00"] {
            try office.office.drop("X-Sealpost-Must-Reach-By: \(value)\n" + office.office.mail("by header"))
        }
        try await pass(office)
        let recipients = try standings(office).flatMap(\.recipients)
        #expect(recipients.map(\.state).filter { $0 == .held }.count == 5)
        #expect(recipients.filter { $0.state == .held }.allSatisfy { $0.reason.contains("X-Sealpost-Must-Reach-By") })
        #expect(recipients.filter { $0.reason.contains("was over when it was submitted") }.count == 2)
        #expect(recipients.allSatisfy { $0.mustReachBy == nil })
        #expect(await office.office.arrived().count == 1)
    }

    @Test("the writer's own date counts where the settings allow it, also for a mail that a rule holds")
    func header() async throws {
        let office = try await office("look", honours: true)
        try office.office.drop("X-Sealpost-Must-Reach-By: 2999-01-01\n" + office.office.mail("by header"))
        try await pass(office)
        let recipients = try standings(office).flatMap(\.recipients)
        #expect(
            recipients.map(\.mustReachBy).filter { $0 == MustReachBy("2999-01-01")?.deadline(for: .now()) }.count == 1)
        let held = try #require(recipients.first { $0.state == .held })
        #expect(held.mustReachBy != nil)
        try await pass(office, afterDays: 9)
        #expect(try raised(office) == [.dueSoon])
        let disallowed = try await self.office("plain words")
        try disallowed.office.drop("X-Sealpost-Must-Reach-By: soon\n" + disallowed.office.mail("by header"))
        try await pass(disallowed)
        #expect(try disallowed.office.states() == [.sent, .sent])
        #expect(try standings(disallowed).flatMap(\.recipients).allSatisfy { $0.mustReachBy == nil })
    }

    @Test("a mail that comes back needs another way at once, whatever the sender asks to hear")
    func undeliverable() async throws {
        let office = try await office("ten days")
        try await pass(office)
        let token = try #require(await office.sandbox.tickets.first?.token)
        try await office.sandbox.advance(ticket: token, to: .failed, forced: true)
        try await pass(office, afterDays: 1)
        #expect(try raised(office) == [.anotherWay])
        #expect(try office.told().contains("another-way"))
        let silent = try await self.office(asks: false)
        var envelope = Envelope(sender: "jan@office.example", recipients: ["piet@example.org"])
        envelope.notification.conditions = .never
        try silent.office.submit(silent.office.mail("ten days"), envelope)
        try await pass(silent)
        try await pass(silent, afterDays: 11)
        #expect(try silent.told() == ["missed"])
    }
}
