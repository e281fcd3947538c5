// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Dossiers
import Foundation
import Ledgers
import MailFlow
import TestSupport
import Testing

/// What a dossier says of mail from the recipient's address.
@Suite("mail from the recipient's address") struct CorrespondenceTests {
    private func office() async throws -> (Office, String) {
        let office = try await Office()
        try office.folder.write(
            "config.toml",
            try office.folder.text("config.toml") + "\n[dossier]\nfolders = [\"inbox\"]\ncorrespondence = 2\n")
        for part in ["new", "cur", "tmp"] { try office.folder.write("inbox/\(part)/.keep", "") }
        try office.drop(office.mail("registered"))
        try await office.pass()
        return (office, try #require(try office.ids().first))
    }

    private func receive(
        _ office: Office, _ name: String, from: String, date: String, header: String = "", secret: String = "PRIVATE"
    ) throws {
        try office.folder.write(
            "inbox/cur/\(name):2,S",
            "\(header)From: \(from)\nTo: jan@office.example\nSubject: \(secret)\nDate: \(date)\n"
                + "Message-ID: <\(name)@example.org>\n\n\(secret)\n")
    }

    private func gathered(_ office: Office, _ id: String) throws -> Dossier {
        let assembly = try Assembly(path: office.folder.file("config.toml"), environment: ["HOME": office.folder.path])
        return try #require(try DossierGathering(assembly, try assembly.ledger()).dossier(of: id))
    }

    @Test("the latest ones are named, by their headers alone; once gathered, they stay")
    func latest() async throws {
        let (office, id) = try await office()
        try receive(office, "a", from: "Piet <PIET@example.org>", date: "Fri, 20 Nov 2026 09:00:00 +0000")
        try receive(
            office, "b", from: "piet@example.org", date: "Sat, 21 Nov 2026 09:00:00 +0000",
            header: """
                Authentication-Results: mx.office.example (a; dkim=fail); dkim=pass
                 header.d=example.org; spf=pass
                Received: from somewhere
                Authentication-Results: liar.example; dkim=pass header.d=bank.example

                """.dropLast() + "\n")
        try receive(office, "c", from: "piet@example.org", date: "Thu, 19 Nov 2026 09:00:00 +0000")
        try receive(office, "d", from: "piet@example.org.evil.example", date: "Sun, 22 Nov 2026 09:00:00 +0000")
        let found = try #require(try gathered(office, id).correspondence?.first)
        #expect(found.address == "piet@example.org" && found.count == 3)
        #expect(found.received.map(\.messageID) == ["b@example.org", "a@example.org"])
        #expect(found.received[0].dkim == ["mx.office.example: dkim=pass header.d=example.org"])
        #expect(found.received[1].dkim.isEmpty)
        // The header of a, as sha256sum sees it: up to the empty line, and without it.
        let whole = try office.folder.text("inbox/cur/a:2,S")
        let header = try #require(whole.components(separatedBy: "\n\n").first) + "\n"
        #expect(found.received[1].headerSHA256 == Exhibit(Array(header.utf8)).digest)
        for file in try gathered(office, id).files where !file.path.hasPrefix("message/") {
            var bytes: [UInt8] = []
            try file.write { bytes += $0 }
            #expect(!String(decoding: bytes, as: UTF8.self).contains("PRIVATE"), "\(file.path)")
        }
        try receive(office, "e", from: "piet@example.org", date: "Mon, 23 Nov 2026 09:00:00 +0000")
        #expect(try gathered(office, id).correspondence == [found])
    }

    @Test("what a sender writes into his own address is no result")
    func quoted() async throws {
        let (office, id) = try await office()
        try receive(
            office, "a", from: "piet@example.org", date: "Fri, 20 Nov 2026 09:00:00 +0000",
            header: """
                Authentication-Results: mx.office.example; spf=pass
                 smtp.mailfrom="x; dkim=pass header.d=bank.example"@evil.example; dkim=fail header.d="example.org"

                """.dropLast() + "\n")
        let found = try #require(try gathered(office, id).correspondence?.first?.received.first)
        #expect(found.dkim == ["mx.office.example: dkim=fail header.d=example.org"])
    }

    @Test("with no folders named nothing is looked for, and with none found that is said")
    func none() async throws {
        let (office, id) = try await office()
        let found = try #require(try gathered(office, id).correspondence)
        #expect(found.map(\.count) == [0])
        let other = try await Office()
        try other.drop(other.mail("registered"))
        try await other.pass()
        #expect(try gathered(other, try #require(try other.ids().first)).correspondence == nil)
    }
}
