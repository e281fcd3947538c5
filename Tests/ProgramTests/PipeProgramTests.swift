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
        try await sealpost(["pipe"] + words, input: input)
    }

    private func sealpost(_ words: [String], input: String? = nil) async throws -> Command.End {
        try await desk.command([Programs.built("sealpost")] + words, input: input).run()
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
        let end = try await whileReading(desk.mail("[registered] hello")) { #expect(kill($0, number) == 0) }
        #expect(end.status == 75 && end.errors.hasPrefix("4.3.0 sealpost: told to end"), "\(end.errors)")
        #expect(try desk.spooled().isEmpty)
    }

    /// Does something with a pipe that has read the beginning of a mail and waits for more.
    private func whileReading(_ beginning: String, _ act: (pid_t) -> Void) async throws -> Command.End {
        let fifo = desk.folder.file("fifo")
        try #require(mkfifo(fifo, 0o600) == 0)
        // Reading and writing, so that opening waits for nobody and the end never comes.
        let writer = open(fifo, O_RDWR)
        defer { close(writer) }
        _ = write(writer, beginning, beginning.utf8.count)
        var command = try desk.command(["sh", "-c", "echo $$ >\"$HOME/process\"; exec sealpost pipe"])
        command.input = fifo
        let program = try command.start(in: desk.folder)
        // All that was written is read, so it is waiting for more.
        var left: Int32 = 1
        while left > 0, program.isRunning {
            try #require(ioctl(writer, UInt(FIONREAD), &left) == 0)
            try await Task.sleep(nanoseconds: 2_000_000)
        }
        act(try #require(pid_t(try desk.folder.text("process").dropLast())))
        return try await program.wait()
    }

    @Test("a mail larger than the settings allow is refused, and read to its end")
    func tooLarge() async throws {
        try desk.changeSettings { $0.replacing("[doors]\n", with: "[doors]\nmaximum_message_bytes = 400000\n") }
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
        let crashed = try await whileReading("S") { #expect(kill($0, SIGSEGV) == 0) }
        #expect(crashed.status == 75)
    }

    @Test(
        "whether what it has to say of a mail can be written changes nothing for the mail",
        arguments: ["2>/dev/full", "2>&-", ">&- 2>&-"])
    func unheard(streams: String) async throws {
        try desk.folder.write(
            ".config/sealpost/rules.sieve",
            #"""
            require ["fileinto", "envelope"];
            if envelope :domain "to" "example.org" { fileinto "registered"; } else { fileinto "secure"; }
            """#)
        try desk.folder.write("mail", desk.mail("x", to: "piet@example.org, eva@example.net"))
        let line = "sealpost pipe --only-routes registered <mail \(streams)"
        let end = try await desk.command(["bash", "-c", line]).run()
        #expect(end.status == 0, "\(end)")
        #expect(try desk.spooled().count == 1)
    }

    @Test("a signal that comes when the mail is there ends nothing", arguments: ["USR1", "QUIT", "XCPU"])
    func lateSignal(name: String) async throws {
        try desk.folder.write(
            "mail", desk.mail("[registered] x", body: String(repeating: "0123456789abcde\n", count: 10_000)))
        // More than a pipe takes: the filter waits for its reader, with the mail in the spool.
        let script = #"""
            mkfifo out; sealpost pipe --filter --only-routes registered <mail >out & exec 3<out
            until [ -n "$(ls "$1")" ]; do sleep 0.01; done
            kill -$2 $!; cat <&3 >/dev/null; wait $!
            """#
        let end = try await desk.command([
            "bash", "-c", script, "bash", desk.folder.file(".local/state/sealpost/spool/new"), name,
        ]).run()
        #expect(end.status == 0, "\(end)")
        #expect(try desk.spooled().count == 1)
    }

    @Test("a filter without standard output has accepted nothing, and says so at once")
    func noOutput() async throws {
        try desk.folder.write("mail", desk.mail("[registered] x"))
        for options in ["", "--only-routes registered"] {
            let end = try await desk.command(["bash", "-c", "sealpost pipe --filter \(options) <mail >&-"]).run()
            #expect(end.status == 75 && end.errors.contains("can't write standard output"), "\(end)")
        }
        #expect(try desk.spooled().isEmpty)
    }

    @Test("explain says what pipe does with a mail, with the same options")
    func explained() async throws {
        let rules = #"""
            require ["fileinto", "environment"];
            if environment "vnd.sealpost.extension" "aan" { fileinto "registered"; stop; }
            if header :contains "subject" "secure" { fileinto "secure"; }
            """#
        try desk.folder.write(".config/sealpost/rules.sieve", rules)
        let mark = try #require(try desk.spool.instance())
        for (subject, options) in [
            ("x", ["--extension", "aan"]), ("secure", []), ("secure", ["--sender", "jan@office.example"]),
            ("secure", ["--sender", "MAILER-DAEMON"]), ("x\nX-Sealpost-Trace: \(mark)", ["--extension", "aan"]),
            ("x\nX-Sealpost-Trace: \(mark)", []),
        ] {
            let mail = desk.mail(subject)
            let path = try desk.folder.write("mail", mail)
            for restriction in [["--only-routes", "registered"], ["--only-routes", "secure,registered"]] {
                let words = options + restriction
                let told = try await sealpost(["explain", "--json", "--door", "pipe"] + words + [path])
                let object = try JSONSerialization.jsonObject(with: Data(told.output.utf8)) as? [String: Any]
                let trial = try #require(object?["pipe"] as? [String: Any], "\(told.errors)")
                #expect(try desk.spooled().isEmpty && desk.folder.names(in: ".local/state/sealpost/spool/tmp").isEmpty)
                let end = try await sealpost(["pipe"] + words, input: mail)
                #expect(trial["exitStatus"] as? Int32 == end.status, "\(words) \(told.output) \(end.errors)")
                #expect(trial["taken"] as? Bool == (end.status == 0))
                #expect(try desk.spooled().count == (end.status == 0 ? 1 : 0))
                for id in try desk.spool.newIDs() { try desk.spool.remove(id) }
                let text = try await sealpost(["explain", "--door", "pipe"] + words + [path]).output
                let standing = end.status == 0 ? "taken" : "not taken"
                #expect(text.contains("\nsealpost pipe: \(standing), exit status \(end.status ?? -1)"), "\(text)")
            }
        }
        let mail = try desk.folder.write("mail", desk.mail("x"))
        #expect(try await desk.sealpost("explain", "--extension", "aan", mail).status == 64)
        #expect(try await desk.sealpost("explain", "--door", "pipe", "--only-routes", "gone", mail).status == 64)
        let empty = try desk.folder.write("empty", "")
        let nothing = try await desk.sealpost("explain", "--door", "pipe", "--only-routes", "secure", empty)
        #expect(nothing.output.contains("not taken, exit status 65; there is no message"), "\(nothing)")
    }

    @Test("explain holds what a mail system reports by the pipe, as delivery does")
    func explainedReport() async throws {
        let mail = try desk.folder.write("mail", desk.mail("[registered] hello"))
        let told = try await desk.sealpost("explain", "--door", "pipe", "--sender", "<>", mail)
        #expect(told.output.hasPrefix("piet@example.org: held: a mail without a sender"), "\(told)")
        #expect(!told.output.contains("registered request"))
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
