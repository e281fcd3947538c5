// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Ledgers
import Mail
import MailFlow
import Sandbox
import TestSupport
import Testing

/// Rules that can't decide, from the outbox to the notice: nothing leaves, and the notice says where to look.
@Suite struct FailClosedTests {
    private let both = "piet@example.org, anna@example.net"

    /// What the only notice says, after two passes over one mail to two recipients.
    private func notice(of office: Office) async throws -> String {
        try office.drop(office.mail("registered", to: both))
        try await office.pass()
        try await office.pass()
        let notices = try office.notices()
        #expect(notices.count == 1)
        return notices.first?.flatText ?? ""
    }

    @Test("a broken rule file holds every mail to everybody, and the notices say which line")
    func brokenFile() async throws {
        let office = try await Office(rules: "require \"fileinto\";\nfileinto \"secure\";\nif true { fileinto }\n")
        #expect(try await notice(of: office).contains("rules.sieve:3"))
        try office.drop(office.mail("secure"))
        try await office.pass()
        #expect(try office.states() == [.held, .held, .held])
        #expect(try office.notices().allSatisfy { $0.flatText.contains("rules.sieve:3") })
        #expect(await office.arrived().isEmpty)
    }

    @Test("a missing included file holds everything, and the notice names it and the line that asks for it")
    func missingInclude() async throws {
        let office = try await Office(
            rules: "require [\"include\", \"fileinto\"];\nfileinto \"secure\";\nstop;\ninclude \"clients\";\n")
        let notice = try await notice(of: office)
        #expect(notice.contains("clients.sieve") && notice.contains("rules.sieve:4"))
        #expect(try office.states() == [.held, .held])
        #expect(await office.arrived().isEmpty)
    }

    @Test("an error while the rules run holds that recipient; the other's mail goes")
    func runTimeError() async throws {
        let office = try await Office(
            rules: """
                require ["fileinto", "envelope", "variables"];
                if envelope :domain "to" "example.org" { set "route" "astray"; } else { set "route" "secure"; }
                if string "${route}" "astray" {
                    set "x" "0123456789"; set "x" "${x}${x}${x}${x}"; set "x" "${x}${x}${x}${x}";
                    set "x" "${x}${x}${x}${x}"; set "x" "${x}${x}${x}${x}"; set "x" "${x}${x}${x}${x}";
                    set "x" "${x}${x}${x}${x}"; set "x" "${x}${x}${x}${x}";
                }
                fileinto "${route}";
                """)
        let notice = try await notice(of: office)
        #expect(notice.contains("rules.sieve:6") && notice.contains("more than 16384 bytes"))
        #expect(Set(try office.states()) == [.held, .sent])
        let arrived = await office.arrived()
        #expect(arrived.count == 1)
        let standing = try #require(try office.mailbox().ledger.standings(includingFinished: true).first)
        #expect(standing.recipients.first { $0.state == .sent }?.address == "anna@example.net")
    }
}
