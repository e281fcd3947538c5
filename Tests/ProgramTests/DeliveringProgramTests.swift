// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Foundation
import Glibc
import Mail
import TestSupport
import Testing

/// procmail, maildrop, fdm, and the lines that qmail and .forward run, with the settings of the examples.
@Suite("delivering programs")
struct DeliveringProgramTests {
    private let desk: Desk
    private let path = "\(Programs.folder):/usr/bin:/bin"

    init() async throws {
        desk = try await Desk()
        try desk.folder.write(
            ".config/sealpost/rules.sieve",
            """
            require "fileinto";
            if header :contains "subject" "[registered]" { fileinto "registered"; stop; }
            if header :contains "subject" "[hold]" { fileinto "hold"; stop; }
            fileinto "plain";
            """)
        try desk.addSettings("[route.plain]\nkind = \"sendmail\"\ncommand = [\"/bin/true\"]")
    }

    /// Mails with their outcomes: whether Sealpost has it, and whether the recipe goes on with it.
    private static let outcomes = [
        ("[registered] hello", true, false), ("[hold] hello", true, false), ("hello", false, true),
    ]

    private func breakSettings() throws {
        try desk.folder.write(".config/sealpost/config.toml", "this is = no settings file\n")
    }

    private func count() throws -> Int { try desk.spool.newIDs().count }

    // MARK: procmail

    /// procmail takes HOME from the user database, so it is told whose home is meant.
    private func procmail(_ example: String, _ mail: String) async throws -> Command.End {
        try await desk.command(
            [
                "procmail", "-m", "PATH=\(path)", "HOME=\(desk.folder.path)", "MAILDIR=\(desk.folder.path)",
                "DEFAULT=\(desk.folder.file("default"))", "ORGMAIL=\(desk.folder.file("default"))",
                Programs.example("procmail/\(example)"),
            ],
            input: mail
        ).run()
    }

    private func rest() -> String { (try? desk.folder.text("default")) ?? "" }

    @Test(
        "procmail goes on with what Sealpost leaves, and only with that",
        .enabled(if: Programs.has("procmail"), "procmail is not installed"))
    func procmailOnlyRoutes() async throws {
        for (subject, isTaken, goesOn) in Self.outcomes {
            let before = (try count(), rest())
            let mail = desk.mail(subject, body: "Dear Piet,\nGoodbye.\n")
            let end = try await procmail("only-routes.rc", mail)
            #expect(end.status == 0, "\(subject): \(end.errors)")
            #expect(try count() == before.0 + (isTaken ? 1 : 0), "\(subject)")
            #expect(rest() == before.1 + (goesOn ? mail + "\n" : ""), "\(subject)")
            if isTaken { #expect(try desk.spooled().last?.text == mail + "\n") }
        }
    }

    @Test(
        "what Sealpost can't decide, procmail neither sends on nor calls delivered",
        .enabled(if: Programs.has("procmail"), "procmail is not installed"),
        arguments: ["outgoing.rc", "only-routes.rc", "filter.rc"])
    func procmailDoubts(example: String) async throws {
        try breakSettings()
        let mail = "X-Sealpost-Decision: accepted\n" + desk.mail("[registered] hello")
        #expect(try await procmail(example, mail).status == 75)
        #expect(try count() == 0 && rest() == "")
        #expect(desk.folder.names(in: "registered/new").isEmpty)
    }

    @Test(
        "procmail files by the field that the filter puts on top",
        .enabled(if: Programs.has("procmail"), "procmail is not installed"))
    func procmailFilter() async throws {
        let mail = desk.mail("[registered] hello")
        let separator = "From jan@office.example Sat Nov 21 09:30:00 2026\n"
        #expect(try await procmail("filter.rc", separator + mail).status == 0)
        let id = try #require(try desk.spool.newIDs().first)
        let name = try #require(desk.folder.names(in: "registered/new").first)
        let field = "X-Sealpost-Decision: accepted \(id);\n\tregistered <piet@example.org>\n"
        #expect(try desk.folder.text("registered/new/\(name)") == field + mail + "\n")
        #expect(rest() == "")
        let plain = "X-Sealpost-Decision: accepted\n" + desk.mail("hello")
        #expect(try await procmail("filter.rc", separator + plain).status == 0)
        #expect(try count() == 1)
        let left = "X-Sealpost-Decision: not-taken;\n\tplain <piet@example.org>\n"
        #expect(rest() == separator + left + plain.dropFirst("X-Sealpost-Decision: accepted\n".count) + "\n")
    }

    // MARK: maildrop

    /// maildrop takes HOME and PATH from the machine, and reads a file only where nobody else can write it.
    private func maildrop(_ example: String, _ mail: String) async throws -> Command.End {
        let text = try String(contentsOfFile: Programs.example("maildrop/\(example)"), encoding: .utf8)
        let file = try desk.folder.write(
            "mailfilter", "HOME=\"\(desk.folder.path)\"\nPATH=\"\(path)\"\n\(text)\nto \"$HOME/default\"\n")
        chmod(file, 0o600)
        return try await desk.command(["maildrop", file], input: mail).run()
    }

    @Test(
        "maildrop hands a mail on, with Sealpost's exit status as its own",
        .enabled(if: Programs.has("maildrop"), "maildrop is not installed"))
    func maildropPipes() async throws {
        let mail = desk.mail("hello")
        #expect(try await maildrop("outgoing", mail).status == 0)
        #expect(try desk.spooled().map(\.text) == [mail])
        #expect(try await maildrop("outgoing", "Subject: nobody\n\n").status == 64)
        #expect(rest() == "")
    }

    @Test(
        "maildrop goes on with what Sealpost leaves, and only with that",
        .enabled(if: Programs.has("maildrop"), "maildrop is not installed"), arguments: ["only-routes", "filter"])
    func maildropOnlyRoutes(example: String) async throws {
        _ = try await desk.command(["maildirmake.maildrop", "Maildir"]).run()
        _ = try await desk.command(["maildirmake.maildrop", "Maildir/.Registered"]).run()
        for (subject, isTaken, goesOn) in Self.outcomes {
            let before = (try count(), rest())
            let mail = desk.mail(subject)
            let end = try await maildrop(example, mail)
            #expect(end.status == 0, "\(subject): \(end.errors)")
            #expect(try count() == before.0 + (isTaken ? 1 : 0), "\(subject)")
            #expect((rest() != before.1) == goesOn, "\(subject)")
        }
        #expect(rest().contains("Subject: hello\n"))
        #expect(rest().contains("X-Sealpost-Decision: not-taken;\n") == (example == "filter"))
        #expect(desk.folder.names(in: "Maildir/.Registered/new").count == (example == "filter" ? 2 : 0))
    }

    @Test(
        "what Sealpost can't decide, maildrop neither sends on nor calls delivered",
        .enabled(if: Programs.has("maildrop"), "maildrop is not installed"),
        arguments: ["outgoing", "only-routes", "filter"])
    func maildropDoubts(example: String) async throws {
        try breakSettings()
        let end = try await maildrop(example, "X-Sealpost-Decision: accepted\n" + desk.mail("[registered] hello"))
        #expect(end.status == 75, "\(end.errors)")
        #expect(try count() == 0 && rest() == "")
    }

    // MARK: fdm

    /// fdm takes the home from the user database, and gives up root's rights where it has them.
    private func fdm() async throws -> Command.End {
        let example = try String(contentsOfFile: Programs.example("fdm/fdm.conf"), encoding: .utf8)
        let text = example.replacing("%h", with: desk.folder.path)
            .replacing("\"sealpost ", with: "\"HOME='\(desk.folder.path)' sealpost ")
        let file = try desk.folder.write("fdm.conf", "set lock-file \"\(desk.folder.file("lock"))\"\n\(text)")
        chmod(file, 0o600)
        let user = geteuid() == 0 ? ["unshare", "--user", "--map-user=1000"] : []
        return try await desk.command(user + ["fdm", "-f", file, "fetch"]).run()
    }

    /// Whether fdm runs here: for root it needs a namespace of users.
    private static let hasFdm: Bool = {
        guard Programs.has("fdm") else { return false }
        guard geteuid() == 0 else { return true }
        return (try? Command("unshare", "--user", "--map-user=1000", "/bin/true").runAndWait())?.status == 0
    }()

    @Test(
        "fdm drops what Sealpost has, moves aside what it leaves, and keeps what it can't decide",
        .enabled(if: hasFdm, "fdm is not installed, or root can't become somebody else"))
    func fdmFilters() async throws {
        let mails = Self.outcomes.map { desk.mail($0.0) }
        for part in ["cur", "tmp"] {
            try FileManager.default.createDirectory(
                atPath: desk.folder.file("Mail/Outgoing/\(part)"), withIntermediateDirectories: true)
        }
        for (number, mail) in mails.enumerated() {
            try desk.folder.write("Mail/Outgoing/new/\(number)", "X-Sealpost-Decision: accepted\n" + mail)
        }
        let settings = try desk.folder.text(".config/sealpost/config.toml")
        try breakSettings()
        let broken = try await fdm()
        #expect(desk.folder.names(in: "Mail/Outgoing/new").count == 3, "\(broken.errors)")
        #expect(try count() == 0 && desk.folder.names(in: "Mail/Plain/new").isEmpty)
        try desk.folder.write(".config/sealpost/config.toml", settings)
        let end = try await fdm()
        #expect(end.status == 0, "\(end.errors)")
        #expect(desk.folder.names(in: "Mail/Outgoing/new").isEmpty, "\(end.errors)")
        #expect(try count() == 2)
        let name = try #require(desk.folder.names(in: "Mail/Plain/new").first)
        let plain = try desk.folder.text("Mail/Plain/new/\(name)")
        #expect(plain == "X-Sealpost-Decision: not-taken;\n\tplain <piet@example.org>\n" + mails[2])
    }

    // MARK: Lines that a shell runs

    /// Runs a line as qmail-local and Postfix' local do: by sh, with the variables that they set.
    private func shell(_ line: some StringProtocol, _ mail: String, _ variables: [String: String] = [:]) async throws
        -> Command.End
    {
        var command = try desk.command(["/bin/sh", "-c", String(line)], input: mail)
        command.environment.merge(["SENDER": "jan@office.example", "RECIPIENT": "jan-send@office.example"]) { $1 }
        command.environment.merge(variables) { $1 }
        return try await command.run()
    }

    private func lines(_ example: String) throws -> [Substring] {
        try String(contentsOfFile: Programs.example(example), encoding: .utf8).split(separator: "\n")
            .filter { !$0.hasPrefix("#") }
    }

    @Test("the line for qmail sends to those whom the header names, and not back to the user")
    func qmail() async throws {
        let line = try #require(try lines("qmail/dot-qmail").first)
        #expect(line.first == "|")
        let mail = desk.mail("hello", to: "piet@example.org, jan-send@office.example")
        #expect(try await shell(line.dropFirst(), mail, ["EXT": "send"]).status == 0)
        let entry = try #require(try desk.spooled().first?.entry)
        #expect(entry.envelope.recipients.isEmpty && entry.envelope.readsRecipientsFromHeader)
        #expect(entry.envelope.sender == "jan@office.example" && entry.addressExtension == "send")
        #expect(entry.envelope.deliveredTo == ["jan-send@office.example"])
        try breakSettings()
        #expect(try await shell(line.dropFirst(), mail).status == 75)
    }

    @Test("qmail stops where Sealpost has the mail, goes on where it has not, and comes again where it can't tell")
    func qmailOnlyRoutes() async throws {
        let line = try #require(try lines("qmail/dot-qmail-only-routes").first).dropFirst()
        for (subject, isTaken, _) in Self.outcomes {
            #expect(try await shell(line, desk.mail(subject)).status == (isTaken ? 99 : 0), "\(subject)")
        }
        #expect(try count() == 2)
        try breakSettings()
        #expect(try await shell(line, desk.mail("[registered] hello")).status == 111)
    }

    @Test("the line for .forward takes the header's recipients, and the null sender for what it is")
    func forward() async throws {
        let line = try #require(try lines("forward/forward").first)
        #expect(line.hasPrefix("\"|/usr/local/bin/sealpost ") && line.hasSuffix("\""))
        let words = line.dropFirst(2).dropLast().replacing("/usr/local/bin/", with: "\(Programs.folder)/")
        // What Postfix' local puts before the mail.
        let mail =
            "From MAILER-DAEMON  Sat Nov 21 09:30:00 2026\nX-Original-To: jan+registered@office.example\n"
            + "Delivered-To: jan+registered@office.example\nReturn-Path: <>\n" + desk.mail("hello")
        let variables = [
            "SENDER": "MAILER-DAEMON", "RECIPIENT": "jan+registered@office.example", "EXTENSION": "registered",
            "ORIGINAL_RECIPIENT": "jan+registered@office.example",
        ]
        #expect(try await shell(words, mail, variables).status == 0)
        let entry = try #require(try desk.spooled().first?.entry)
        #expect(entry.envelope.sender == "" && entry.addressExtension == "registered")
        #expect(entry.envelope.recipients.isEmpty && entry.envelope.readsRecipientsFromHeader)
    }

    @Test("the command line for Postfix takes the arguments that Postfix makes of it")
    func postfix() async throws {
        let text = try lines("postfix/master.cf").joined(separator: " ")
        let words = try #require(text.split(separator: "argv=").last).split(separator: " ")
        #expect(words.first == "/usr/local/bin/sealpost")
        let arguments = words.dropFirst().flatMap { word -> [String] in
            switch word {
            case "${sender}": [""]
            case "${recipient}": ["piet@example.org", "anna@example.net"]
            case "/etc/sealpost/config.toml": [desk.folder.file(".config/sealpost/config.toml")]
            default: [String(word)]
            }
        }
        let end = try await desk.command(["sealpost"] + arguments, input: desk.mail("hello")).run()
        #expect(end.status == 0 && end.errors == "", "\(end.errors)")
        let entry = try #require(try desk.spooled().first?.entry)
        #expect(entry.envelope.recipients == ["piet@example.org", "anna@example.net"])
        #expect(entry.envelope.sender == "" && !entry.envelope.readsRecipientsFromHeader)
    }
}
