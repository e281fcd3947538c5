// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Ledgers
import Mail
import MailFlow
import Reading
import Rules
import TestSupport
import Testing

/// What rules know of the world around a mail, and what of it makes them decide again.
@Suite struct SurroundingsTests {
    private func routes(_ office: Office) throws -> [String] {
        try office.mailbox().ledger.standings(includingFinished: true).flatMap(\.recipients).map {
            $0.state == .refused ? "refused" : $0.route?.rawValue ?? $0.state.rawValue
        }
    }

    private func explained(_ office: Office, _ mail: String, from door: Door = .outbox) throws -> [String] {
        let assembly = try Assembly(path: office.folder.file("config.toml"), environment: ["HOME": office.folder.path])
        let message = MessageReader().read(Array(mail.utf8))
        let told = DryRun(assembly, message, Envelope(readsRecipientsFromHeader: true), from: door)
        return told.explanation.recipients.map { $0.route ?? $0.action }
    }

    @Test("rules know the door and the year, and a dry run is told the door")
    func doorAndTime() async throws {
        let office = try await Office()
        try office.folder.write(
            "rules.sieve",
            """
            require ["fileinto", "environment", "date", "relational"];
            if currentdate :value "lt" "year" "2020" { fileinto "hold"; stop; }
            if environment "vnd.sealpost.door" "outbox" { fileinto "secure"; }
            if environment "vnd.sealpost.door" "pipe" { fileinto "registered"; }
            """)
        let mail = office.mail("x")
        try office.drop(mail)
        try await office.pass()
        #expect(try routes(office) == ["secure"])
        #expect(try explained(office, mail) == ["secure"])
        #expect(try explained(office, mail, from: .pipe) == ["registered"])
    }

    @Test("the same mail again is a duplicate for the same recipient only; a dry run looks, and remembers nothing")
    func duplicates() async throws {
        let office = try await Office()
        try office.folder.write(
            "rules.sieve",
            #"require ["fileinto", "duplicate", "reject"]; if duplicate { reject "again"; stop; } fileinto "secure";"#)
        let mail = office.mail("x", to: "piet@example.org, anna@example.org")
        #expect(try explained(office, mail) == ["secure", "secure"])
        #expect(try explained(office, mail) == ["secure", "secure"])
        try office.drop(mail)
        try await office.pass()
        #expect(try routes(office) == ["secure", "secure"])
        #expect(try explained(office, mail) == ["refuse", "refuse"])
        try office.drop(mail)
        try await office.pass()
        #expect(try routes(office) == ["secure", "secure", "refused", "refused"])
    }

    @Test("a mail that waits for mended rules is not its own duplicate when they are")
    func duplicateAfterMending() async throws {
        let office = try await Office()
        let start = #"require ["fileinto", "duplicate", "reject"]; if duplicate { reject "again"; stop; } "#
        try office.folder.write("rules.sieve", start + #"fileinto "nowhere";"#)
        try office.drop(office.mail("x"))
        try await office.pass()
        #expect(try office.states() == [.held])
        try office.folder.write("rules.sieve", start + #"fileinto "secure";"#)
        try await office.pass()
        #expect(try routes(office) == ["secure"])
    }

    @Test("mending an included file, or a list, lets go what waited for it", arguments: ["extra.sieve", "clients.txt"])
    func mending(_ broken: String) async throws {
        let office = try await Office()
        try office.folder.write(
            "config.toml", office.settings() + "\n[lists]\nclients = \"clients.txt\"\n")
        try office.folder.write("rules.sieve", #"require "include"; include "extra";"#)
        let files = [
            "extra.sieve":
                #"require ["fileinto", "extlists", "envelope"]; if envelope :list "to" "clients" { fileinto "secure"; }"#,
            "clients.txt": "piet@example.org\n",
        ]
        for (name, text) in files { try office.folder.write(name, name == broken ? "" : text) }
        // One process all the time: it must notice by itself.
        let flow = Flow(try office.mailbox())
        try office.drop(office.mail("x"))
        await flow.pass()
        #expect(try office.states() == [.held])
        try office.folder.write(broken, files[broken] ?? "")
        await flow.pass()
        #expect(try routes(office) == ["secure"])
    }
}
