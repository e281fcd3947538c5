// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Foundation
import Mail
import TestSupport
import Testing

/// The programs that people write mail with, as Debian ships them and with the settings of the examples.
@Suite("mail programs")
struct MailProgramTests {
    private let letter = "Dear Piet,\n\nGoodbye.\n.\nJan\n"

    private func mutt(_ desk: Desk, _ settings: String, more: String...) throws -> Command {
        try desk.command(
            ["mutt", "-n", "-F", Programs.example("mutt/\(settings)"), "-e", "set from=jan@office.example"]
                + more.flatMap { ["-e", $0] }
                + ["-s", "[registered] hello", "-b", "mieke@example.com", "--", "piet@example.org"],
            input: letter)
    }

    @Test("mutt sends through sealpost-sendmail", .enabled(if: Programs.has("mutt"), "mutt is not installed"))
    func muttSendmail() async throws {
        let desk = try await Desk()
        let end = try await mutt(desk, "muttrc").run()
        #expect(end.status == 0, "\(end.output)\(end.errors)")
        let (entry, text) = try #require(try desk.spooled().first)
        #expect(entry.door == .sendmail)
        #expect(entry.envelope.sender == "jan@office.example")
        #expect(entry.envelope.recipients == ["piet@example.org", "mieke@example.com"])
        #expect(text.contains("\nSubject: [registered] hello\n"))
        #expect(text.hasSuffix("\n\n" + letter))
        #expect(!text.contains("mieke"))
    }

    @Test("mutt keeps a mail that is not accepted", .enabled(if: Programs.has("mutt"), "mutt is not installed"))
    func muttRefused() async throws {
        let desk = try await Desk()
        try FileManager.default.removeItem(atPath: desk.spool.path)
        try desk.folder.write(".local/state/sealpost/spool", "no folder")
        let end = try await mutt(desk, "muttrc").run()
        #expect(end.status == 1)
        #expect((end.output + end.errors).contains("sealpost-sendmail: can't create"))
    }

    @Test(
        "mutt writes into the outbox, and delivery takes it from there",
        .enabled(if: Programs.has("mutt"), "mutt is not installed"))
    func muttOutbox() async throws {
        let desk = try await Desk()
        let end = try await mutt(desk, "outbox.muttrc").run()
        #expect(end.status == 0, "\(end.output)\(end.errors)")
        #expect(desk.folder.names(in: "Mail/Outbox/cur").count == 1)
        #expect(try await desk.sealpost("deliver").status == 0)
        #expect(desk.folder.names(in: "Mail/Outbox/cur").isEmpty)
        let queue = try await desk.sealpost("queue").output
        #expect(queue.contains("piet@example.org") && queue.contains("mieke@example.com"))
        #expect(queue.contains("registered"))
    }

    @Test(
        "mutt does not believe a mail sent that it could not write into the outbox",
        .enabled(if: Programs.has("mutt"), "mutt is not installed"))
    func muttWithoutOutbox() async throws {
        let desk = try await Desk()
        let end = try await mutt(desk, "outbox.muttrc", more: "set record=/dev/null/Outbox").run()
        #expect(end.status == 1)
    }

    @Test(
        "mutt takes the examples' settings without complaint, and they do what they say",
        .enabled(if: Programs.has("mutt"), "mutt is not installed"), arguments: ["muttrc", "outbox.muttrc"])
    func muttSettings(file: String) async throws {
        let desk = try await Desk()
        let shown = ["copy", "fcc_before_send", "sendmail", "sendmail_wait"].flatMap { ["-Q", $0] }
        let end = try await desk.command(["mutt", "-n", "-F", Programs.example("mutt/\(file)")] + shown).run()
        #expect(end.status == 0 && end.errors == "", "\(end.errors)")
        #expect(end.output.contains("sendmail_wait=0"))
        if file == "outbox.muttrc" { #expect(end.output.contains("fcc_before_send is set")) }
    }

    /// procmail takes HOME from the user database, so it is told whose home is meant.
    private func procmail(_ desk: Desk, _ mail: String) throws -> Command {
        try desk.command(
            [
                "procmail", "-m", "PATH=\(Programs.folder):/usr/bin:/bin", "HOME=\(desk.folder.path)",
                "DEFAULT=\(desk.folder.file("default"))", "ORGMAIL=\(desk.folder.file("default"))",
                Programs.example("procmail/outgoing.rc"),
            ],
            input: mail)
    }

    @Test(
        "procmail hands a mail on, without the line that it puts before it",
        .enabled(if: Programs.has("procmail"), "procmail is not installed"))
    func procmailPipes() async throws {
        let desk = try await Desk()
        let mail = desk.mail("[registered] hello")
        let end = try await procmail(desk, "From jan@office.example Sat Nov 21 09:30:00 2026\n" + mail).run()
        #expect(end.status == 0, "\(end.errors)")
        let (entry, text) = try #require(try desk.spooled().first)
        #expect(entry.door == .pipe && entry.envelope.readsRecipientsFromHeader)
        // procmail ends each mail with an empty line.
        #expect(text == mail + "\n")
        #expect(!FileManager.default.fileExists(atPath: desk.folder.file("default")))
    }

    @Test(
        "procmail passes on that a mail was not accepted, and keeps it nowhere else",
        .enabled(if: Programs.has("procmail"), "procmail is not installed"))
    func procmailDefers() async throws {
        let desk = try await Desk()
        try desk.folder.write(".config/sealpost/config.toml", "this is = no settings file\n")
        let end = try await procmail(desk, desk.mail("hello")).run()
        #expect(end.status == 75)
        #expect(try desk.spooled().isEmpty)
        #expect(!FileManager.default.fileExists(atPath: desk.folder.file("default")))
    }

    @Test(
        "git send-email sends through sealpost-sendmail",
        .enabled(if: Programs.gitSendsMail, "git send-email is not installed: Debian's git-email"))
    func gitSendEmail() async throws {
        let desk = try await Desk()
        try desk.folder.write(
            ".gitconfig",
            "[user]\n\tname = Jan\n\temail = jan@office.example\n"
                + "[include]\n\tpath = \(Programs.example("git-send-email/gitconfig"))\n")
        try desk.folder.write(
            "0001-hello.patch",
            "From 1234 Mon Sep 17 00:00:00 2001\nFrom: Jan <jan@office.example>\n"
                + "Date: Sat, 21 Nov 2026 09:30:00 +0100\nSubject: [PATCH] say hello\n\n---\n a | 1 +\n")
        let end = try await desk.command([
            "git", "send-email", "--confirm=never", "--suppress-cc=all", "--to=piet@example.org", "0001-hello.patch",
        ]).run()
        #expect(end.status == 0, "\(end.errors)")
        let (entry, text) = try #require(try desk.spooled().first)
        #expect(entry.door == .sendmail && entry.envelope.recipients == ["piet@example.org"])
        #expect(text.contains("\nSubject: [PATCH] say hello\n"))
    }
}
