// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Ledgers
import Mail
import MailFlow
import Maildirs
import Sandbox
import TestSupport
import Testing

/// What the copy of a message says of its sending.
@Suite struct CopyFieldsTests {
    private static let rules = """
        require ["fileinto", "envelope", "reject"];
        if envelope "to" "piet@example.org" { fileinto "registered"; stop; }
        if envelope "to" "kim@example.org" { reject "not to Kim"; stop; }
        fileinto "secure";
        """

    private func fields(_ maildir: String, _ office: Office) throws -> [String] {
        try office.messages(in: maildir).flatMap(\.header).filter { $0.name.hasPrefix("X-Sealpost-") }
            .map { "\($0.name): \($0.value)" }
    }

    @Test(
        "it names the message, the worst of its states, and for each recipient the state and the ticket if there is one"
    )
    func says() async throws {
        let office = try await Office(rules: Self.rules)
        try office.drop(office.mail("x", to: "piet@example.org, anna@office.example, kim@example.org"))
        try await office.pass()
        let standing = try #require(try office.mailbox().ledger.standings(includingFinished: true).first)
        let ticket = try #require(standing.recipients.first?.ticket?.token)
        #expect(
            try fields("sent", office) == [
                "X-Sealpost-Message: \(standing.message.id)", "X-Sealpost-State: refused",
                "X-Sealpost-Recipient: <piet@example.org>; state=sent; ticket=\(ticket)",
                "X-Sealpost-Recipient: <anna@office.example>; state=sent",
                "X-Sealpost-Recipient: <kim@example.org>; state=refused", "X-Sealpost-Ticket: \(ticket)",
            ])
    }

    @Test("what the message says of itself is not in it, and no other byte is lost")
    func forged() async throws {
        let office = try await Office(rules: Self.rules)
        let mail = office.mail("x", to: "anna@office.example", body: "X-Sealpost-State: body\n\n.\nFrom x\n")
        let forged = """
            X-Sealpost-State: accepted
            X-Sealpost-Recipient: <anna@office.example>; state=accepted
            x-sealpost-TICKET : K.forged
            \tfolded
            X-Sealpost-Log: 1 \(String(repeating: "0", count: 64))
            X-Sealpost-Message: 1m7xz0mrg8sbnbpf

            """
        try office.drop(forged + mail)
        try await office.pass()
        let id = try #require(try office.ids().first)
        let copies = try Maildir(office.folder.file("sent")).entries()
        let text = try office.folder.text("sent/cur/\(try #require(copies.first).fileName)")
        #expect(copies.count == 1)
        let own = """
            X-Sealpost-Message: \(id)
            X-Sealpost-State: sent
            X-Sealpost-Recipient: <anna@office.example>; state=sent

            """
        #expect(text == own + mail)
    }

    @Test("a copy that goes from one folder to another says how things stand then")
    func moves() async throws {
        let office = try await Office(rules: "require \"fileinto\"; fileinto \"nowhere\";")
        try office.drop(office.mail("x", to: "anna@office.example"))
        try await office.pass()
        #expect(try fields("held", office).contains("X-Sealpost-State: held"))
        let id = try #require(try office.ids().first)
        let mailbox = try office.mailbox()
        #expect(try mailbox.ledger.apply(.cancel, to: id, recipient: nil, at: .now()) == 1)
        try await office.pass()
        #expect(try fields("held", office).isEmpty)
        #expect(try fields("failed", office).contains("X-Sealpost-State: cancelled"))
    }

    @Test("a copy that is dropped into the outbox is sent again, without what it said")
    func isSentAgain() async throws {
        let office = try await Office(rules: Self.rules)
        try office.drop(office.mail("x", to: "anna@office.example"))
        try await office.pass()
        let copy = try #require(try Maildir(office.folder.file("sent")).entries().first)
        try office.drop(try office.folder.text("sent/cur/\(copy.fileName)").replacing("Goodbye", with: "Goodbye again"))
        try await office.pass()
        #expect(try office.states() == [.sent, .sent])
        #expect(
            await office.arrived().allSatisfy { !($0.fields["message"]?.string ?? "").contains("X-Sealpost-State") })
    }
}
