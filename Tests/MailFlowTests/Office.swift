// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Foundation
import LedgerTesting
import Ledgers
import Logging
import Mail
import MailFlow
import Maildirs
import Reading
import Rules
import Sandbox
import TestSupport

/// One mailbox with settings, rules and the simulated services, in a folder that goes with it.
final class Office: Sendable {
    let folder: TemporaryFolder
    let sandbox: Sandbox

    init(
        rules: String = Office.rules, configuration: SandboxConfiguration = .init(), inMemory: Bool = false
    ) async throws {
        folder = try TemporaryFolder(inMemory: inMemory)
        sandbox = try await Sandbox.start(configuration)
        await sandbox.setDomain("office.example", valid: true)
        try folder.write("secret", "demo\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.file("secret"))
        try folder.write("rules.sieve", rules)
        try folder.write("config.toml", settings())
    }

    /// Rules that choose by a word in the subject.
    static let rules = """
        require ["fileinto"];
        if header :contains "subject" "registered" { fileinto "registered"; stop; }
        if header :contains "subject" "secure" { fileinto "secure"; stop; }
        if header :contains "subject" "astray" { fileinto "nowhere"; stop; }
        """

    func settings(more: String = "", url: String? = nil) -> String {
        """
        language = "en"
        [folders]
        outbox = "outbox"
        sent = "sent"
        failed = "failed"
        held = "held"
        notices = "notices"
        state = "state"
        [delivery]
        poll = "1s"
        [account.kpn]
        token_url = "\(url ?? sandbox.url)/oauth/client_credential/accesstoken?grant_type=client_credentials"
        client_id = "demo"
        client_secret_file = "secret"
        [route.registered]
        base_url = "\(url ?? sandbox.url)\(sandbox.configuration.registered.base)"
        [route.secure]
        base_url = "\(url ?? sandbox.url)\(sandbox.configuration.secure.base)"
        \(more)
        """
    }

    /// The mailbox as a new process would find it.
    func mailbox() throws -> Mailbox {
        let assembly = try Assembly(path: folder.file("config.toml"), environment: ["HOME": folder.path])
        return try assembly.mailbox(log: FlowLog(Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
    }

    /// One pass of a new process.
    func pass() async throws { await Flow(try mailbox()).pass() }

    /// Drops a mail into the outbox as a mail program does: written elsewhere, then linked.
    func drop(_ mail: String) throws {
        _ = try mailbox()
        let name = UUID().uuidString
        let path = try folder.write("outbox/tmp/\(name)", mail)
        try FileManager.default.linkItem(atPath: path, toPath: folder.file("outbox/new/\(name)"))
        try FileManager.default.removeItem(atPath: path)
    }

    /// A mail with the fields that every mail has.
    func mail(
        _ subject: String, to: String = "piet@example.org", from: String = "From: Jan <jan@office.example>\n",
        body: String = "Dear Piet,\n\nGoodbye.\n"
    ) -> String {
        "\(from)To: \(to)\nSubject: \(subject)\nDate: Sat, 21 Nov 2026 09:30:00 +0100\n"
            + "Message-ID: <\(UUID().uuidString)@office.example>\n\n\(body)"
    }

    /// The mails that were accepted for sending, in order.
    func arrived() async -> [AcceptedRequest] {
        await sandbox.accepted.filter { $0.endpoint == .send || $0.endpoint == .message }
    }

    /// The notices in the order of their filing.
    func notices() throws -> [Message] { try messages(in: "notices") }

    func messages(in maildir: String) throws -> [Message] {
        try ["new", "cur"].flatMap { part in
            try folder.names(in: "\(maildir)/\(part)").map { name in
                MessageReader().read(Array(try folder.text("\(maildir)/\(part)/\(name)").utf8))
            }
        }
    }

    /// The states of all recipients of all messages.
    func states() throws -> [DeliveryState] {
        try mailbox().ledger.standings(includingFinished: true).flatMap(\.recipients).map(\.state)
    }

    /// The ids of all messages, oldest first.
    func ids() throws -> [String] { try mailbox().ledger.standings(includingFinished: true).map(\.message.id) }
}

extension Message {
    /// The text without its line breaks, in which a phrase can be looked for.
    var flatText: String { (text ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}

extension Office {
    /// Has the registered service refuse the next mail.
    static func refusal(_ text: String) -> Fault {
        var fault = Fault(.status, on: .send)
        fault.status = 400
        fault.message = text
        return fault
    }

    /// Takes what lies in the outbox into the ledger and sends nothing.
    func enterOnly() async throws {
        let mailbox = try mailbox()
        _ = try mailbox.outboxes[0].takeOver(into: mailbox.spool)
        try enterOnly(mailbox)
    }

    /// Puts a mail into the spool, as sendmail does.
    func submit(_ mail: String, _ envelope: Envelope) throws {
        let entry = SpoolEntry(door: .sendmail, envelope: envelope)
        try mailbox().spool.accept(entry) { (file) throws(SpoolFault) in
            do throws(FileFault) { try file.append(Array(mail.utf8)) } catch { throw .file(error) }
        }
    }

    /// Takes what is in the spool into the ledger and sends nothing, as a process that stops right then.
    func enterOnly(_ mailbox: Mailbox) throws {
        for id in try mailbox.spool.newIDs() {
            let spooled = try mailbox.spool.open(id)
            let message = mailbox.reader.read(spooled.bytes)
            let record = MessageRecord(
                id: id.rawValue, door: .outbox, arrived: spooled.entry.arrived,
                sender: message.addresses(in: "From")[0],
                messageID: message.messageID ?? "", subject: message.subject, size: message.source.count)
            let recipients = message.addresses(in: "To").map(\.mailbox)
            let decisions = mailbox.loadRules().decide(message: message, sender: nil, recipients: recipients)
            try mailbox.ledger.enter(
                record, decisions: zip(recipients, decisions).map { ($0, $1) }, at: spooled.entry.arrived)
            try mailbox.spool.keep(id)
        }
    }
}
