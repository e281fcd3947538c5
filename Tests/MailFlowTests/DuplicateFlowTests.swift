// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Ledgers
import Mail
import Reading
import Sandbox
import TestSupport
import Testing

@testable import MailFlow

/// What makes two mails the same letter, from the outbox to the notice.
@Suite("duplicates")
struct DuplicateFlowTests {
    private static let letter = """
        From: Jan <jan@office.example>
        To: piet@example.org
        Subject: registered notice
        Date: Sat, 21 Nov 2026 09:30:00 +0100
        Message-ID: <1@office.example>
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="one"

        --one
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        Dear Piet, caf=C3=A9 is closed.

        --one
        Content-Type: application/pdf; name="notice.pdf"
        Content-Disposition: attachment; filename="notice.pdf"
        Content-Transfer-Encoding: base64

        JVBERi0xLjQ=
        --one--

        """

    /// The same letter as another program would send it, or the same one some minutes later.
    private static let again =
        letter.replacing("<1@", with: "<2@").replacing("09:30:00", with: "09:31:12").replacing("one", with: "two")
        .replacing("quoted-printable", with: "8bit").replacing("caf=C3=A9", with: "café")
        .replacing("application/pdf;", with: "application/octet-stream;").replacing("Jan <", with: "\"Jan J.\" <")
        .replacing("To: piet", with: "Received: from desk\nUser-Agent: other\nCc: kees@example.org\nTo: Piet")
        .replacing("closed.\n", with: "closed.\n\n\n")

    private func digest(_ mail: String) -> String {
        let message = MessageReader().read(Array(mail.utf8))
        return ContentDigest.of(message, from: message.addresses(in: "From")[0])
    }

    @Test("a letter is the same whatever its Message-ID, Date, boundaries, encodings, line ends, traces and recipients")
    func same() {
        #expect(digest(Self.letter) == digest(Self.again))
        #expect(digest(Self.letter) == digest(Self.letter.replacing("\n", with: "\r\n")))
        #expect(digest(Self.letter) == digest(Self.letter.replacing("registered notice", with: "registered\n  notice")))
    }

    @Test("a signature made anew does not make another letter")
    func signed() {
        func signed(_ signature: String) -> String {
            Self.letter.replacing("multipart/mixed", with: "multipart/signed").replacing(
                "--one--", with: "--one\nContent-Type: application/pgp-signature\n\n\(signature)\n--one--")
        }
        #expect(digest(signed("abc")) == digest(signed("def")))
    }

    @Test(
        "another author, subject, text, attachment or file name makes another letter",
        arguments: [
            ("jan@office", "kees@office"), ("registered notice", "registered notices"), ("is closed", "is open"),
            ("JVBERi0xLjQ=", "JVBERi0xLjU="), ("filename=\"notice.pdf\"", "filename=\"other.pdf\""),
            ("Dear Piet, caf=C3=A9 is closed.\n", "Dear Piet,\ncaf=C3=A9 is closed.\n"),
        ])
    func different(old: String, new: String) {
        #expect(Self.letter.contains(old))
        #expect(digest(Self.letter) != digest(Self.letter.replacing(old, with: new)))
    }

    @Test("a letter that is sent a second time is held; the notice names the first, and how to end it")
    func pressedTwice() async throws {
        let office = try await Office()
        try office.drop(Self.letter)
        try await office.pass()
        try office.drop(Self.again)
        try await office.pass()
        #expect(await office.arrived().map(\.recipients) == [["piet@example.org"], ["kees@example.org"]])
        let (first, second) = (try office.ids()[0], try office.ids()[1])
        let notice = try #require(try office.notices().first { $0.subject == "On hold: registered notice" })
        let ticket = try #require(
            try office.mailbox().ledger.standing(of: first)?.recipients.first?.ticket?.token)
        for part in [first, ticket, "by the route registered", "queue release \(second)", "queue cancel \(second)"] {
            #expect(notice.flatText.contains(part), "\(notice.flatText)")
        }
        #expect(!notice.flatText.contains("--route"))
        #expect(office.folder.names(in: "held/new").count == 1)
        #expect(try office.mailbox().ledger.apply(.release(nil), to: second, recipient: nil, at: .now()) == 1)
        try await office.pass()
        #expect(await office.arrived().count == 3)
        #expect(office.folder.names(in: "held/new").isEmpty)
    }

    @Test("one Message-ID is two mails where the recipients differ, and where the content does")
    func messageID() async throws {
        let office = try await Office()
        try office.drop(Self.letter)
        try office.drop(Self.letter.replacing("To: piet", with: "To: kees"))
        try office.drop(Self.letter.replacing("is closed", with: "is open"))
        try await office.pass()
        #expect(try office.states() == [.sent, .sent, .sent])
        #expect(await office.arrived().count == 3)
    }

    @Test("an earlier mail that is uncertain holds the second one, which ends with it")
    func uncertain() async throws {
        let office = try await Office()
        await office.sandbox.fault(.init(.dropAfter, on: .send))
        try office.drop(Self.letter)
        try await office.pass()
        try office.drop(Self.letter.replacing("<1@", with: "<2@"))
        try await office.pass()
        #expect(try office.states() == [.uncertain, .held])
        #expect(await office.arrived().count == 1)
        #expect(try office.notices().last?.flatText.contains("may have been sent, uncertain since") == true)
    }

    @Test("a window of no length switches it off for a route")
    func switchedOff() async throws {
        let office = try await Office()
        try office.folder.write("config.toml", office.settings(more: "duplicate_window = \"0s\""))
        for subject in ["secure", "registered"] {
            try office.drop(office.mail(subject))
            try office.drop(office.mail(subject))
        }
        try await office.pass()
        #expect(try office.states().count { $0 == .sent } == 3)
        #expect(try office.states().count { $0 == .held } == 1)
    }
}
