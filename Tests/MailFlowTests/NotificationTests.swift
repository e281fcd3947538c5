// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Foundation
import Ledgers
import Mail
import MailFlow
import TestSupport
import Testing

/// What a sender asks of notices (RFC 3461), from the spool to the notices.
@Suite struct NotificationTests {
    private static let rules = """
        require ["fileinto", "envelope", "reject"];
        if envelope :localpart "to" "refused" { reject "not to them"; stop; }
        if envelope :localpart "to" "held" { fileinto "nowhere"; stop; }
        fileinto "registered";
        """

    private static let (sent, held, refused) = ("sent@example.org", "held@example.org", "refused@example.org")
    private static let everybody = [sent, held, refused]

    /// Submits a mail to everybody and gives what the notices tell, by recipient.
    private func told(
        _ office: Office, _ ask: (inout NotificationRequest) -> Void
    ) async throws -> (states: [String], text: String) {
        var envelope = Envelope(sender: "jan@office.example", recipients: Self.everybody)
        ask(&envelope.notification)
        let mail = office.mail("registered letter", body: "Dear Piet,\r\n\nGoodbye.\n")
            .replacing("To: ", with: "Bcc: blind@example.org\nTo: ")
        try office.submit(mail, envelope)
        try await office.pass()
        #expect(try office.states() == [.sent, .held, .refused])
        let text = try office.notices().map {
            String(decoding: $0.source.bytes(in: 0..<$0.source.count), as: UTF8.self)
        }
        .joined()
        let blocks = text.components(separatedBy: "\n\n").filter {
            $0.contains("\nFinal-Recipient: ") || $0.hasPrefix("Final-Recipient: ")
        }
        return (
            blocks.compactMap { block in
                block.split(separator: "\n").first { $0.hasPrefix("X-Sealpost-State: ") }.map {
                    String($0.dropFirst(18))
                }
            }, text
        )
    }

    @Test(
        "the sender is told of what was asked for, and of every question to a person",
        arguments: [
            (nil, ["sent", "held", "refused"]), (.never, ["held"]), (.success, ["sent", "held"]),
            (.failure, ["held", "refused"]), (.delay, ["held"]), ([.success, .failure], ["sent", "held", "refused"]),
        ] as [(NotifyConditions?, [String])])
    func conditions(conditions: NotifyConditions?, expected: [String]) async throws {
        #expect(try await told(try await Office(rules: Self.rules)) { $0.conditions = conditions }.states == expected)
        let single = try await told(try await Office(rules: Self.rules)) { request in
            for recipient in Self.everybody { request[recipient].conditions = conditions }
        }
        #expect(single.states == expected)
    }

    @Test("where the sender wants to hear nothing and nobody has to decide, there is no notice, and the copy is filed")
    func never() async throws {
        let office = try await Office(rules: Self.rules)
        var envelope = Envelope(sender: "", recipients: [Self.sent, Self.refused])
        envelope.notification[Self.sent].conditions = .failure
        envelope.notification[Self.refused].conditions = .never
        let mail = office.mail("registered letter")
        try office.submit(mail, envelope)
        try await office.pass()
        #expect(try office.states() == [.sent, .refused])
        #expect(try office.notices().isEmpty)
        #expect(office.folder.names(in: "sent/cur").count == 1)
        #expect(try office.mailbox().ledger.messagesWantingAttention(after: "", limit: 10).isEmpty)
    }

    @Test("what is asked for a name without a domain holds for the address that it becomes")
    func qualified() async throws {
        let office = try await Office(rules: Self.rules)
        try office.folder.write("config.toml", "qualify_domain = \"example.org\"\n" + office.settings())
        var envelope = Envelope(sender: "jan@office.example", recipients: ["refused"])
        envelope.notification["refused"].conditions = .never
        try office.submit(office.mail("registered letter"), envelope)
        try await office.pass()
        #expect(try office.states() == [.refused])
        #expect(try office.notices().isEmpty)
    }

    @Test("a notice repeats the sender's name for the sending, and the address that the sender wrote")
    func names() async throws {
        let office = try await Office(rules: Self.rules)
        let text = try await told(office) { request in
            request.envelopeID = EnvelopeID(rawValue: "order 66+")
            request[Self.sent].originalRecipient = OriginalRecipient(rawValue: "rfc822;list+2Bx@example.org")
            request[Self.held].originalRecipient = OriginalRecipient(rawValue: "utf-8;pi\\x{EB}t@example.org")
        }.text
        #expect(text.contains("\n\nOriginal-Envelope-Id: order 66+\nReporting-MTA: "))
        #expect(
            text.contains(
                "\n\nOriginal-Recipient: rfc822; list+x@example.org\nFinal-Recipient: rfc822; sent@example.org\n"))
        #expect(
            text.contains(
                "\n\nOriginal-Recipient: utf-8; pi\\x{EB}t@example.org\nFinal-Recipient: rfc822; held@example.org\n"))
        #expect(text.contains("\n\nFinal-Recipient: rfc822; refused@example.org\n"))
    }

    @Test(
        "the whole message is enclosed where the sender wants it and is told of a failure, and else its header",
        arguments: [
            (nil, nil, false), (.header, nil, false), (.full, nil, true), (.full, .success, false),
            (.full, .failure, true),
        ] as [(ReturnedContent?, NotifyConditions?, Bool)])
    func content(content: ReturnedContent?, conditions: NotifyConditions?, isWhole: Bool) async throws {
        let office = try await Office(rules: Self.rules)
        let text = try await told(office) { request in
            request.returnedContent = content
            request.conditions = conditions
        }.text
        #expect(text.contains("\nContent-Type: message/rfc822\n") == isWhole)
        #expect(text.contains("\nContent-Type: text/rfc822-headers\n") != isWhole)
        #expect(text.contains("@office.example>\n\nDear Piet,\n\nGoodbye.\n\n--=_sealpost-") == isWhole)
        #expect(text.contains("Goodbye") == isWhole)
        #expect(text.contains("The whole message is enclosed.") == isWhole)
        #expect(!text.contains("blind@"))
    }
}
