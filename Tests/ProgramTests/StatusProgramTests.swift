// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Sandbox
import TestSupport
import Testing

/// `sealpost status` and `sealpost open` as a person types them.
@Suite("status and open")
struct StatusProgramTests {
    /// A desk with a registered mail to two people, a secure one, and one that waits, all of them looked at.
    private func office(_ body: (Desk, Sandbox) async throws -> Void) async throws {
        try await Services.serve { desk, sandbox in
            await sandbox.setDomain("office.example", valid: true)
            for (subject, to) in [
                ("[registered] Huur opgezegd", "piet@example.org, klaas@example.net"),
                ("[secure] Figures", "a@x.example"),
                ("no tag at all", "b@x.example"),
            ] {
                let words = ["sealpost-sendmail", "-t", "-i"]
                try #require(
                    try await desk.command(words, input: desk.mail(subject, to: to)).run().status == 0)
            }
            try #require(try await desk.sealpost("deliver").status == 0)
            try await body(desk, sandbox)
        }
    }

    private func messages(_ desk: Desk, _ words: String...) async throws -> [[String: Any]] {
        let end = try await desk.command([Programs.built("sealpost"), "status", "--json"] + words).run()
        #expect(end.status == 0, "\(end.errors)")
        return try #require(try JSONSerialization.jsonObject(with: Data(end.output.utf8)) as? [[String: Any]])
    }

    private func recipients(_ message: [String: Any]?) throws -> [[String: Any]] {
        try #require(message?["recipients"] as? [[String: Any]])
    }

    @Test("a mail is found by each of its names, and its page is the one that came with the ticket")
    func names() async throws {
        try await office { desk, _ in
            let table = try await desk.sealpost("status")
            #expect(table.status == 0 && !table.output.contains("\u{1B}"))
            #expect(table.output.split(separator: "\n").count == 7)
            let rent = try #require(try await messages(desk, "huur").first)
            let (id, messageID) = (try #require(rent["id"] as? String), try #require(rent["message_id"] as? String))
            let both = try recipients(rent)
            let ticket = try #require(both[0]["ticket"] as? String)
            let page = try #require(both[0]["ticket_url"] as? String)
            #expect(both.map { $0["status"] as? String } == ["sent", "sent"])
            #expect(both.map { $0["settled"] as? Bool } == [true, true])
            let steps = try #require(both[0]["timeline"] as? [[String: Any]]).map { $0["step"] as? String }
            #expect(steps == ["enter", "decide", "begin", "send"])
            for name in [id, String(id.suffix(4)), messageID, "<\(messageID)>", ticket, page, "HUUR"] {
                let one = try await desk.sealpost("status", name)
                #expect(
                    one.status == 0 && one.output.contains("handed over as registered mail"), "\(name): \(one.errors)")
            }
            for name in [ticket, page] {
                let opened = try await desk.sealpost("open", "--print", name)
                #expect(opened.status == 0 && opened.output == "\(page)\n", "\(opened)")
            }
            let other = try await desk.sealpost("open", "--print", "--recipient", "Klaas@example.net", "huur")
            #expect(other.output == "\(try #require(both[1]["ticket_url"] as? String))\n")
            let several = try await desk.sealpost("open", "--print", "huur")
            #expect(
                several.status == 64 && several.output.isEmpty && several.errors.contains("\(ticket)  piet@example.org")
            )
            #expect(try await desk.sealpost("open", "--print", "no tag").status == 65)
            let none = try await desk.sealpost("status", "nowhere to be found")
            #expect(none.status == 64 && none.errors.contains("\"nowhere to be found\""))
            let vague = try await desk.sealpost("status", "g")
            #expect(vague.status == 64 && vague.errors.contains("any of 3 messages"), "\(vague)")
            #expect(try await desk.sealpost("status", "--since", "yesterday").status == 64)
            #expect(try await desk.sealpost("status", "--since", "1d", "huur").status == 64)
        }
    }

    @Test("a page is opened by a program that gets its address as one word; without a display none is")
    func opens() async throws {
        try await office { desk, _ in
            let rent = try await messages(desk, "huur").first
            let page = try #require(try recipients(rent)[0]["ticket_url"] as? String)
            let ticket = try #require(try recipients(rent)[0]["ticket"] as? String)
            let blind = try await desk.sealpost("open", ticket)
            #expect(
                blind.status == 69 && blind.output == "\(page)\n" && blind.errors.contains("no display"), "\(blind)")
            let opener = try desk.folder.write(
                "bin/xdg-open", "#!/bin/sh\nprintf '%s|' \"$#\" \"$@\" > opened\nexit $CODE\n")
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: opener)
            var command = try desk.command([Programs.built("sealpost"), "open", ticket])
            let path = "\(desk.folder.file("bin")):\(command.environment["PATH"] ?? "")"
            command.environment.merge(["PATH": path, "DISPLAY": ":0", "CODE": "0"]) { $1 }
            let opened = try await command.run()
            #expect(opened.status == 0 && opened.output == "\(page)\n", "\(opened)")
            #expect(try desk.folder.text("opened") == "1|\(page)|")
            command.environment["CODE"] = "3"
            let failed = try await command.run()
            #expect(failed.status == 69 && failed.errors.contains("xdg-open ended with 3"), "\(failed)")
        }
    }

    @Test("watching goes on while something waits, tells what happens, and ends when all is final or somebody asks")
    func watches() async throws {
        try await office { desk, _ in
            let final = try await desk.sealpost("status", "--watch", "figures")
            #expect(final.status == 0 && final.output.hasSuffix("All of it is final: nothing more is expected.\n"))
            let scratch = try TemporaryFolder()
            let sealpost = Programs.built("sealpost")
            let all = try desk.command([sealpost, "status", "--watch"]).start(in: scratch)
            let other = try TemporaryFolder()
            let stopped = try desk.command([sealpost, "status", "--watch", "no tag"]).start(in: other)
            for folder in [scratch, other] {
                while try !folder.text("output").contains("held") { try await Task.sleep(for: .milliseconds(20)) }
            }
            stopped.terminate()
            let asked = try await stopped.wait()
            #expect(asked.status == 0 && !asked.output.contains("All of it is final"), "\(asked)")
            #expect(all.isRunning)
            let held = try #require(try await messages(desk, "no tag").first?["id"] as? String)
            #expect(try await desk.sealpost("queue", "cancel", held).status == 0)
            let end = try await all.wait()
            #expect(end.status == 0, "\(end.errors)")
            let added = end.output.split(separator: "\n").suffix(2)
            #expect(added.first?.contains("\(held)  b@x.example  Cancelled") == true, "\(end.output)")
            #expect(added.last == "All of it is final: nothing more is expected.")
        }
    }

    @Test("what the service reports changes the status, and a forged mail doesn't; both are told of")
    func reports() async throws {
        let mails = try StatusMail()
        try await Services.simulate(mails.configuration) { sandbox in
            try await follow(try await Desk(services: sandbox.url), sandbox, mails)
        }
    }

    private func follow(_ desk: Desk, _ sandbox: Sandbox, _ mails: StatusMail) async throws {
        try desk.addSettings(mails.settings)
        let words = ["sealpost-sendmail", "-t", "-i"]
        try #require(try await desk.command(words, input: desk.mail("[registered] the lease")).run().status == 0)
        try #require(try await desk.sealpost("deliver").status == 0)
        let ticket = try #require(await sandbox.tickets.first?.token)
        try await sandbox.mail(about: ticket, .accepted, as: .unsigned)
        try #require(try await desk.sealpost("deliver").status == 0)

        let recipient = try recipients(try await messages(desk, ticket).first)[0]
        #expect(recipient["state"] as? String == "sent" && recipient["status"] as? String == "announced")
        #expect(recipient["settled"] as? Bool == false)
        let timeline = try #require(recipient["timeline"] as? [[String: Any]])
        let reports = timeline.compactMap { $0["report"] as? [String: Any] }
        #expect(reports.map { $0["event"] as? String } == ["announced", "accepted"])
        #expect(reports.map { $0["verified"] as? Bool } == [true, false])
        for report in reports { #expect(Set(report.keys) == ["event", "happened", "origin", "verified", "grounds"]) }
        #expect(timeline.count == 6 && timeline.last?["step"] as? String == "report")

        let shown = try await desk.sealpost("status", "the lease").output
        #expect(shown.contains("piet@example.org: announced to the recipient\n"))
        #expect(shown.contains("Unverified report, which changes nothing: the recipient accepted it\n"))
        #expect(shown.contains("Known by: a mail with a good signature of mail.sandbox.example (a status mail <"))

        let scratch = try TemporaryFolder()
        let watch = try desk.command([Programs.built("sealpost"), "status", "--watch", "--json", ticket]).start(
            in: scratch)
        while try !scratch.text("output").contains("announced") { try await Task.sleep(for: .milliseconds(20)) }
        try await sandbox.mail(about: ticket, .accepted, as: .none)
        try #require(try await desk.sealpost("deliver").status == 0)
        let end = try await watch.wait()
        #expect(end.status == 0 && end.errors.contains("All of it is final"), "\(end.errors)")
        let lines = try end.output.split(separator: "\n").map { line in
            try recipients(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])[0]
        }
        #expect(lines.map { $0["status"] as? String } == ["announced", "accepted"])
    }

    private static let script = "/usr/bin/script"

    @Test(
        "at a terminal of 80 columns it is coloured, and no line but the address of a page is longer",
        .enabled(if: FileManager.default.isExecutableFile(atPath: script), "script(1) is missing"))
    func terminal() async throws {
        try await office { desk, _ in
            let sealpost = Programs.built("sealpost")
            let program =
                "stty cols 80 rows 40; \(sealpost) status; \(sealpost) status huur; \(sealpost) status --watch figures"
            let shown = try await desk.command([Self.script, "-qec", program, "/dev/null"]).run().output
            #expect(
                shown.contains("\u{1B}[32m") && shown.contains("3 messages") && shown.contains("All of it is final"))
            let lines = shown.replacing(/\u{1B}\[\d*[mFJ]/, with: "").split(whereSeparator: \.isNewline)
            for line in lines where !line.contains("Follow it at:") { #expect(line.count <= 80, "\(line)") }
        }
    }
}
