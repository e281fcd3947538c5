// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Foundation
import Glibc
import Mail
import TestSupport
import Testing

/// `sealpost pipe` as delivering programs call it.
@Suite("the program sealpost pipe")
struct PipeProgramTests {
    private let desk: Desk

    init() async throws {
        desk = try await Desk()
        try desk.folder.write(".config/sealpost/rules.sieve", Self.rules)
    }

    static let rules = """
        require "fileinto";
        if header :contains "subject" "[registered]" { fileinto "registered"; } else { fileinto "secure"; }
        """

    private func pipe(_ words: String..., input: String) async throws -> Command.End {
        try await desk.command([Programs.built("sealpost"), "pipe"] + words, input: input).run()
    }

    @Test(
        "whatever comes in is accepted as it is, but for an mbox line",
        arguments: [
            "", "From jan@office.example Sat Nov 21 09:30:00 2026\n", ">From jan Sat Nov 21 09:30:00 2026\n",
        ])
    func bytes(separator: String) async throws {
        for body in ["no last newline", "a\0b\n", "From x\n.\n\n", "\u{E9}\n"] {
            let mail = desk.mail("[registered] hello", body: body)
            for text in [mail, mail.replacing("\n", with: "\r\n")] {
                let end = try await pipe(input: separator + text)
                #expect(end.status == 0 && end.output == "" && end.errors == "", "\(end.errors)")
                #expect(try desk.spooled().last?.text == text)
                for id in try desk.spool.newIDs() { try desk.spool.remove(id) }
            }
        }
    }

    @Test(
        "what it can't do it says in one line that Postfix understands, with a status that says whether to come again")
    func refusals() async throws {
        let mail = desk.mail("[registered] hello")
        for (words, input, status, line) in [
            ([], "", 65, "5.6.0 sealpost: there is no message"),
            ([], "Subject: x\n\n", 64, "5.1.0 sealpost: no recipients"),
            (["a@x.nl\nb@x.nl"], mail, 65, "5.1.3 sealpost: the address"),
            (["--recipients-from", "environment"], mail, 75, "4.3.0 sealpost: --recipients-from environment"),
            ([""], mail, 75, "4.3.0 sealpost: an argument is empty"),
            // Slips in somebody's settings, for which nobody's mail should come back.
            (["--unknown"], mail, 75, "4.3.5 sealpost: "),
            (["--recipients-from", "nowhere"], mail, 75, "4.3.5 sealpost: "),
            (["--not-taken-status", "0"], mail, 75, "4.3.5 sealpost: "),
            (["--not-taken-status", "75"], mail, 75, "4.3.5 sealpost: "),
            (["--only-routes", "registred"], mail, 75, "4.3.0 sealpost: "),
            (["--only-routes", ""], mail, 75, "4.3.0 sealpost: "),
            (["--config", "/dev/null/config.toml"], mail, 75, "4.3.0 sealpost: /dev/null/config.toml"),
            (["--only-routes", "registered"], desk.mail("hello"), 69, "5.3.0 sealpost: not taken"),
            (
                ["--only-routes", "registered", "--not-taken-status", "1"], desk.mail("x"), 1,
                "5.3.0 sealpost: not taken"
            ),
        ] as [([String], String, Int32, String)] {
            for filter in line.contains("not taken") ? [[]] : [[], ["--filter"]] {
                let end = try await desk.command(["sealpost", "pipe"] + filter + words, input: input).run()
                #expect(end.status == status, "\(words) \(end.errors)")
                #expect(end.errors.hasPrefix(line) && end.output == "", "\(words) \(end.errors)")
                #expect(end.errors.split(separator: "\n", omittingEmptySubsequences: false).count == 2, "\(end.errors)")
                #expect(try desk.spooled().isEmpty && desk.folder.names(in: ".local/state/sealpost/spool/tmp").isEmpty)
            }
        }
        #expect(try await pipe("--help", input: "").status == 0)
    }

    @Test(
        "told to end while it reads, it has accepted nothing and asks to be called again",
        arguments: [SIGTERM, SIGINT, SIGHUP])
    func signals(number: Int32) async throws {
        let fifo = desk.folder.file("fifo")
        try #require(mkfifo(fifo, 0o600) == 0)
        // Reading and writing, so that opening waits for nobody and the end never comes.
        let writer = open(fifo, O_RDWR)
        defer { close(writer) }
        let text = desk.mail("[registered] hello")
        _ = write(writer, text, text.utf8.count)

        var command = try desk.command(["sh", "-c", "echo $$ >\"$HOME/process\"; exec sealpost pipe"])
        command.input = fifo
        let program = try command.start(in: desk.folder)
        // All that was written is read, so it is waiting for more.
        var left: Int32 = 1
        while left > 0, program.isRunning {
            try #require(ioctl(writer, UInt(FIONREAD), &left) == 0)
            try await Task.sleep(nanoseconds: 2_000_000)
        }
        let process = try #require(pid_t(try desk.folder.text("process").dropLast()))
        #expect(kill(process, number) == 0)
        let end = try await program.wait()
        #expect(end.status == 75 && end.errors.hasPrefix("4.3.0 sealpost: told to end"), "\(end.errors)")
        #expect(try desk.spooled().isEmpty)
    }

    @Test("a mail larger than the settings allow is refused, and read to its end")
    func tooLarge() async throws {
        let settings = try desk.folder.text(".config/sealpost/config.toml")
        try desk.folder.write(
            ".config/sealpost/config.toml",
            settings.replacing("[doors]\n", with: "[doors]\nmaximum_message_bytes = 400000\n"))
        try desk.folder.write(
            "mail", desk.mail("[registered] x", body: String(repeating: "0123456789abcde\n", count: 30_000)))
        // A pipe holds less than that, so cat(1) ends with 0 only where all was taken off it.
        let line = "cat mail | sealpost pipe; echo ${PIPESTATUS[@]}"
        let end = try await desk.command(["bash", "-c", line]).run()
        #expect(end.output == "0 65\n", "\(end.errors)")
        #expect(end.errors == "5.3.4 sealpost: the message is larger than 400000 bytes\n")
        #expect(try desk.spooled().isEmpty)
    }

    @Test("a crash, and a limit on the size of files, are reasons to come again too")
    func crash() async throws {
        try desk.folder.write("mail", desk.mail("x", body: String(repeating: "0123456789abcde\n", count: 10_000)))
        let limited = try await desk.command(["sh", "-c", "ulimit -f 8; exec sealpost pipe <mail 2>/dev/null"]).run()
        #expect(limited.status == 75)
        #expect(desk.folder.names(in: ".local/state/sealpost/spool/tmp").isEmpty)
        #expect(try desk.spooled().isEmpty)
        let fifo = desk.folder.file("fifo")
        try #require(mkfifo(fifo, 0o600) == 0)
        let writer = open(fifo, O_RDWR)
        defer { close(writer) }
        _ = write(writer, "S", 1)
        var command = try desk.command(["sh", "-c", "echo $$ >\"$HOME/process\"; exec sealpost pipe"])
        command.input = fifo
        let program = try command.start(in: desk.folder)
        var left: Int32 = 1
        while left > 0, program.isRunning {
            try #require(ioctl(writer, UInt(FIONREAD), &left) == 0)
            try await Task.sleep(nanoseconds: 2_000_000)
        }
        #expect(kill(try #require(pid_t(try desk.folder.text("process").dropLast())), SIGSEGV) == 0)
        #expect(try await program.wait().status == 75)
    }

    @Test("as a filter it gives the mail back with the decision on top, and what the mail says of itself there is gone")
    func filter() async throws {
        let mail = "X-Sealpost-Decision: accepted\n" + desk.mail("[registered] hello", body: "no last newline")
        let rest = String(mail.dropFirst("X-Sealpost-Decision: accepted\n".count))
        let looked = try await pipe("--filter", input: mail)
        #expect(looked.status == 0 && looked.errors == "")
        #expect(looked.output == "X-Sealpost-Decision: decided;\n\tregistered <piet@example.org>\n" + rest)
        #expect(try desk.spooled().isEmpty)
        let left = try await pipe("--filter", "--only-routes", "secure", input: mail)
        #expect(left.status == 0)
        #expect(left.output == "X-Sealpost-Decision: not-taken;\n\tregistered <piet@example.org>\n" + rest)
        #expect(try desk.spooled().isEmpty)
        let taken = try await pipe("--filter", "--only-routes", "registered,secure", input: mail)
        let id = try #require(try desk.spool.newIDs().first)
        #expect(taken.status == 0)
        #expect(taken.output == "X-Sealpost-Decision: accepted \(id);\n\tregistered <piet@example.org>\n" + rest)
    }

    @Test(
        "a filter whose reader takes nothing, or goes, has accepted nothing",
        arguments: [">/dev/full; echo $? >status", "| head -c 10 >/dev/null; echo ${PIPESTATUS[0]} >status"])
    func filterFails(rest: String) async throws {
        let mail = desk.mail("[registered] hello", body: String(repeating: "0123456789abcde\n", count: 100_000))
        try desk.folder.write("mail", mail)
        let line = "sealpost pipe --filter --only-routes registered <mail \(rest)"
        let end = try await desk.command(["bash", "-c", line]).run()
        #expect(try desk.folder.text("status") == "75\n", "\(end.errors)")
        #expect(end.errors.contains("can't write standard output"))
        #expect(try desk.spooled().isEmpty)
    }
}
