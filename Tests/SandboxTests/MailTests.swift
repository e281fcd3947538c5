// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DKIM
import Foundation
import TestSupport
import Testing

@testable import Sandbox

@Suite("mails to senders")
struct MailTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func with(_ body: (Client) async throws -> Void) async throws {
        try await Client.with {
            $0.mails.maildir = folder.file("mail")
            $0.mails.keyFile = folder.file("keys")
        } _: {
            try await body($0)
        }
    }

    /// The mails, each with what DKIM says of it.
    private func mails() throws -> [(text: String, outcome: DKIMResult.Outcome?)] {
        let keys = try folder.text("keys")
        let verifier = DKIMVerifier(keys: PinnedKeys({ () throws(DKIMKeyFault) in keys }, else: None()))
        return try folder.names(in: "mail/new").map { name in
            let text = try folder.text("mail/new/\(name)")
            return (text, verifier.verify(Array(text.utf8)).first?.outcome)
        }
    }

    private struct None: DKIMKeySource {
        func records(at name: String) throws(DKIMKeyFault) -> [String] { [] }
    }

    @Test("each event of a ticket is told to its sender, in a signed mail")
    func events() async throws {
        try await with { client in
            let token = try await TicketPageTests.token(client)
            #expect(try mails().count == 1)
            try await client.sandbox.advance(ticket: token, to: .accepted)
            let mails = try mails()
            #expect(mails.count == 2 && mails.allSatisfy { $0.outcome == .good })
            #expect(mails.allSatisfy { $0.text.contains("ticket_token=\(token)&") })
            #expect(mails.contains { $0.text.contains("\nSubject: Aangetekende mail geaccepteerd: ") })
        }
    }

    @Test("forged mails are forged in the way that was asked for", arguments: Forgery.allCases)
    func forged(forgery: Forgery) async throws {
        try await with { client in
            let token = try await TicketPageTests.token(client)
            try FileManager.default.removeItem(atPath: folder.file("mail/new/\(folder.names(in: "mail/new")[0])"))
            let command: JSON = ["ticket": .string(token), "event": "accepted", "forgery": .string(forgery.rawValue)]
            #expect(await client.command("POST", "mails", command).status == 200)
            let mail = try #require(try mails().first)
            switch forgery {
            case .none, .otherDomain: #expect(mail.outcome == .good)
            case .unsigned, .claimed: #expect(mail.outcome == nil)
            case .otherKey, .tampered: #expect(mail.outcome != .good && mail.outcome != nil)
            }
            #expect(mail.text.contains("dkim=pass") == (forgery == .claimed))
            #expect(mail.text.contains("d=stranger.example") == (forgery == .otherDomain))
            // Nothing happened to the ticket.
            #expect(await client.sandbox.ticket(token)?.state == .announced)
        }
    }

    @Test(
        "the secure service tells of what it can't deliver, and of what it needs",
        arguments: ServiceMail.Matter.allCases)
    func secure(matter: ServiceMail.Matter) async throws {
        try await with { client in
            let command: JSON = [
                "matter": .string(matter.rawValue), "sender": "jan@x.example", "recipient": "piet@y.example",
                "subject": "Figures of May",
            ]
            #expect(await client.command("POST", "mails", command).status == 200)
            let mail = try #require(try mails().first)
            #expect(mail.text.contains("piet@y.example") && mail.text.contains("Figures of May"))
            #expect(mail.outcome == .good)
        }
    }

    @Test("without a Maildir there are no mails")
    func none() async throws {
        try await Client.with { client in
            let token = try await TicketPageTests.token(client)
            let command: JSON = ["ticket": .string(token), "event": "accepted"]
            #expect(await client.command("POST", "mails", command).status == 409)
        }
    }

    @Test(
        "an order that makes no sense is refused",
        arguments: [
            ["ticket": "K.none", "event": "accepted"], ["matter": "other"], [:],
            ["matter": "undeliverable", "sender": "x", "recipient": "piet@y.example", "subject": "s"],
            ["matter": "undeliverable", "forgery": "perfect"],
        ] as [JSON])
    func nonsense(json: JSON) async throws {
        try await with { client in
            #expect([400, 404].contains(await client.command("POST", "mails", json).status))
            let written = try mails()
            #expect(written.isEmpty)
        }
    }
}
