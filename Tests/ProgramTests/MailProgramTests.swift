// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Foundation
import Mail
import Sandbox
import TestSupport
import Testing

/// The programs that people write mail with, as Debian ships them and with the settings of the examples.
@Suite("mail programs")
struct MailProgramTests {
    private let letter = "Dear Piet,\n\nGoodbye.\n.\nJan\n"

    /// mutt or neomutt, which take the same settings.
    private func mutt(_ program: String, _ desk: Desk, _ settings: String, more: String...) throws -> Command {
        try desk.command(
            [program, "-n", "-F", Programs.example("mutt/\(settings)"), "-e", "set from=jan@office.example"]
                + more.flatMap { ["-e", $0] }
                + ["-s", "[registered] hello", "-b", "mieke@example.com", "--", "piet@example.org"],
            input: letter)
    }

    private func sendsWholeWay(_ program: String) async throws {
        try await Office.open { office in
            let end = try await mutt(program, office.desk, "muttrc").run()
            #expect(end.status == 0, "\(end.output)\(end.errors)")
            let (entry, text) = try #require(try office.desk.spooled().first)
            #expect(entry.door == .sendmail)
            #expect(entry.envelope.sender == "jan@office.example")
            #expect(entry.envelope.recipients == ["piet@example.org", "mieke@example.com"])
            #expect(text.hasSuffix("\n\n" + letter) && !text.contains("mieke"))
            try await expectLetter(office, subject: "[registered] hello", body: letter)
        }
    }

    /// The service got one mail, for both recipients, from Jan, and the blind one is named nowhere in it.
    private func expectLetter(_ office: Office, subject: String, body: String) async throws {
        let letters = try await office.letters()
        #expect(letters.count == 1)
        let got = try #require(letters.first)
        #expect(got.isFirst && got.sender == "jan@office.example")
        #expect(got.recipients.sorted() == ["mieke@example.com", "piet@example.org"])
        #expect(got.body == body)
        #expect(got.fields("Subject") == [subject])
        #expect(got.fields("To").map { $0.filter { $0 != "<" && $0 != ">" } } == ["piet@example.org"])
        #expect(got.fields("Date").count == 1 && got.fields("Message-ID").count == 1)
        #expect(got.fields("From").count == 1 && got.fields("From").first?.contains("jan@office.example") == true)
        #expect(!got.header.contains { $0.contains("mieke") })
    }

    private func showsRefusal(_ program: String) async throws {
        let desk = try await Desk()
        try desk.breakSpool()
        let end = try await mutt(program, desk, "muttrc").run()
        #expect(end.status == 1)
        #expect((end.output + end.errors).contains("sealpost-sendmail: can't create"))
    }

    @Test("mutt sends through sealpost-sendmail", .enabled(if: Programs.has("mutt"), "mutt is not installed"))
    func muttSendmail() async throws { try await sendsWholeWay("mutt") }

    @Test("neomutt sends through sealpost-sendmail", .enabled(if: Programs.has("neomutt"), "neomutt is not installed"))
    func neomuttSendmail() async throws { try await sendsWholeWay("neomutt") }

    @Test(
        "mutt says in our words why a mail is not accepted, and keeps it",
        .enabled(if: Programs.has("mutt"), "mutt is not installed"))
    func muttRefused() async throws { try await showsRefusal("mutt") }

    @Test(
        "neomutt says in our words why a mail is not accepted, and keeps it",
        .enabled(if: Programs.has("neomutt"), "neomutt is not installed"))
    func neomuttRefused() async throws { try await showsRefusal("neomutt") }

    @Test(
        "mutt's registered mail reaches each recipient in a request of its own, without the tag",
        .enabled(if: Programs.has("mutt"), "mutt is not installed"))
    func muttRegistered() async throws {
        try await Office.open { office in
            let rules = try String(contentsOfFile: "\(Programs.package)/rules/subject-tags.sieve", encoding: .utf8)
            try office.desk.folder.write(".config/sealpost/rules.sieve", rules)
            #expect(try await mutt("mutt", office.desk, "muttrc").run().status == 0)
            #expect(try await office.letters().isEmpty)
            let sent = await office.sandbox.accepted(at: .send)
            #expect(sent.map(\.recipients).sorted { $0[0] < $1[0] } == [["mieke@example.com"], ["piet@example.org"]])
            for request in sent {
                #expect(request.sender == "jan@office.example" && request.occurrence == 1)
                #expect(request.fields["subject"]?.string == "hello")
                #expect(request.fields["message_body"]?.string?.hasPrefix("Dear Piet,") == true)
                let others = ["mieke@example.com", "piet@example.org"].filter { $0 != request.recipients.first }
                #expect(others.allSatisfy { request.body?.contains($0) == false })
            }
        }
    }

    @Test(
        "mutt writes into the outbox, and delivery takes it from there",
        .enabled(if: Programs.has("mutt"), "mutt is not installed"))
    func muttOutbox() async throws {
        let desk = try await Desk()
        let end = try await mutt("mutt", desk, "outbox.muttrc").run()
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
        let end = try await mutt("mutt", desk, "outbox.muttrc", more: "set record=/dev/null/Outbox").run()
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

    private func git(_ desk: Desk) throws -> Command {
        try desk.folder.write(
            ".gitconfig",
            "[user]\n\tname = Jan\n\temail = jan@office.example\n"
                + "[include]\n\tpath = \(Programs.example("git-send-email/gitconfig"))\n")
        try desk.folder.write(
            "0001-hello.patch",
            "From 1234 Mon Sep 17 00:00:00 2001\nFrom: Jan <jan@office.example>\n"
                + "Date: Sat, 21 Nov 2026 09:30:00 +0100\nSubject: [PATCH] say hello\n\n" + patch)
        return try desk.command([
            "git", "send-email", "--confirm=never", "--suppress-cc=all", "--to=piet@example.org",
            "--bcc=mieke@example.com", "0001-hello.patch",
        ])
    }

    private let patch = "---\n a | 1 +\n.\n-- \n2.39.5\n"

    @Test(
        "git send-email sends through sealpost-sendmail",
        .enabled(if: Programs.gitSendsMail, "git send-email is not installed: Debian's git-email"))
    func gitSendEmail() async throws {
        try await Office.open { office in
            let end = try await git(office.desk).run()
            #expect(end.status == 0, "\(end.errors)")
            #expect(try office.desk.spooled().map(\.entry.door) == [.sendmail])
            try await expectLetter(office, subject: "[PATCH] say hello", body: patch)
        }
    }

    @Test(
        "git send-email ends with our status where a mail is not accepted, and shows why",
        .enabled(if: Programs.gitSendsMail, "git send-email is not installed: Debian's git-email"))
    func gitRefused() async throws {
        let desk = try await Desk()
        try desk.breakSpool()
        let end = try await git(desk).run()
        #expect(end.status == 75 && end.errors.contains("sealpost-sendmail: can't create"), "\(end)")
    }

    private let hello = ["-s", "hello"]

    @Test(
        "bsd-mailx sends through sealpost-sendmail",
        .enabled(if: Programs.has("bsd-mailx"), "bsd-mailx is not installed"))
    func bsdMailx() async throws {
        try await Office.open { office in
            var command = try office.desk.command(
                ["bsd-mailx"] + hello + ["-r", "jan@office.example", "-b", "mieke@example.com", "piet@example.org"],
                input: letter)
            command.environment["MAILRC"] = try office.desk.install("bsd-mailx/mail.rc", as: ".mailrc")
            let end = try await command.run()
            #expect(end.status == 0 && end.errors == "", "\(end)")
            let (entry, _) = try #require(try office.desk.spooled().first)
            #expect(entry.envelope.readsRecipientsFromHeader && entry.envelope.sender == "jan@office.example")
            try await expectLetter(office, subject: "hello", body: letter)
            try office.desk.breakSpool()
            let refused = try await command.run()
            #expect(refused.status == 1 && refused.errors.contains("sealpost-sendmail: can't create"), "\(refused)")
            #expect(try office.desk.folder.text("dead.letter").contains(letter))
        }
    }

    @Test(
        "the mail of GNU mailutils sends through sealpost-sendmail",
        .enabled(if: Programs.has("mail.mailutils"), "mailutils is not installed"))
    func mailutils() async throws {
        try await Office.open { office in
            var command = try office.desk.command(
                ["mail.mailutils"] + hello
                    + ["-r", "jan@office.example", "-a", "Bcc: mieke@example.com", "piet@example.org"],
                input: letter)
            command.environment["MAILRC"] = try office.desk.install("mailutils/mail.rc", as: ".mailrc")
            let end = try await command.run()
            #expect(end.status == 0 && end.errors == "", "\(end)")
            let (entry, _) = try #require(try office.desk.spooled().first)
            #expect(entry.envelope.readsRecipientsFromHeader && entry.envelope.sender == "jan@office.example")
            try await expectLetter(office, subject: "hello", body: letter)
            try office.desk.breakSpool()
            let refused = try await command.run()
            #expect(refused.status == 1 && refused.errors.contains("cannot send message"), "\(refused)")
        }
    }

    @Test("s-nail sends through sealpost-sendmail", .enabled(if: Programs.has("s-nail"), "s-nail is not installed"))
    func sNail() async throws {
        try await Office.open { office in
            let dead = office.desk.folder.file("dead")
            var command = try office.desk.command(
                ["s-nail", "-S", "from=Jan <jan@office.example>", "-S", "DEAD=\(dead)"] + hello
                    + ["-b", "mieke@example.com", "piet@example.org"],
                input: letter)
            // Run by root it takes the home from the user database, and tells its children so.
            command.environment["SEALPOST_SPOOL"] = office.desk.spool.path
            command.environment["MAILRC"] = try office.desk.install("s-nail/mailrc", as: ".mailrc")
            let end = try await command.run()
            #expect(end.status == 0 && end.errors == "", "\(end)")
            let (entry, _) = try #require(try office.desk.spooled().first)
            #expect(entry.envelope.recipients == ["piet@example.org", "mieke@example.com"])
            #expect(entry.envelope.sender == "jan@office.example")
            try await expectLetter(office, subject: "hello", body: letter)
            try office.desk.breakSpool()
            let refused = try await command.run()
            #expect(refused.status == 4, "\(refused)")
            #expect(refused.errors.contains("sealpost-sendmail: can't create"), "\(refused)")
            #expect(try office.desk.folder.text("dead").contains(letter))
        }
    }

    @Test("mblaze sends through sealpost-sendmail", .enabled(if: Programs.has("mcom"), "mblaze is not installed"))
    func mblaze() async throws {
        try await Office.open { office in
            _ = try office.desk.install("mblaze/profile", as: ".mblaze/profile")
            let text = try office.desk.folder.write("letter", letter)
            let words = [
                "mcom", "-send", "-to", "piet@example.org", "-bcc", "mieke@example.com", "-subject", "hello", "-body",
                text,
            ]
            let end = try await office.desk.command(words).run()
            #expect(end.status == 0, "\(end)")
            let (entry, _) = try #require(try office.desk.spooled().first)
            #expect(entry.envelope.readsRecipientsFromHeader && entry.envelope.sender == nil)
            // mcom ends the text with a line of its own.
            try await expectLetter(office, subject: "hello", body: letter + "\n")
            try office.desk.breakSpool()
            let refused = try await office.desk.command(words).run()
            #expect(refused.status != 0, "\(refused)")
            #expect(refused.errors.contains("sealpost-sendmail: can't create"), "\(refused)")
            // The draft is kept.
            #expect(office.desk.folder.names().contains { $0.hasPrefix("snd.") }, "\(office.desk.folder.names())")
        }
    }

    /// The value that an example gives a name, with the programs where they are here.
    private func setting(_ name: String, _ example: String) throws -> [String] {
        let text = try String(contentsOfFile: Programs.example(example), encoding: .utf8)
        let line = try #require(
            text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
                .first { $0.hasPrefix(name + " = ") })
        return line.dropFirst(name.count + 3).split(separator: " ").map(String.init)
    }

    @Test("aerc's way to call a sendmail: the recipients behind the words of its settings, lines that end in CRLF")
    func aerc() async throws {
        try await Office.open { office in
            let mail = office.desk.mail("hello", body: letter).replacing("\n", with: "\r\n")
            let words = try setting("outgoing", "aerc/accounts.conf") + ["piet@example.org", "mieke@example.com"]
            let end = try await office.desk.command(words, input: mail).run()
            #expect(end.status == 0 && end.errors == "", "\(end)")
            try await expectLetter(office, subject: "hello", body: letter)
        }
    }

    @Test("alot's way to call a sendmail: the recipients in the header")
    func alot() async throws {
        try await Office.open { office in
            let mail = "Bcc: mieke@example.com\n" + office.desk.mail("hello", body: letter)
            let words = try setting("sendmail_command", "alot/config")
            let end = try await office.desk.command(words, input: mail).run()
            #expect(end.status == 0 && end.errors == "", "\(end)")
            try await expectLetter(office, subject: "hello", body: letter)
        }
    }
}
