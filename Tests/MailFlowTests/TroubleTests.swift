// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Foundation
import LedgerTesting
import Ledgers
import Mail
import MailFlow
import Sandbox
import TestSupport
import Testing

/// What goes wrong is said, and loses nothing.
@Suite struct TroubleTests {
    @Test(
        "a mail that can't be addressed is told of, and lies in the failed folder",
        arguments: [
            ("To: \n", "name nobody"), ("To: undisclosed-recipients:;\n", "name nobody"),
            ("To: a b\n", "no complete mail address"),
            ("To: a@\n", "no complete mail address"),
        ])
    func badRecipients(field: String, reason: String) async throws {
        let office = try await Office()
        try office.drop("From: jan@office.example\n\(field)Subject: registered x\n\nbody\n")
        try await office.pass()
        try await office.pass()
        let notices = try office.notices()
        #expect(notices.map(\.subject) == ["NOT SENT: registered x"])
        #expect(notices.first?.flatText.contains(reason) == true)
        #expect(office.folder.names(in: "failed/new").count == 1)
        #expect(await office.arrived().isEmpty)
    }

    @Test(
        "a mail to a user of this machine waits where only its own mail system could know them, unless the settings do")
    func unqualified() async throws {
        let office = try await Office()
        try office.drop(office.mail("registered", to: "root"))
        try await office.pass()
        try await office.pass()
        #expect(try office.states() == [.held])
        #expect(try office.notices().first?.flatText.contains("qualify_domain") == true)
        try office.folder.write("config.toml", "qualify_domain = \"office.example\"\n" + office.settings())
        try office.drop(office.mail("registered", to: "root, ROOT@office.example"))
        try await office.pass()
        #expect(await office.arrived().map(\.recipients) == [["root@office.example"]])
    }

    @Test("a mail without an author is told of, and not sent")
    func noAuthor() async throws {
        let office = try await Office()
        try office.drop(office.mail("registered", from: ""))
        try await office.pass()
        #expect(try office.notices().first?.flatText.contains("From field") == true)
        #expect(office.folder.names(in: "failed/new").count == 1)
        #expect(await office.arrived().isEmpty)
    }

    @Test("a mail that can't be read faithfully waits for a person")
    func unreadable() async throws {
        let office = try await Office()
        try office.drop(
            office.mail("registered", body: "x").replacing(
                "\n\nx",
                with: """

                    MIME-Version: 1.0
                    Content-Type: multipart/mixed; boundary="b"

                    --b
                    Content-Type: application/pdf
                    Content-Transfer-Encoding: base64

                    JVBE!!!!Ri0xL
                    """))
        try await office.pass()
        #expect(try office.states() == [.held])
        #expect(office.folder.names(in: "held/new").count == 1)
        #expect(await office.arrived().isEmpty)
    }

    @Test("a route that is not in the settings holds, and a person can release it")
    func unknownRoute() async throws {
        let office = try await Office()
        try office.drop(office.mail("astray"))
        try await office.pass()
        #expect(try office.states() == [.held])
        #expect(try office.notices().first?.flatText.contains("nowhere") == true)
        #expect(office.folder.names(in: "held/new").count == 1)
        let id = try #require(try office.ids().first)
        #expect(
            try office.mailbox().ledger.apply(.release(RouteName("secure")), to: id, recipient: nil, at: .now()) == 1)
        try await office.pass()
        #expect(try office.states() == [.sent])
        #expect(office.folder.names(in: "held/new").isEmpty)
        #expect(office.folder.names(in: "sent/cur").count == 1)
        #expect(await office.arrived().map(\.endpoint) == [.message])
    }

    @Test("a broken rule file holds all mail, says which line, and lets it go when mended", arguments: [true, false])
    func brokenRules(isThere: Bool) async throws {
        let office = try await Office(rules: "require \"fileinto\";\nif header :contains \"subject\" {\n")
        if !isThere { try FileManager.default.removeItem(atPath: office.folder.file("rules.sieve")) }
        try office.drop(office.mail("registered"))
        try await office.pass()
        try await office.pass()
        #expect(try office.states() == [.held])
        let notices = try office.notices()
        #expect(notices.count == 1)
        #expect(
            notices.first?.flatText.contains(isThere ? "rules.sieve:2" : "rules.sieve") == true)
        #expect(await office.arrived().isEmpty)
        try office.folder.write("rules.sieve", Office.rules)
        try await office.pass()
        #expect(try office.states() == [.sent])
        #expect(await office.arrived().count == 1)
    }

    @Test("a service that is down loses nothing: the mail goes when it is back, once")
    func serviceDown() async throws {
        let office = try await Office()
        let settings = try office.folder.text("config.toml")
        // Port 1 on loopback: nobody listens there.
        try office.folder.write("config.toml", office.settings(url: "http://127.0.0.1:1"))
        try office.drop(office.mail("registered"))
        try await office.pass()
        #expect(try office.states() == [.deferred])
        let due = try #require(try office.mailbox().ledger.nextDue())
        #expect(due > .now())
        #expect(try office.notices().isEmpty)
        try office.folder.write("config.toml", settings)
        let id = try #require(try office.ids().first)
        _ = try office.mailbox().ledger.apply(.retry, to: id, recipient: nil, at: .now())
        try await office.pass()
        #expect(try office.states() == [.sent])
        #expect(await office.arrived().count == 1)
    }

    @Test("a missing secret sends nothing and loses nothing, and says where it should be")
    func missingSecret() async throws {
        let office = try await Office()
        try FileManager.default.removeItem(atPath: office.folder.file("secret"))
        try office.drop(office.mail("registered"))
        try await office.pass()
        let standing = try #require(try office.mailbox().ledger.standings(includingFinished: false).first)
        #expect(standing.recipients[0].state == .deferred)
        #expect(standing.recipients[0].reason.contains("client_secret"))
        #expect(await office.arrived().isEmpty)
    }

    @Test("a secret that others can read is not used")
    func openSecret() async throws {
        let office = try await Office()
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: office.folder.file("secret"))
        try office.drop(office.mail("registered"))
        try await office.pass()
        let standing = try #require(try office.mailbox().ledger.standings(includingFinished: false).first)
        #expect(standing.recipients[0].reason.contains("chmod 600"))
        #expect(!standing.recipients[0].reason.contains("demo"))
    }

    @Test("a refused mail is told of in the service's words, and lies in the failed folder")
    func refused() async throws {
        let office = try await Office()
        await office.sandbox.fault(Office.refusal("this language is not known"))
        try office.drop(office.mail("registered"))
        try await office.pass()
        try await office.pass()
        #expect(try office.states() == [.refused])
        #expect(try office.notices().map(\.subject) == ["NOT SENT: registered"])
        #expect(try office.notices().first?.flatText.contains("this language is not known") == true)
        #expect(office.folder.names(in: "failed/new").count == 1)
        #expect(await office.arrived().isEmpty)
    }

    @Test("of two recipients one may be refused: the other gets the mail, and the notice tells both")
    func partlyRefused() async throws {
        let office = try await Office()
        var fault = Office.refusal("no")
        fault.recipient = "a@example.org"
        await office.sandbox.fault(fault)
        try office.drop(office.mail("registered", to: "a@example.org, b@example.org"))
        try await office.pass()
        #expect(try office.states() == [.refused, .sent])
        #expect(try office.notices().map(\.subject) == ["NOT SENT: registered"])
        #expect(office.folder.names(in: "sent/cur").count == 1)
    }

    @Test(
        "an answer that is lost leaves the mail uncertain: told of, held, and never sent again by itself",
        arguments: [
            Fault.Kind.dropAfter, .cutJSON,
        ])
    func lostAnswer(kind: Fault.Kind) async throws {
        let office = try await Office()
        await office.sandbox.fault(Fault(kind, on: .send))
        try office.drop(office.mail("registered"))
        for _ in 0..<3 { try await office.pass() }
        #expect(try office.states() == [.uncertain])
        #expect(await office.arrived().count == 1)
        #expect(try office.notices().map(\.subject) == ["UNCERTAIN whether sent: registered"])
        #expect(office.folder.names(in: "held/new").count == 1)
        #expect(office.folder.names(in: "sent/cur").isEmpty)
    }

    @Test("too many requests keeps the whole account back, and loses nothing")
    func throttled() async throws {
        let office = try await Office()
        await office.sandbox.fault(.throttle(retryAfter: "600", on: .send))
        try office.folder.write("config.toml", office.settings().replacing("poll = ", with: "concurrency = 1\npoll = "))
        try office.drop(office.mail("registered", to: "a@example.org, b@example.org, c@example.org"))
        try await office.pass()
        #expect(try office.states() == [.deferred, .decided, .decided])
        #expect(await office.sandbox.arrivals(at: .send) == 1)
        let due = try #require(try office.mailbox().ledger.nextDue())
        #expect(due > Timestamp.now().advanced(bySeconds: 500))
    }

    @Test("what a process left behind in mid-request is uncertain, and told of once")
    func crashedMidRequest() async throws {
        let office = try await Office()
        try office.drop(office.mail("registered", to: "a@example.org, b@example.org"))
        let mailbox = try office.mailbox()
        try office.folder.write("rules.sieve", Office.rules)
        // A process that is no more: its number is beyond what the kernel gives out.
        let owner = "\(ProcessInfo.processInfo.hostName)/99999999/1"
        _ = try mailbox.outboxes[0].takeOver(into: mailbox.spool)
        try office.enterOnly(mailbox)
        let claims = try mailbox.ledger.claim(limit: 1, owner: owner, together: { _ in false }, at: .now())
        try mailbox.ledger.begin(try #require(claims.first), fingerprint: "f", at: .now())
        for _ in 0..<2 { try await office.pass() }
        #expect(try office.states() == [.uncertain, .sent])
        #expect(await office.arrived().map(\.recipients) == [["b@example.org"]])
        #expect(try office.notices().count == 1)
    }

    @Test("a file in the spool that is none is set aside, and holds up nothing")
    func poisonedSpool() async throws {
        let office = try await Office()
        _ = try office.mailbox()
        try office.folder.write("state/spool/new/1m7xz0mrg8sbnbpf", "what is this\n\n")
        try office.drop(office.mail("registered"))
        try await office.pass()
        #expect(try office.states() == [.sent])
        #expect(try office.mailbox().spool.quarantined().map(\.id.rawValue) == ["1m7xz0mrg8sbnbpf"])
    }

    @Test("the settings of a route that can't be used are refused as a whole, naming the line")
    func refusesPlainHTTP() async throws {
        let office = try await Office()
        try office.folder.write("config.toml", office.settings(url: "http://service.example"))
        let fault = #expect(throws: (any Error).self) { try office.mailbox() }
        #expect("\(try #require(fault))".contains("https"))
        #expect("\(try #require(fault))".contains("config.toml:"))
    }

    @Test("a route without a kind is refused, and never guessed", arguments: ["aangetekend", "registred"])
    func refusesUnknownKind(name: String) async throws {
        let office = try await Office()
        try office.folder.write("config.toml", office.settings(more: "[route.\(name)]\nlanguage = \"nl\"\n"))
        let fault = #expect(throws: (any Error).self) { try office.mailbox() }
        #expect("\(try #require(fault))".contains("kind: is missing"))
    }

    @Test("an outbox that is another folder too is refused", arguments: ["sent", "failed", "held", "notices"])
    func refusesSharedFolder(key: String) async throws {
        let office = try await Office()
        let settings = office.settings().replacing("\(key) = \"\(key)\"", with: "\(key) = \"./outbox\"")
        try office.folder.write("config.toml", settings)
        let fault = #expect(throws: (any Error).self) { try office.mailbox() }
        #expect("\(try #require(fault))".contains("folders.\(key)"))
    }

    @Test("a mail that was resent goes to those of the latest resending, in the name of who resent it")
    func resent() async throws {
        let office = try await Office()
        try office.drop(
            """
            Resent-From: Anna <anna@office.example>
            Resent-To: new@example.org
            Resent-From: Bert <bert@office.example>
            Resent-To: earlier@example.org

            """ + office.mail("registered", to: "first@example.org"))
        try await office.pass()
        let arrived = await office.arrived()
        #expect(arrived.map(\.recipients) == [["new@example.org"]])
        #expect(arrived.map(\.sender) == ["anna@office.example"])
    }

    @Test("a redirected mail goes to the other address, and the notice says so")
    func redirected() async throws {
        let rules = """
            require ["envelope"];
            if envelope :is "to" "piet@example.org" { redirect "legal@office.example"; }
            """
        let office = try await Office(rules: rules)
        let settings = "default_route = \"registered\"\nallow_redirect_to = [\"legal@office.example\"]\n"
        try office.folder.write("config.toml", settings + office.settings())
        try office.drop(office.mail("a letter"))
        try await office.pass()
        #expect(await office.arrived().map(\.recipients) == [["legal@office.example"]])
        let text = try #require(try office.notices().first).flatText
        #expect(text.contains("legal@office.example (in place of piet@example.org)"))
    }

    @Test(
        "an address with a control character goes nowhere",
        arguments: ["a\u{9B}31m@example.org", "a\u{202E}b@example.org"])
    func refusesControls(address: String) async throws {
        let office = try await Office()
        try office.drop(office.mail("registered", to: address))
        try await office.pass()
        #expect(await office.arrived().isEmpty)
        #expect(try office.states().allSatisfy { $0 == .refused || $0 == .held })
    }

    @Test(
        "what became of an uncertain mail is for a person to say",
        arguments: [Verdict.wasSent("K.7"), .sendAgain, .cancel])
    func resolves(verdict: Verdict) async throws {
        let office = try await Office()
        await office.sandbox.fault(Fault(.dropAfter, on: .send))
        try office.drop(office.mail("registered"))
        try await office.pass()
        let id = try #require(try office.ids().first)
        #expect(try office.mailbox().ledger.apply(verdict, to: id, recipient: nil, at: .now()) == 1)
        try await office.pass()
        let standing = try #require(try office.mailbox().ledger.standing(of: id))
        switch verdict {
        case .wasSent:
            #expect(standing.recipients[0].state == .sent)
            #expect(standing.recipients[0].ticket?.token == "K.7")
            #expect(await office.arrived().count == 1)
        case .sendAgain:
            #expect(standing.recipients[0].state == .sent)
            #expect(await office.arrived().count == 2)
        default:
            #expect(standing.recipients[0].state == .cancelled)
            #expect(await office.arrived().count == 1)
        }
        #expect(office.folder.names(in: "held/new").isEmpty)
    }
}
