// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Reading
import RegularExpressions
import Testing

@testable import Statuses

@Suite("mails that tell of a status")
struct StatusMailTests {
    static func pattern(_ text: String) -> RegularExpression? {
        try? RegularExpression(Array(text.utf8), case: .ignored)
    }

    static let form = StatusMailForm(
        domain: "mail.example", token: pattern(StatusMailForm.usualToken),
        meanings: [
            .init(event: .accepted, subject: pattern("geaccepteerd"), body: nil),
            .init(event: .declined, subject: pattern("geweigerd"), body: pattern("ticket_token=")),
            .init(event: .expired, subject: nil, body: nil),
        ], authenticator: "MX.office.example")

    static func mail(
        _ subject: String = "Uw mail is geaccepteerd", from: String = "From: Status <status@mail.example>\n",
        more: String = "", body: String = "Zie https://t.example/?ticket_token=K.SF1m-w&lang=nl"
    ) -> String {
        "\(from)To: jan@office.example\nSubject: \(subject)\nDate: Sat, 21 Nov 2026 09:30:00 +0100\n"
            + "Message-ID: <1@mail.example>\n\(more)\n\(body)\n"
    }

    private func read(_ text: String, _ form: StatusMailForm = form) -> StatusMail? {
        StatusMail(MessageReader().read(Array(text.utf8)), as: form)
    }

    @Test("token, event, date and Message-ID are read")
    func whole() throws {
        let mail = try #require(read(Self.mail(more: "In-Reply-To: <2@x>\nReferences: <3@x> <4@x>\n")))
        #expect(mail.tokens == ["K.SF1m-w"] && mail.event == .accepted && mail.reference == "1@mail.example")
        #expect(mail.date == "Sat, 21 Nov 2026 09:30:00 +0100" && mail.time?.rfc3339 == "2026-11-21T08:30:00Z")
        #expect(mail.related == ["2@x", "3@x", "4@x"])
        let report = mail.report(token: "K.SF1m-w", .signed(domain: "mail.example"))
        #expect(report.origin == .mail && report.text == "Uw mail is geaccepteerd" && report.event == .accepted)
    }

    @Test("tokens are found in HTML's links, without the sentence's full stop, and each once")
    func tokens() throws {
        let html = """
            <p>Zie <a href="https://t.example/?ticket_token=K.SF1m-w&amp;lang=nl">uw biljet</a>, ticket_token=K%2ESF1m-w.</p>
            """
        #expect(read(Self.mail(more: "Content-Type: text/html\n", body: html))?.tokens == ["K.SF1m-w"])
        #expect(read(Self.mail(body: "ticket_token=A ticket_token=B ticket_token=A."))?.tokens == ["A", "B"])
        #expect(read(Self.mail(body: "none"))?.tokens == [])
    }

    @Test(
        "an event is meant only where patterns of it alone fit, all that are given",
        arguments: [
            ("Geaccepteerd", "", .accepted), ("geweigerd", "ticket_token=K", .declined), ("geweigerd", "", nil),
            ("geaccepteerd of geweigerd", "ticket_token=K", nil), ("Iets anders", "ticket_token=K", nil),
        ] as [(String, String, DeliveryEvent?)])
    func events(subject: String, body: String, expected: DeliveryEvent?) {
        #expect(read(Self.mail(subject, body: body))?.event == expected)
    }

    @Test(
        "a mail that is not by the domain alone is none",
        arguments: [
            "From: <status@other.example>\n", "From: <status@mail.example.org>\n", "From: <x@notmail.example>\n",
            "From: a@mail.example, b@other.example\n", "From: a@mail.example\nFrom: b@other.example\n", "",
        ])
    func others(from: String) {
        #expect(read(Self.mail(from: from)) == nil)
    }

    @Test("a subdomain is the domain's")
    func subdomain() {
        #expect(read(Self.mail(from: "From: <status@a.MAIL.example>\n")) != nil)
    }
}
