// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Foundation
import Ledgers
import Mail
import MailFlow
import Maildirs
import Reading
import Rules
import Sandbox
import TestSupport
import Testing

/// The whole way of a mail, with both services simulated on loopback.
@Suite struct PathTests {
    private let letter = """
        From: Jan Jansen <jan@office.example>
        To: Piet <piet@example.org>, klaas@example.net
        Bcc: mieke@example.com
        Subject: registered =?utf-8?q?Opzegging_van_=C3=A9=C3=A9n_kamer?=
        Date: Sat, 21 Nov 2026 09:30:00 +0100
        Message-ID: <letter@office.example>
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="b"

        --b
        Content-Type: text/plain; charset=utf-8

        Geachte heer,

        Hierbij zeg ik op: één kamer.
        --b
        Content-Type: application/pdf; name="opzegging.pdf"
        Content-Transfer-Encoding: base64
        Content-Disposition: attachment; filename="opzegging.pdf"

        JVBERi0xLjQKJSBub3QgcmVhbGx5Cg==
        --b--

        """

    @Test("what the registered service gets is what was written, once for each recipient")
    func registeredArrives() async throws {
        let office = try await Office()
        try office.drop(letter)
        try await office.pass()
        try await office.pass()
        let arrived = await office.arrived()
        #expect(Set(arrived.flatMap(\.recipients)) == ["piet@example.org", "klaas@example.net", "mieke@example.com"])
        #expect(arrived.count == 3)
        for request in arrived {
            #expect(request.fields["subject"]?.string == "registered Opzegging van één kamer")
            #expect(request.fields["message_body"]?.string == "Geachte heer,\n\nHierbij zeg ik op: één kamer.")
            #expect(request.fields["sender_real_name"]?.string == "Jan Jansen")
            #expect(request.sender == "jan@office.example")
            #expect(request.occurrence == 1)
            #expect(request.attachments.map(\.name) == ["opzegging.pdf"])
            #expect(request.attachments.map(\.size) == [22])
            #expect(
                request.attachments.map(\.sha256) == [
                    "73d6303eca2788919e149693125512d88d546bbe8bb3785ed0722ec244f641e2"
                ])
        }
        #expect(Set(arrived.map(\.identity)).count == 3)
        #expect(try office.states() == [.sent, .sent, .sent])
    }

    @Test("the writer finds one notice with each ticket, in the mail's thread, and a copy in the sent folder")
    func noticeIsFiled() async throws {
        let office = try await Office()
        try office.drop(letter)
        try await office.pass()
        try await office.pass()
        let notices = try office.notices()
        #expect(notices.count == 1)
        let notice = try #require(notices.first)
        #expect(notice.subject == "Handed over: registered Opzegging van één kamer")
        #expect(notice.value(of: "References") == "<letter@office.example>")
        #expect(notice.value(of: "Auto-Submitted") == "auto-generated")
        for request in await office.arrived() {
            #expect(notice.text?.contains(try #require(request.ticket)) == true)
        }
        #expect(office.folder.names(in: "notices/new").count == 1)
        let sent = try #require(office.folder.names(in: "sent/cur").first)
        let copy = try office.folder.text("sent/cur/\(sent)")
        let fields = copy.dropLast(letter.count).split(separator: "\n")
        #expect(copy.hasSuffix(letter) && fields.allSatisfy { $0.hasPrefix("X-Sealpost-") })
        #expect(office.folder.names(in: "outbox/new").isEmpty)
        #expect(office.folder.names(in: "held/new").isEmpty)
    }

    @Test("a notice and the ledger show the number of a person masked; the service gets the subject as it is")
    func numbersAreMasked() async throws {
        let office = try await Office()
        try office.drop(letter.replacing("registered =?", with: "registered BSN 999990019 =?"))
        try await office.pass()
        try await office.pass()
        for request in await office.arrived() {
            #expect(request.fields["subject"]?.string?.contains("BSN 999990019 Opzegging") == true)
        }
        #expect(
            try office.mailbox().ledger.standings(includingFinished: true).map(\.message.subject)
                == ["registered BSN *******19 Opzegging van één kamer"])
        let names = office.folder.names(in: "notices/new") + office.folder.names(in: "notices/cur")
        #expect(names.count == 1)
        for notice in try office.notices() {
            #expect(notice.subject == "Handed over: registered BSN *******19 Opzegging van één kamer")
            #expect(
                !String(decoding: notice.source.bytes(in: 0..<notice.source.count), as: UTF8.self).contains("999990019")
            )
        }
    }

    @Test("the secure service gets the mail's own bytes in one request, without the blind copies")
    func secureArrives() async throws {
        let office = try await Office()
        let mail = letter.replacing("registered", with: "secure").replacing("Bcc: mieke@", with: "Bcc:\n mieke@")
        try office.drop(mail)
        try await office.pass()
        let arrived = await office.arrived()
        #expect(arrived.count == 1)
        let request = try #require(arrived.first)
        #expect(request.recipients == ["piet@example.org", "klaas@example.net", "mieke@example.com"])
        let expected = mail.replacing("Bcc:\n mieke@example.com\n", with: "").replacing("\n", with: "\r\n")
        #expect(request.fields["message"]?.string == expected)
        #expect(try office.notices().map(\.subject) == ["Handed over: secure Opzegging van één kamer"])
    }

    @Test("mail goes the same way through every door")
    func doorsAreAlike() async throws {
        let office = try await Office()
        let mailbox = try office.mailbox()
        for door in [Door.sendmail, .pipe] {
            let input = try office.folder.write("input", office.mail("registered letter, by \(door.rawValue)"))
            let envelope = Envelope(sender: "bounce@office.example", readsRecipientsFromHeader: true)
            let file = try #require(FileHandle(forReadingAtPath: input))
            try Submission(entry: SpoolEntry(door: door, envelope: envelope)).accept(
                from: file.fileDescriptor, into: mailbox.spool)
        }
        try await office.pass()
        let arrived = await office.arrived()
        #expect(arrived.map(\.recipients) == [["piet@example.org"], ["piet@example.org"]])
        // A service writes to people in the author's name, wherever bounces go.
        #expect(arrived.map(\.sender) == ["jan@office.example", "jan@office.example"])
    }

    @Test("a watch delivers what comes while it runs, and ends when told to")
    func watches() async throws {
        let office = try await Office()
        let flow = Flow(try office.mailbox())
        let folders = try FolderWatch([office.folder.file("outbox/new"), office.folder.file("state/spool/new")])
        let stop = StopSignal()
        let watching = Task { await flow.watch(folders, until: stop) }
        for number in 0..<5 { try office.drop(office.mail("registered \(number)")) }
        while try office.notices().count < 5 { try await Task.sleep(for: .milliseconds(10)) }
        stop.set()
        folders.wake()
        await watching.value
        #expect(await office.arrived().count == 5)
        #expect(try office.states() == [.sent, .sent, .sent, .sent, .sent])
    }

    @Test("two processes on one mailbox send each mail once")
    func sharesMailbox() async throws {
        let office = try await Office()
        for number in 0..<30 { try office.drop(office.mail("registered \(number)", to: "a\(number)@example.org")) }
        try await withThrowingTaskGroup { group in
            for _ in 0..<3 { group.addTask { try await office.pass() } }
            try await group.waitForAll()
        }
        try await office.pass()
        let arrived = await office.arrived()
        #expect(arrived.count == 30)
        #expect(Set(arrived.flatMap(\.recipients)).count == 30)
        #expect(try office.notices().count == 30)
    }

    @Test("a dry run says what the real run does, on every sample")
    func dryRunIsTrue() async throws {
        let office = try await Office()
        let assembly = try Assembly(path: office.folder.file("config.toml"), environment: ["HOME": office.folder.path])
        let samples = [
            letter, office.mail("plain words"), office.mail("astray"), office.mail("secure", to: "a@x.nl, b@x.nl"),
        ]
        for sample in samples {
            let message = MessageReader().read(Array(sample.utf8))
            let envelope = Envelope(readsRecipientsFromHeader: true)
            let told = DryRun(assembly, message, envelope, from: .outbox)
            try office.drop(sample)
            try await office.pass()
            let id = try #require(try office.ids().last)
            let standing = try #require(try office.mailbox().ledger.standing(of: id))
            for (recipient, explanation) in zip(standing.recipients, told.explanation.recipients) {
                #expect(recipient.address == explanation.recipient)
                #expect(recipient.route?.rawValue == explanation.route)
                #expect((recipient.state == .held) == (explanation.action == "hold"))
                #expect((recipient.state == .refused) == (explanation.action == "refuse"))
            }
            #expect(told.explanation.recipients.count == standing.recipients.count)
        }
        let arrived = await office.arrived()
        #expect(arrived.count == 4)
    }

    /// A mail whose text stands in several parts.
    private func parts(_ kind: String, _ parts: [(type: String, text: String)]) -> String {
        """
        From: Jan <jan@office.example>
        To: piet@example.org
        Subject: registered letter
        Date: Sat, 21 Nov 2026 09:30:00 +0100
        Message-ID: <parts@office.example>
        MIME-Version: 1.0
        Content-Type: multipart/\(kind); boundary="b"


        """ + parts.map { "--b\nContent-Type: \($0.type); charset=utf-8\n\n\($0.text)\n" }.joined() + "--b--\n"
    }

    @Test(
        "the letter is what the writer wrote, in whatever parts it stands",
        arguments: [
            ("alternative", [("text/plain", "the letter"), ("text/html", "<p>the letter</p>")], "the letter", 0),
            ("alternative", [("text/plain", " "), ("text/html", "<p>the letter</p>")], "the letter", 0),
            ("mixed", [("text/html", "<p>the letter</p>"), ("text/plain", "scanned")], "the letter", 1),
            ("mixed", [("text/plain", "the letter"), ("text/html", "<p>a footer</p>")], "the letter", 1),
            ("mixed", [("text/plain", "the letter"), ("text/plain", "a footer")], "the letter", 1),
        ] as [(String, [(String, String)], String, Int)])
    func letterIsChosen(kind: String, texts: [(String, String)], letter: String, attachments: Int) async throws {
        let office = try await Office()
        try office.drop(parts(kind, texts.map { (type: $0.0, text: $0.1) }))
        try await office.pass()
        let request = try #require(await office.arrived().first)
        #expect(request.fields["message_body"]?.string?.trimmingCharacters(in: .whitespacesAndNewlines) == letter)
        #expect(request.attachments.count == attachments)
    }

    @Test(
        "a hidden recipient behind a broken header is shown to nobody, also when a person releases the mail",
        arguments: [
            "Subject: secure x\ngarbage line here\nBcc: hidden@example.org\n\nbody\n",
            "Subject: secure x\nBcc : hidden@example.org\ngarbage line here\n\nbody\n",
        ])
    func hidesBccBehindGarbage(rest: String) async throws {
        let office = try await Office()
        try office.drop("From: jan@office.example\nTo: piet@example.org\n" + rest)
        try await office.pass()
        let id = try #require(try office.ids().first)
        _ = try office.mailbox().ledger.apply(.release(RouteName("secure")), to: id, recipient: nil, at: .now())
        try await office.pass()
        for request in await office.arrived() {
            #expect(request.fields["message"]?.string?.contains("hidden@example.org") == false)
        }
        #expect(try office.states().contains(.held))
    }
}
