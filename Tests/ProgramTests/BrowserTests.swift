// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Sandbox
import TestSupport
import Testing

/// What a recipient does in a browser, and what the sender is told of it.
///
/// The browser takes hundreds of megabytes, so `scripts/prepare` leaves it to who wants it.
@Suite("the recipient's browser") struct BrowserTests {
    private static let canBrowse =
        Programs.has("chromium") && FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")

    @Test(
        "whoever presses Accept or Refuse decides, and no forged mail does",
        .enabled(if: canBrowse, "chromium is not installed: apt-get install --no-install-recommends chromium"))
    func choices() async throws {
        let mails = try StatusMail()
        try await Services.simulate(mails.configuration) { sandbox in
            try await choose(at: try await Desk(services: sandbox.url), of: sandbox, mails)
        }
    }

    private func choose(at desk: Desk, of sandbox: Sandbox, _ mails: StatusMail) async throws {
        for subject in ["the lease", "the invoice"] {
            let mail = desk.mail("[registered] \(subject)", body: "The words of \(subject).\n")
            try #require(try await desk.command(["sealpost-sendmail", "-t", "-i"], input: mail).run().status == 0)
        }
        try await deliver(desk)
        let tickets = Dictionary(uniqueKeysWithValues: await sandbox.tickets.map { ($0.subject, $0.token) })
        let (lease, invoice) = (try #require(tickets["the lease"]), try #require(tickets["the invoice"]))

        // What comes by mail is read from here on.
        try desk.addSettings(mails.settings)
        for forgery in [Forgery.unsigned, .tampered] { try await sandbox.mail(about: lease, .accepted, as: forgery) }
        try await deliver(desk)
        #expect(try told(about: lease, desk).sorted() == ["announced", "sent", "unverified"])
        #expect(try told(about: invoice, desk) == ["sent", "announced"])
        #expect(try await status(of: lease, desk) == "announced")

        let seen = try await browse(
            "open=\(try await page(of: lease, desk))", "text", "press=Accept", "loaded", "text",
            "open=\(try await page(of: invoice, desk))", "key=Refuse", "text", "key=Yes, refuse", "loaded", "text")
        try #require(seen.count == 4)
        #expect(seen[0].contains("Do you accept it?") && !seen[0].contains("The words of the lease."))
        #expect(!seen[1].contains("Do you accept it?") && seen[1].contains("The words of the lease."))
        #expect(seen[2].contains("Are you sure?"))
        #expect(!seen[3].contains("Do you accept it?") && seen[3].contains("it cannot be read"))
        #expect(await sandbox.ticket(lease)?.state == .accepted)
        #expect(await sandbox.ticket(invoice)?.state == .refused)

        // No mail in the settings tells of a refusal: the service is asked for that.
        try await deliver(desk)
        #expect(try told(about: lease, desk).last == "accepted")
        #expect(try !told(about: invoice, desk).contains("declined"))
        try desk.folder.write("status-password", "demo\n")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: desk.folder.file("status-password"))
        let questions = """
            status_url = "\(sandbox.url)/webservice/dashboard/?ticket_token={token}&action=ticket_xml"
            status_user = "demo"
            status_password_file = "\(desk.folder.file("status-password"))"
            status_codes = { 9002 = "announced", 9003 = "accepted", 9004 = "declined" }
            """
        try desk.changeSettings {
            $0.replacing("kind = \"registered\"\n", with: "kind = \"registered\"\n\(questions)\n")
        }
        try await deliver(desk)
        #expect(try told(about: lease, desk).filter { $0 == "accepted" }.count == 1)
        #expect(try told(about: invoice, desk).filter { $0 == "declined" }.count == 1)
        #expect(try await status(of: lease, desk) == "accepted")
        #expect(try await status(of: invoice, desk) == "declined")
    }

    private func deliver(_ desk: Desk) async throws {
        let end = try await desk.sealpost("deliver")
        #expect(end.status == 0, "\(end.errors)")
    }

    /// The address of a ticket's page, as the sender is given it.
    private func page(of ticket: String, _ desk: Desk) async throws -> Substring {
        let end = try await desk.sealpost("open", "--print", ticket)
        return try #require(end.output.split(separator: "\n").first, "\(end.errors)")
    }

    /// What the sender is shown of a mail.
    private func status(of ticket: String, _ desk: Desk) async throws -> String? {
        let end = try await desk.sealpost("status", "--json", ticket)
        let mails = try JSONSerialization.jsonObject(with: Data(end.output.utf8)) as? [[String: Any]]
        return (mails?.first?["recipients"] as? [[String: Any]])?.first?["status"] as? String
    }

    /// What the notices about a ticket tell, in the order of the log.
    private func told(about ticket: String, _ desk: Desk) throws -> [String] {
        try desk.folder.names(in: "Mail/Notices/new").compactMap { name -> (Int, String)? in
            let notice = try desk.folder.text("Mail/Notices/new/\(name)")
            guard notice.contains("X-Sealpost-Ticket: \(ticket)\n") else { return nil }
            let state = try #require(notice.firstMatch(of: /\nX-Sealpost-State: (.+)\n/)).1
            let entry = try #require(notice.firstMatch(of: /\nX-Sealpost-Log: ([0-9]+)/)).1
            return (try #require(Int(entry)), String(state))
        }
        .sorted { $0.0 < $1.0 }.map(\.1)
    }

    /// Takes the steps, and returns the texts of the pages that were read.
    private func browse(_ steps: String...) async throws -> [String] {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "browser.py").path
        var command = try Command()
        command.words = ["/usr/bin/python3", "-I", script] + steps
        let end = try await command.run()
        try #require(end.status == 0, "\(end.errors)")
        return end.output.split(separator: "\u{C}").map(String.init)
    }
}
