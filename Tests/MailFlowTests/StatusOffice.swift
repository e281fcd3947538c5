// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DKIM
import Digests
import Foundation
import Ledgers
import Mail
import MailFlow
import Sandbox
import TestSupport
import Testing

/// An office that follows its mails: by the status XML of the sandbox, and by mails in an inbox.
struct StatusOffice {
    static let service = DKIMSigner(key: .ed25519(), domain: "mail.example", selector: "s1")
    static let secureService = DKIMSigner(key: .ed25519(), domain: "secure.mail.example", selector: "s1")
    static let forger = DKIMSigner(key: .ed25519(), domain: "mail.example", selector: "s1")

    let office: Office
    var sandbox: Sandbox { office.sandbox }

    /// - Parameters:
    ///   - asks: Whether the status XML is asked.
    ///   - more: Further settings.
    init(asks: Bool = true, configuration: SandboxConfiguration = .init(), more: String = "") async throws {
        office = try await Office(configuration: configuration)
        let records = [Self.service.record, Self.secureService.record]
        try office.folder.write("keys", records.map { "\($0.name) \($0.text)\n" }.joined())
        try write(password: "demo")
        for part in ["tmp", "new", "cur"] {
            try FileManager.default.createDirectory(
                atPath: office.folder.file("inbox/\(part)"), withIntermediateDirectories: true)
        }
        let url = "\(office.sandbox.url)/webservice/dashboard/?ticket_token={token}&action=ticket_xml"
        let route = """
            status_url = "\(url)"
            status_user = "demo"
            status_password_file = "password"
            [route.registered.status_codes]
            9002 = "announced"
            9003 = "accepted"
            9004 = "declined"
            9005 = "expired"
            "Aankondiging aangetekende mail niet afgeleverd" = "undeliverable"

            """
        let mails = """

            [status_mail.registered]
            maildirs = ["inbox"]
            domain = "mail.example"
            dkim_keys = "keys"
            [status_mail.registered.event.accepted]
            subject = "accepted"
            [status_mail.registered.event.announced]
            subject = "announced"
            [status_mail.secure]
            maildirs = ["inbox"]
            domain = "secure.mail.example"
            dkim_keys = "keys"
            [status_mail.secure.event.undeliverable]
            body = "could not be delivered"
            [status_mail.secure.event.action-needed]
            body = "phone number"
            \(more)
            """
        let settings = office.settings(more: mails)
            .replacing("[route.secure]", with: "\(asks ? route : "")[route.secure]")
        try office.folder.write("config.toml", settings)
    }

    func write(password: String) throws {
        let path = try office.folder.write("password", "\(password)\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }

    /// One pass of a new process, for which each ticket is due again.
    func pass() async throws {
        var mailbox = try office.mailbox()
        mailbox.statuses.schedule = RetrySchedule(firstPause: 0, longestPause: 0)
        await Flow(mailbox).pass()
    }

    /// Puts a mail into the inbox, as a mail system does.
    func receive(
        _ subject: String, from address: String = "status@mail.example", body: String, signer: DKIMSigner? = service,
        more: String = "", at time: Timestamp = .now()
    ) throws {
        let mail = """
            From: Status <\(address)>
            To: jan@office.example
            Subject: \(subject)
            Date: \(time.rfc5322)
            Message-ID: <\(UUID().uuidString)@mail.example>
            \(more)Content-Type: text/plain; charset=utf-8

            \(body)

            """
        let field = signer?.field(for: Array(mail.utf8)) ?? ""
        try office.folder.write("inbox/new/\(Timestamp.now().seconds).\(UUID().uuidString)", field + mail)
    }

    /// A link as the service's mails have it.
    func link(_ token: String) -> String { "See https://t.example/dashboard/?ticket_token=\(token)&lang=nl" }

    /// The words of the notices' `X-Sealpost-State` fields, in the order of their filing.
    func told() throws -> [String] { try office.notices().compactMap { $0.value(of: "X-Sealpost-State") } }

    /// How the first recipient's mail stands by the reports.
    func progress() throws -> DeliveryEvent? {
        let standing = try #require(try office.mailbox().ledger.standings(includingFinished: true).first)
        return standing.progress(of: try #require(standing.recipients.first)).event
    }

    /// What was reported, in the order in which it came.
    func reports() throws -> [StatusReport] {
        try office.mailbox().ledger.standings(includingFinished: true).flatMap(\.reports).map(\.report)
    }
}
