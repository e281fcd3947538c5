// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Foundation
import Glibc
import Ledgers
import Mail
import MailFlow
import Settings
import TestSupport
import Testing

/// What the outboxes' settings do to the mail that comes from them.
@Suite struct OutboxFlowTests {
    private func office(_ outboxes: String, rules: String = "keep;") async throws -> Office {
        let office = try await Office(rules: rules)
        try office.folder.write("config.toml", office.settings(more: outboxes))
        return office
    }

    private func drop(_ office: Office, _ subject: String, into folder: String) throws {
        try office.folder.write("\(folder)/new/\(UUID().uuidString)", office.mail(subject))
    }

    private func outcomes(_ office: Office) throws -> [String: String] {
        let standings = try office.mailbox().ledger.standings(includingFinished: true)
        return Dictionary(
            standings.map { standing in
                let recipient = standing.recipients[0]
                return (standing.message.subject, recipient.route?.rawValue ?? recipient.state.rawValue)
            }, uniquingKeysWith: { "\($0), \($1)" })
    }

    @Test("mail goes by the route of its outbox where no rule chooses, and rules know the outbox")
    func routes() async throws {
        let office = try await office(
            """
            [outbox.letters]
            path = "letters"
            route = "registered"
            [outbox.safe]
            path = "safe"
            route = "secure"
            [outbox.drafts]
            path = "drafts"
            route = "hold"
            """,
            rules: """
                require ["environment", "fileinto"];
                if allof (environment "vnd.sealpost.outbox" "letters", header "subject" "other") { fileinto "secure"; }
                """)
        _ = try office.mailbox()
        for name in ["letters", "safe", "drafts", "outbox"] { try drop(office, name, into: name) }
        try drop(office, "other", into: "letters")
        try await office.pass()
        #expect(
            try outcomes(office) == [
                "letters": "registered", "safe": "secure", "drafts": "held", "outbox": "held", "other": "secure",
            ])
    }

    @Test("a mail whose outbox went out of the settings is held, whatever the default is, until it is there again")
    func outboxGone() async throws {
        let letters = "[outbox.letters]\npath = \"letters\"\nroute = \"registered\"\n"
        let office = try await office(letters)
        let mailbox = try office.mailbox()
        try drop(office, "hello", into: "letters")
        for outbox in mailbox.outboxes { _ = try outbox.takeOver(into: mailbox.spool) }
        let others = "default_route = \"secure\"\n" + office.settings()
        try office.folder.write("config.toml", others)
        try await office.pass()
        #expect(try outcomes(office) == ["hello": "held"])
        try office.folder.write("config.toml", others + letters)
        try await office.pass()
        #expect(try outcomes(office) == ["hello": "registered"])
    }

    @Test("a dry run is told the outbox, or takes the only one")
    func dryRun() async throws {
        let office = try await office("[outbox.letters]\npath = \"letters\"\nroute = \"registered\"")
        func assembly() throws -> Assembly {
            try Assembly(path: office.folder.file("config.toml"), environment: ["HOME": office.folder.path])
        }
        #expect(try assembly().origin(named: "letters")?.defaultRoute == RouteName("registered"))
        #expect(try assembly().origin(named: "outbox")?.defaultRoute == nil)
        #expect(try assembly().origin(named: nil) == nil && assembly().origin(named: "nothing") == nil)
        try office.folder.write("config.toml", office.settings())
        #expect(try assembly().origin(named: nil)?.name == "outbox")
    }

    @Test("a pass leaves what can still be taken back, and a watch takes it when its time has come")
    func holds() async throws {
        let office = try await office("[outbox.letters]\npath = \"letters\"\nroute = \"registered\"\nhold_for = \"1h\"")
        try drop(office, "hello", into: "letters")
        try await office.pass()
        #expect(try outcomes(office).isEmpty)
        var mailbox = try office.mailbox()
        let clock = HandClock()
        mailbox.clock = { clock.now }
        mailbox.poll = 3600
        let (stop, flow, folders) = (StopSignal(), Flow(mailbox), try FolderWatch([]))
        let watching = Task { await flow.watch(folders, until: stop) }
        clock.advance(by: 3601)
        folders.wake()
        while await office.arrived().isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        stop.set()
        folders.wake()
        await watching.value
        #expect(try outcomes(office) == ["hello": "registered"])
    }

    @Test(
        "an outbox that is something else as well, or lies in what is another's, is refused",
        arguments: [
            "[outbox.a]\npath = \"outbox\"", "[outbox.a]\npath = \"x\"\n[outbox.b]\npath = \"./x/\"",
            "[outbox.a]\npath = \"sent\"", "[outbox.a]\npath = \"outbox/new\"", "[outbox.a]\npath = \"outbox/cur/x\"",
            "[outbox.a]\npath = \"outbox/sealpost-claimed\"", "[outbox.a]\npath = \"notices/tmp/x\"",
            "[outbox.a]\npath = \"state/spool\"", "[outbox.a]\npath = \"state/x\"", "[outbox.a]\npath = \"link\"",
            "[outbox.a]\npath = \"outbox.sealpost-claimed\"", "[outbox.a]\npath = \"outbox.lock\"",
        ])
    func refused(table: String) async throws {
        let office = try await Office()
        symlink("sent", office.folder.file("link"))
        mkdir(office.folder.file("sent"), 0o700)
        try office.folder.write("config.toml", office.settings(more: table))
        let fault = #expect(throws: SettingsFault.self) { try office.mailbox() }
        #expect(fault?.description.contains("give it its own folder") == true)
    }

    @Test(
        "an outbox beside others, in a folder that is a Maildir too, is fine", arguments: ["notices/.Out", "outbox/x"])
    func beside(path: String) async throws {
        let office = try await office("[outbox.a]\npath = \"\(path)\"\nroute = \"secure\"")
        _ = try office.mailbox()
        try drop(office, "x", into: path)
        try await office.pass()
        #expect(try outcomes(office) == ["x": "secure"])
    }

    /// `make soak` takes 20,000.
    private static let burst = ProcessInfo.processInfo.environment["OUTBOX_BURST"].flatMap { Int($0) } ?? 600

    @Test("a burst of mails, delivered while somebody watches, is entered whole, each once, and drafts stay")
    func burst() async throws {
        // Nothing is told of what is discarded, so that what is measured is the way into the ledger.
        let office = try await Office(rules: "discard;")
        try office.folder.write("config.toml", "allow_discard = true\n" + office.settings())
        let mailbox = try office.mailbox()
        for number in 0..<100 { try office.folder.write("outbox/cur/\(number).h:2,D", office.mail("draft")) }
        let (stop, flow) = (StopSignal(), Flow(mailbox))
        let folders = try FolderWatch(mailbox.outboxes[0].places, parents: mailbox.outboxes[0].parents)
        let watching = Task { await flow.watch(folders, until: stop) }
        for number in 0..<Self.burst {
            let path = try office.folder.write("outbox/tmp/\(number)", office.mail("\(number)"))
            rename(path, office.folder.file("outbox/new/\(number)"))
        }
        while office.folder.names(in: "state/spool/kept").count < Self.burst {
            try await Task.sleep(for: .milliseconds(200))
        }
        stop.set()
        folders.wake()
        await watching.value
        let subjects = try mailbox.ledger.standings(includingFinished: true).map(\.message.subject)
        #expect(subjects.count == Self.burst && Set(subjects) == Set((0..<Self.burst).map(String.init)))
        #expect(office.folder.names(in: "outbox/new").isEmpty && office.folder.names(in: "outbox/cur").count == 100)
        #expect(office.folder.names(in: "outbox/sealpost-claimed").isEmpty)
    }

    @Test("what programs left unfinished goes after 36 hours, from outboxes alone, and no folder or link does")
    func sweeps() async throws {
        let office = try await Office()
        _ = try office.mailbox()
        for place in ["outbox/tmp", "sent/tmp", "outbox/new"] {
            for name in ["old", "new"] { try office.folder.write("\(place)/\(name)", place == "outbox/new" ? "" : "x") }
        }
        try office.folder.write("sent/tmp/1.id.sealpost.x1", "x")
        mkdir(office.folder.file("outbox/tmp/folder"), 0o700)
        symlink(office.folder.file("sent/tmp/old"), office.folder.file("outbox/tmp/link"))
        var mailbox = try office.mailbox()
        let clock = HandClock()
        clock.advance(by: 35 * 3600)
        mailbox.clock = { clock.now }
        await Flow(mailbox).pass()
        #expect(office.folder.names(in: "outbox/tmp") == ["folder", "link", "new", "old"])
        #expect(office.folder.names(in: "sent/tmp").count == 3)
        clock.advance(by: 2 * 3600)
        await Flow(mailbox).pass()
        #expect(office.folder.names(in: "outbox/tmp") == ["folder", "link"])
        #expect(office.folder.names(in: "sent/tmp") == ["new", "old"])
        #expect(office.folder.names(in: "outbox/new") == ["new", "old"])
    }
}

/// A clock that is set by hand.
final class HandClock: @unchecked Sendable {
    // NSLock guards the number; the thread sanitizer sees it, which it does not with a Mutex.
    private let lock = NSLock()
    private var ahead = 0.0

    func advance(by seconds: Double) { lock.withLock { ahead += seconds } }

    var now: Moment {
        let ahead = lock.withLock { self.ahead }
        let now = Moment.now()
        return Moment(wall: now.wall.advanced(bySeconds: ahead), uptime: now.uptime + ahead)
    }
}
