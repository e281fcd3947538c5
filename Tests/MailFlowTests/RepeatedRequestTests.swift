// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Ledgers
import Mail
import Sandbox
import Testing

@testable import MailFlow

/// What a found ticket does to a mail that is to be sent again, as a person says.
@Suite("found tickets of what is to be sent again") struct RepeatedRequestTests {
    private let subject = "registered letter of May"

    /// An office with a mail that was taken, whose answer never came, and that a person has sent again; with its ticket.
    private func repeating(asks: Bool) async throws -> (StatusOffice, token: String) {
        let office = try await StatusOffice(asks: asks)
        await office.sandbox.fault(Fault(.dropAfter, on: .send))
        try office.office.drop(office.office.mail(subject))
        try await office.pass()
        #expect(try office.office.states() == [.uncertain])
        #expect(try apply(.sendAgain, in: office) == 1)
        return (office, try #require(await office.sandbox.tickets.last?.token))
    }

    private func apply(_ verdict: Verdict, in office: StatusOffice) throws -> Int {
        let id = try #require(try office.office.ids().last)
        return try office.office.mailbox().ledger.apply(verdict, to: id, recipient: nil, at: .now())
    }

    private func requests(_ office: StatusOffice) async -> Int { await office.sandbox.accepted(at: .send).count }

    private func text(_ office: StatusOffice, _ token: String) -> String {
        "\(subject), to piet@example.org. " + office.link(token)
    }

    @Test("a ticket that is surely its first request's keeps the second one from leaving", arguments: [true, false])
    func stops(asks: Bool) async throws {
        let (office, token) = try await repeating(asks: asks)
        try office.receive("It is announced", body: text(office, token))
        // The very pass that would send it reads the mail first.
        try await office.pass()
        #expect(try office.office.states() == [.sent])
        #expect(await requests(office) == 1)
        let recipient = try #require(
            try office.office.mailbox().ledger.standings(includingFinished: true).first?.recipients.first)
        #expect(recipient.ticket?.token == token && recipient.attempts == 1)
        try await office.pass()
        #expect(try office.office.states() == [.sent])
        #expect(await requests(office) == 1)
    }

    @Test("so it does where the mail is on hold, and to be sent again later")
    func stopsHeld() async throws {
        let (office, token) = try await repeating(asks: true)
        #expect(try apply(.hold, in: office) == 1)
        try office.receive("It is announced", body: text(office, token))
        try await office.pass()
        #expect(try office.office.states() == [.sent])
        #expect(await requests(office) == 1)
    }

    @Test("one that may be its first request's has a person asked once more, and the same one only once")
    func doubts() async throws {
        let (office, token) = try await repeating(asks: false)
        // Nobody has signed it.
        try office.receive("It is announced", body: text(office, token), signer: nil)
        try await office.pass()
        #expect(try office.office.states() == [.uncertain])
        #expect(await requests(office) == 1)
        let standing = try #require(try office.office.mailbox().ledger.standings(includingFinished: false).first)
        #expect(standing.recipients[0].reason.contains("the ticket \(token) may be that of an earlier request"))
        #expect(try office.told().sorted() == ["uncertain", "uncertain", "unverified"])
        let notices = try office.office.notices().filter { $0.flatText.contains("may be that of an earlier request") }
        #expect(notices.map { $0.value(of: "X-Sealpost-State") } == ["uncertain"])
        #expect(try apply(.sendAgain, in: office) == 1)
        try office.receive("It is announced", body: text(office, token) + " again", signer: nil)
        try await office.pass()
        #expect(try office.office.states() == [.sent])
        #expect(await requests(office) == 2)
    }

    @Test("one of which the service can't be asked keeps it back, and ends it when the service says whose it is")
    func unreachable() async throws {
        let (office, token) = try await repeating(asks: true)
        try office.write(password: "wrong")
        try office.receive("It is announced", body: text(office, token))
        try await office.pass()
        #expect(try office.office.states() == [.uncertain])
        #expect(await requests(office) == 1)
        try office.write(password: "demo")
        try await office.pass()
        #expect(try office.office.states() == [.sent])
        #expect(await requests(office) == 1)
    }

    @Test("another mail's ticket keeps nothing from being sent again")
    func strangers() async throws {
        let (office, token) = try await repeating(asks: false)
        try office.receive(
            "It is announced", body: "registered letter of April, to piet@example.org. " + office.link(token))
        try await office.pass()
        #expect(try office.office.states() == [.sent])
        #expect(await requests(office) == 2)
    }
}
