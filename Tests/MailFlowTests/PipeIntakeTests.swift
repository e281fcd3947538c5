// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Foundation
import Glibc
import Ledgers
import Mail
import MailFlow
import Sandbox
import TestSupport
import Testing

/// What a pipe takes and leaves, and that it stays so until the mail is sent.
@Suite("pipe: only for some routes")
struct PipeIntakeTests {
    private let office: Office
    private let registered = [RouteName("registered")]
    private static let rules = """
        require ["fileinto", "envelope", "reject"];
        if envelope :domain "to" "example.net" { fileinto "secure"; stop; }
        if header :contains "subject" "registered" { fileinto "registered"; stop; }
        if header :contains "subject" "hold" { fileinto "hold"; stop; }
        if header :contains "subject" "refuse" { reject "no"; stop; }
        fileinto "secure";
        """

    init() async throws { office = try await Office(rules: Self.rules) }

    private func assembly() throws -> Assembly {
        try Assembly(path: office.folder.file("config.toml"), environment: ["HOME": office.folder.path])
    }

    private func intake(
        _ mail: String, _ envelope: Envelope = Envelope(readsRecipientsFromHeader: true), extension: String? = nil
    ) throws -> PipeIntake {
        let assembly = try assembly()
        try assembly.spool.create()
        let descriptor = open(try office.folder.write("input-\(UUID().uuidString)", mail), O_RDONLY)
        defer { close(descriptor) }
        return PipeIntake(
            assembly, SpoolEntry(door: .pipe, envelope: envelope, addressExtension: `extension`),
            try InputCopy(of: descriptor, in: assembly.spool.unfinished))
    }

    private func accept(_ mail: String, envelope: Envelope = Envelope(readsRecipientsFromHeader: true)) throws
        -> PipeVerdict
    {
        try intake(mail, envelope).accept(ifBy: registered, try assembly().loadRules())
    }

    private func spooled() throws -> [SpoolEntry] {
        let spool = try assembly().spool
        return try spool.newIDs().map { try spool.open($0).entry }
    }

    private func sent() async throws -> [String] {
        try await office.pass()
        return await office.arrived().map { $0.endpoint == .send ? "registered" : "secure" }.sorted()
    }

    @Test("mail that goes by another route is left alone, and nothing of it stays, in spool or ledger")
    func leaves() throws {
        let verdict = try accept(office.mail("hello"))
        #expect(verdict.standing == .notTaken)
        #expect(verdict.fieldLines == ["not-taken", "secure <piet@example.org>"])
        #expect(
            office.folder.names(in: "state/spool/new").isEmpty && office.folder.names(in: "state/spool/tmp").isEmpty)
        #expect(!office.folder.names(in: "state").contains("ledger.sqlite"))
    }

    @Test("mail that goes by the route asked for is taken, and sent by it")
    func takes() async throws {
        let verdict = try accept(office.mail("registered"))
        #expect(verdict.standing == .accepted && verdict.remark == nil)
        #expect(verdict.fieldLines == ["accepted \(verdict.id)", "registered <piet@example.org>"])
        #expect(!office.folder.names(in: "state").contains("ledger.sqlite"))
        #expect(try spooled().map(\.restriction) == [RouteRestriction(routes: registered)])
        #expect(try await sent() == ["registered"])
    }

    @Test("what would be held or refused is taken, so that the caller does not send it", arguments: ["hold", "refuse"])
    func takesUndecided(subject: String) async throws {
        let verdict = try accept(office.mail(subject))
        #expect(verdict.standing == .accepted && verdict.fieldLines[1] == "\(subject) <piet@example.org>")
        #expect(try await sent().isEmpty)
        #expect(try office.notices().count == 1)
    }

    @Test("a letter to several goes as a whole where one of them gets it registered, and it is said who does not")
    func mixed() async throws {
        let verdict = try accept(office.mail("registered", to: "piet@example.org, anna@example.net"))
        #expect(verdict.standing == .accepted && verdict.others == ["anna@example.net"])
        #expect(verdict.remark?.hasSuffix("by another route: secure <anna@example.net>") == true)
        #expect(
            try spooled().map(\.restriction) == [RouteRestriction(routes: registered, exceptions: ["anna@example.net"])]
        )
        #expect(office.folder.names(in: "state/spool/tmp").isEmpty)
        #expect(try await sent() == ["registered", "secure"])
    }

    @Test("rules that say something else when the mail is entered hold it: it goes no other way than was asked for")
    func rulesChange() async throws {
        _ = try accept(office.mail("registered"))
        try office.folder.write("rules.sieve", "require \"fileinto\"; fileinto \"secure\";")
        #expect(try await sent().isEmpty)
        #expect(try office.states() == [.held])
        let notice = try #require(try office.notices().first).flatText
        #expect(notice.contains("taken to go by registered and no other way, and the rules now choose secure"))
    }

    @Test("of a letter to several, only who was to get it otherwise already may get it otherwise later")
    func mixedChange() async throws {
        _ = try accept(office.mail("registered", to: "piet@example.org, anna@example.net"))
        try office.folder.write("rules.sieve", "require \"fileinto\"; fileinto \"secure\";")
        #expect(try await sent() == ["secure"])
        let recipients = try office.mailbox().ledger.standings(includingFinished: true).flatMap(\.recipients)
        #expect(recipients.first { $0.state == .held }?.address == "piet@example.org")
        #expect(recipients.first { $0.state == .sent }?.address == "anna@example.net")
    }

    @Test("broken rules take the mail, and mended ones may not send it otherwise than was asked for")
    func brokenRules() async throws {
        try office.folder.write("rules.sieve", "fileinto")
        for subject in ["registered", "hello"] {
            #expect(try accept(office.mail(subject)).standing == .accepted)
        }
        #expect(try await sent().isEmpty)
        try office.folder.write("rules.sieve", Self.rules)
        #expect(try await sent() == ["registered"])
        #expect(Set(try office.states()) == [.sent, .held])
    }

    @Test("a look accepts nothing, and says the same")
    func looks() throws {
        let verdict = try intake(office.mail("registered")).look(try assembly().loadRules())
        #expect(verdict.fieldLines == ["decided", "registered <piet@example.org>"])
        #expect(try spooled().isEmpty && office.folder.names(in: "state/spool/tmp").isEmpty)
    }

    @Test("a look does not make a mail a duplicate of itself")
    func duplicates() async throws {
        try office.folder.write(
            "rules.sieve",
            "require [\"duplicate\", \"fileinto\"]; if duplicate { fileinto \"hold\"; } else { fileinto \"registered\"; }"
        )
        try await office.pass()
        let mail = office.mail("hello")
        for _ in 0..<3 { _ = try intake(mail).look(try assembly().loadRules()) }
        #expect(try accept(mail).fieldLines[1] == "registered <piet@example.org>")
        #expect(try await sent() == ["registered"])
        #expect(try intake(mail).look(try assembly().loadRules()).fieldLines[1] == "hold <piet@example.org>")
    }

    @Test("a mail whose reader is gone before it is handed over is taken back")
    func handOver() async throws {
        let fault = FileFault("write", "standard output", code: EPIPE)
        let intake = try intake(office.mail("registered"))
        #expect(throws: SpoolFault.file(fault)) {
            try intake.accept(ifBy: registered, try assembly().loadRules()) { (_) throws(FileFault) in throw fault }
        }
        #expect(try spooled().isEmpty)
        #expect(try await sent().isEmpty)
    }

    @Test("a bounce costs nobody the price of a registered mail; rules see that it has no sender")
    func bounces() async throws {
        for sender in ["", "MAILER-DAEMON@office.example"] {
            let envelope = Envelope(sender: sender, readsRecipientsFromHeader: true)
            try intake(office.mail("registered"), envelope).accept()
        }
        #expect(try await sent().isEmpty)
        #expect(try office.states() == [.held, .held])
        #expect(try office.notices().allSatisfy { $0.flatText.contains("without a sender") })
        try office.folder.write(
            "rules.sieve",
            "require [\"fileinto\", \"envelope\", \"reject\"]; if envelope \"from\" \"\" { reject \"a bounce\"; }"
                + " else { fileinto \"registered\"; }")
        try intake(office.mail("x"), Envelope(sender: "", readsRecipientsFromHeader: true)).accept()
        try intake(office.mail("x"), Envelope(sender: "jan@x.nl", readsRecipientsFromHeader: true)).accept()
        #expect(try await sent() == ["registered"])
        #expect(try office.states().suffix(2) == [.refused, .sent])
    }

    @Test("the user to whom it has come already is not sent to")
    func noCircle() async throws {
        var envelope = Envelope(readsRecipientsFromHeader: true)
        envelope.deliveredTo = ["jan+send@office.example"]
        let mail = office.mail("registered", to: "piet@example.org, Jan+Send@Office.example")
        #expect(try accept(mail, envelope: envelope).decisions.map(\.recipient) == ["piet@example.org"])
        #expect(try await sent() == ["registered"])
        let own = try accept(office.mail("registered", to: "jan+send@office.example"), envelope: envelope)
        #expect(own.fieldLines[1] == "refuse <nobody>")
    }

    @Test("rules choose by the extension of the address to which it came, at the look and later")
    func extensions() async throws {
        try office.folder.write(
            "rules.sieve",
            """
            require ["environment", "fileinto"];
            if environment "vnd.sealpost.extension" "registered" { fileinto "registered"; } else { fileinto "secure"; }
            """)
        let rules = try assembly().loadRules()
        let verdict = try intake(office.mail("x"), extension: "registered").accept(ifBy: registered, rules)
        #expect(verdict.standing == .accepted)
        #expect(try intake(office.mail("x")).accept(ifBy: registered, rules).standing == .notTaken)
        #expect(try await sent() == ["registered"])
    }

    @Test("a name that the settings don't have is an error that proposes another")
    func unknownRoute() throws {
        let assembly = try assembly()
        #expect(try assembly.routes(named: nil) == nil)
        #expect(try assembly.routes(named: " registered , secure") == registered + [RouteName("secure")])
        for (text, part) in [("registred", "did you mean \"registered\"?"), ("hold", "\"hold\""), (" , ", "no route")] {
            let error = #expect(throws: (any Error).self) { try assembly.routes(named: text) }
            #expect("\(try #require(error))".contains(part))
        }
    }

    @Test("the field's lines are short and plain, whatever the recipients are called")
    func fieldLines() {
        let nasty = "a\r\nX: y@<\u{1B}[0m>" + String(repeating: "é", count: 2000)
        let many = [(recipient: String, action: Decision.Action)](repeating: (nasty, .hold("x")), count: 60)
        let lines = PipeVerdict(standing: .decided, id: SpoolID(), decisions: many).fieldLines
        #expect(lines.count == 52 && lines.last == "and 10 more")
        #expect(lines.allSatisfy { $0.utf8.count < 300 && $0.utf8.allSatisfy { (32...126).contains($0) } })
        #expect(lines[1].hasPrefix("hold <a??X:?y@??[0m????"))
    }
}
