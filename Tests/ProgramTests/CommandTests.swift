// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Foundation
import Sandbox
import TestSupport
import Testing

/// The subcommands of `sealpost` as a person runs them: what they print and how they end.
@Suite("commands of sealpost")
struct CommandTests {
    private func withServices(_ body: (Desk, Sandbox) async throws -> Void) async throws {
        try await Services.serve(body)
    }

    private func json(_ text: String) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(text.utf8))
    }

    @Test("init makes all that a mailbox needs, for its owner alone, and overwrites nothing")
    func initialise() async throws {
        let desk = try await Desk()
        for box in ["Outbox", "Sent", "Failed", "Held", "Notices"] {
            #expect(desk.folder.names(in: "Mail/\(box)").contains("new"), "\(box)")
        }
        for file in [".config/sealpost", ".config/sealpost/config.toml", ".local/state/sealpost/spool/new"] {
            let mode = try FileManager.default.attributesOfItem(atPath: desk.folder.file(file))[.posixPermissions]
            #expect((mode as? NSNumber).map { $0.intValue & 0o077 } == 0, "\(file)")
        }
        #expect(try desk.folder.text(".config/sealpost/spool") == desk.spool.path + "\n")
        let before = try desk.folder.text(".config/sealpost/config.toml")
        let again = try await desk.sealpost("init", "--mail", "/elsewhere")
        #expect(again.status == 73)
        #expect(again.errors.contains("is there already"))
        #expect(try desk.folder.text(".config/sealpost/config.toml") == before)
    }

    @Test("init with an address that can't be used writes no settings, and can be run again")
    func initialiseWrongly() async throws {
        let home = try TemporaryFolder()
        func initialise(_ words: String...) async throws -> Command.End {
            var command = try Command()
            command.words = [Programs.built("sealpost"), "init"] + words
            command.environment = Command.standardEnvironment.merging(["HOME": home.path]) { $1 }
            return try await command.run()
        }
        let wrong = try await initialise("--sandbox", "localhost:8025")
        #expect(wrong.status == 64 && wrong.errors.contains("localhost:8025"), "\(wrong)")
        #expect(home.names(in: ".config/sealpost").isEmpty)
        let language = try await initialise("--language", "fr")
        #expect(language.status == 64 && language.errors.contains("nl or en"), "\(language)")
        let right = try await initialise("--sandbox", "http://127.0.0.1:1/")
        #expect(right.status == 0, "\(right)")
        #expect(try home.text(".config/sealpost/config.toml").contains("\"http://127.0.0.1:1/oauth/"))
    }

    @Test("the settings that init gives as examples hold as they stand, once their number sign is gone")
    func starter() async throws {
        let desk = try await Desk()
        let file = ".config/sealpost/config.toml"
        // Without the table that the desk itself put at the end.
        let text = try #require(try desk.folder.text(file).components(separatedBy: "\n[doors]\n").first)
        let lines = text.components(separatedBy: "\n").map { line in
            line.firstMatch(of: /^# ((\[|[a-z_]+ = ).*)$/).map { String($0.1) } ?? line
        }
        try desk.folder.write(file, lines.joined(separator: "\n"))
        let shown = try await desk.sealpost("settings")
        #expect(shown.status == 0, "\(shown.errors)")
        for example in ["state", "path", "kind", "hold_for", "watch", "maximum_message_bytes", "starts_pass", "wait"] {
            #expect(lines.contains { $0.hasPrefix("\(example) = ") }, "\(example)")
        }
        let delivery = try await desk.sealpost("deliver")
        #expect(delivery.status == 0 && delivery.errors == "", "\(delivery.errors)")
        #expect(desk.folder.names(in: "Mail/Later").contains("new"))
        var doors = DoorSettings()
        (doors.maximumMessageBytes, doors.startsPass, doors.wait) = (25_000_000, false, 10)
        #expect(try DoorSettings(of: desk.spool) == doors)
    }

    @Test("a mail goes from sendmail through delivery to a notice, once")
    func wholeWay() async throws {
        try await withServices { desk, sandbox in
            let mail = desk.mail("[registered] hello")
            let door = try await desk.command(["sealpost-sendmail", "-t", "-i"], input: mail).run()
            #expect(door.status == 0 && door.errors == "")
            for _ in 0..<2 {
                let delivery = try await desk.sealpost("deliver")
                #expect(delivery.status == 0, "\(delivery.errors)")
            }
            let sent = await sandbox.accepted(at: .send)
            #expect(sent.map(\.recipients) == [["piet@example.org"]])
            #expect(desk.folder.names(in: "Mail/Notices/new").count == 1)
            #expect(try await desk.sealpost("queue").output == "Nothing waits.\n")
            let queue = try await desk.sealpost("queue", "list", "--all")
            #expect(queue.output.contains("piet@example.org") && queue.output.contains("sent"))
        }
    }

    @Test("watch sends what comes while it runs, and ends with 0 when it is told to stop")
    func watch() async throws {
        try await withServices { desk, sandbox in
            let scratch = try TemporaryFolder()
            let watch = try desk.command([Programs.built("sealpost"), "watch"]).start(in: scratch)
            try desk.folder.write("Mail/Outbox/tmp/1", desk.mail("[registered] hello"))
            try FileManager.default.moveItem(
                atPath: desk.folder.file("Mail/Outbox/tmp/1"), toPath: desk.folder.file("Mail/Outbox/new/1"))
            // The notice comes last; a watch that never files one is killed by its time limit.
            while desk.folder.names(in: "Mail/Notices/new").isEmpty {
                try await Task.sleep(nanoseconds: 10_000_000)
                try #require(watch.isRunning, "\(watch.errors)")
            }
            watch.terminate()
            #expect(try await watch.wait().status == 0)
            #expect(await sandbox.accepted(at: .send).count == 1)
        }
    }

    @Test("the queue is shown to people and to programs, and a person decides what is held")
    func queue() async throws {
        try await withServices { desk, sandbox in
            #expect(try json(try await desk.sealpost("queue", "list", "--json").output) is [Any])
            try desk.folder.write("Mail/Outbox/new/1", desk.mail("no tag at all \u{1B}[31m"))
            #expect(try await desk.sealpost("deliver").status == 0)
            let text = try await desk.sealpost("queue").output
            #expect(text.contains("held") && text.contains("no tag at all") && !text.contains("\u{1B}"))
            let list = try json(try await desk.sealpost("queue", "list", "--json").output)
            let id = try #require(((list as? [[String: Any]])?.first?["id"]) as? String)
            let shown = try json(try await desk.sealpost("queue", "show", "--json", String(id.prefix(12))).output)
            #expect(shown is [Any])
            #expect(try await desk.sealpost("queue", "show", id).output.contains("held"))

            let unknown = try await desk.sealpost("queue", "release", "--route", "nowhere", id)
            #expect(unknown.status == 64 && unknown.errors.contains("no route \"nowhere\""))
            #expect(try await desk.sealpost("queue", "release", "--route", "registered", id).status == 0)
            #expect(try await desk.sealpost("deliver").status == 0)
            #expect(await sandbox.accepted(at: .send).count == 1)
            let late = try await desk.sealpost("queue", "cancel", id)
            #expect(late.status == 65 && late.errors.hasPrefix("sealpost: \(id)"))
            let nobody = try await desk.sealpost("queue", "show", "zzzzzzzz")
            #expect(nobody.status == 64 && nobody.errors.contains("no message \"zzzzzzzz\""))
        }
    }

    @Test("explain says what would be done and why, and does nothing")
    func explain() async throws {
        let desk = try await Desk()
        let mail = try desk.folder.write("mail.eml", desk.mail("[registered] hello"))
        let text = try await desk.sealpost("explain", mail)
        #expect(text.status == 0)
        #expect(text.output.hasPrefix("piet@example.org: registered\n"))
        #expect(text.output.contains("rules.sieve:"))
        let explanation = try json(try await desk.sealpost("explain", "--json", mail).output) as? [String: Any]
        let recipients = try #require(explanation?["recipients"] as? [[String: Any]])
        #expect(recipients.compactMap { $0["recipient"] as? String } == ["piet@example.org"])
        let requests = try #require(explanation?["requests"] as? [[String: Any]])
        #expect(requests.compactMap { $0["route"] as? String } == ["registered"])
        #expect(requests.first?["requestBytes"] is Int && requests.first?["remarks"] is [String])
        #expect(try await desk.sealpost("explain", desk.folder.file("none")).status == 66)
        #expect(try desk.spooled().isEmpty)
        #expect(try await desk.sealpost("queue", "list", "--all").output == "Nothing waits.\n")
    }

    @Test("explain --over decides about a whole folder, and says what other rules would change")
    func explainOver() async throws {
        let desk = try await Desk()
        try FileManager.default.createDirectory(atPath: desk.folder.file("mails"), withIntermediateDirectories: false)
        try desk.folder.write("mails/1.eml", desk.mail("[registered] hello"))
        try desk.folder.write("mails/2.eml", desk.mail("hello \u{1B}[2Jthere"))
        try FileManager.default.createSymbolicLink(
            atPath: desk.folder.file("mails/3.eml"), withDestinationPath: desk.folder.file("gone"))
        let text = try await desk.sealpost("explain", "--over", desk.folder.file("mails"))
        #expect(text.status == 0 && !text.output.contains("\u{1B}"))
        let lines = text.output.split(separator: "\n")
        #expect(lines[0].hasPrefix("  1.eml") && lines[0].contains("registered (rules.sieve:"))
        #expect(lines[1].hasPrefix("! 2.eml") && lines[2].hasPrefix("! 3.eml"))
        #expect(text.output.contains("3 mails, 2 recipients") && text.output.contains("Rules that matched nothing"))
        let new = try desk.folder.write("new.sieve", "require \"fileinto\";\nfileinto \"secure\";\n")
        let other = try await desk.sealpost(
            "explain", "--json", "--over", desk.folder.file("mails"), "--against", new)
        let records = try other.output.split(separator: "\n").map { try json(String($0)) as? [String: Any] }
        #expect(records.map { $0?["differs"] as? Bool } == [true, true, nil, nil])
        #expect((records.last??["summary"] as? [String: Any])?["recipients"] as? Int == 2)
        #expect(try await desk.sealpost("explain").status == 64)
        #expect(try await desk.sealpost("explain", "--over", desk.folder.file("none")).status == 66)
        let broken = try desk.folder.write("broken.sieve", "fileinto;\n")
        let held = try await desk.sealpost("explain", "--rules", broken, "--over", desk.folder.file("mails"))
        #expect(held.status == 78 && held.errors.contains("broken.sieve:1:1: error"))
        #expect(try desk.spooled().isEmpty)
    }

    @Test("rules test compares decisions with those that were recorded, without settings where the routes are named")
    func rulesTest() async throws {
        let desk = try await Desk()
        try FileManager.default.createDirectory(atPath: desk.folder.file("tests"), withIntermediateDirectories: false)
        try desk.folder.write("tests/1.eml", desk.mail("[registered] hello"))
        let tests = desk.folder.file("tests")
        let missing = try await desk.sealpost("rules", "test", tests)
        #expect(missing.status == 65 && missing.output.contains("1 without expected decisions"))
        #expect(try await desk.sealpost("rules", "test", "--record", tests).status == 0)
        #expect(try desk.folder.text("tests/1.expected").hasPrefix("piet@example.org: registered\n"))
        let good = try await desk.sealpost("rules", "test", tests)
        #expect(good.status == 0 && good.output.hasSuffix("1 mail: 1 as expected\n"))
        let other = try desk.folder.write("new.sieve", "require \"fileinto\";\nfileinto \"secure\";\n")
        let named = ["rules", "test", "--config", "/nowhere", "--rules", other, "--route", "secure", tests]
        let different = try await desk.command([Programs.built("sealpost")] + named).run()
        #expect(different.status == 65 && different.output.contains("+ piet@example.org: secure"))
        #expect(try await desk.sealpost("rules", "test", "--route", "secure", tests).status == 64)
        #expect(try await desk.sealpost("rules", "test", "--route", "a", "--default", "b", tests).status == 64)
        #expect(try await desk.sealpost("rules", "test", desk.folder.file("none")).status == 66)
        #expect(try await desk.sealpost("rules", "check", "--route", "secure", other).status == 0)
    }

    @Test("inspect shows what is read in a message, and writes out attachments")
    func inspect() async throws {
        let desk = try await Desk()
        let mail = "\(Programs.package)/examples/mails/notice-of-termination.eml"
        let text = try await desk.sealpost("inspect", mail)
        #expect(text.status == 0 && text.output.contains("opzegging.pdf"))
        let seen = try json(try await desk.sealpost("inspect", "--json", mail).output) as? [String: Any]
        #expect((seen?["attachments"] as? [Any])?.count == 1)
        let folder = desk.folder.file("attachments")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        #expect(try await desk.sealpost("inspect", "--extract", folder, mail).status == 0)
        #expect(desk.folder.names(in: "attachments") == ["opzegging.pdf"])
        #expect(try await desk.sealpost("inspect", desk.folder.file("none")).status == 66)
    }

    @Test("rules check reports errors with their place, and ends with 78")
    func rulesCheck() async throws {
        let desk = try await Desk()
        let good = try await desk.sealpost("rules", "check")
        #expect(good.status == 0 && good.output.contains("no errors"))
        let file = try desk.folder.write("bad.sieve", "require [\"fileinto\"];\nfileinto \"nowhere\";\n")
        let bad = try await desk.sealpost("rules", "check", file)
        #expect(bad.status == 78)
        #expect(bad.output.contains("\(file):2:10: error:") && bad.output.contains("nowhere"))
        #expect(bad.output.hasSuffix("1 error: mail is held until the errors are mended\n"))
        let odd = try desk.folder.write("odd.sieve", "if header :contains \"subject\" \"\" { keep; }\n")
        let warned = try await desk.sealpost("rules", "check", odd)
        #expect(warned.status == 0 && warned.output.hasSuffix("no errors, 1 warning: the rules can be used\n"))
    }

    @Test("settings shows every value with its origin, and a mistyped key is named with its line")
    func settings() async throws {
        let desk = try await Desk()
        let shown = try await desk.sealpost("settings")
        #expect(shown.status == 0)
        let config = desk.folder.file(".config/sealpost/config.toml")
        #expect(shown.output.contains("\"en\"  # \(config):3"))
        #expect(shown.output.contains("# default"))
        #expect(!shown.output.contains("\u{1B}"))
        try desk.changeSettings { $0.replacing("client_id", with: "client_ide") }
        for command in ["settings", "deliver", "queue"] {
            let end = try await desk.sealpost(command)
            #expect(end.status == 78, "\(command)")
            #expect(
                end.errors.contains(config) && end.errors.contains("did you mean account.kpn.client_id?"),
                "\(end.errors)")
        }
    }

    @Test("user add makes users of the registered service, and says of each what happened")
    func userAdd() async throws {
        try await withServices { desk, sandbox in
            let made = try await desk.sealpost("user", "add", "jan@office.example", "kees@office.example")
            #expect(made.status == 0, "\(made.output)\(made.errors)")
            #expect(made.output.split(separator: "\n").allSatisfy { $0.contains("made, number") })
            let again = try await desk.sealpost("user", "add", "jan@office.example")
            #expect(
                again.status == 0 && again.output == "jan@office.example: is there already\n",
                "\(again.output)\(again.errors)")
            await sandbox.stop()
            let down = try await desk.sealpost("user", "add", "piet@office.example")
            #expect(down.status == 69 && down.output.hasPrefix("piet@office.example: "))
        }
    }

    @Test("account create and show print a domain's records, and show ends with 75 until they are valid")
    func account() async throws {
        try await withServices { desk, sandbox in
            let made = try await desk.sealpost("account", "create", "--notify", "jan@office.example", "office.example")
            #expect(made.status == 0, "\(made.errors)")
            #expect(made.output.hasPrefix("office.example: made"))
            let waiting = try await desk.sealpost("account", "show", "office.example")
            #expect(waiting.status == 75 && waiting.output.contains("office.example"))
            await sandbox.setDomain("office.example", valid: true)
            let ready = try await desk.sealpost("account", "show", "office.example")
            #expect(ready.status == 0, "\(ready.output)\(ready.errors)")
            let unknown = try await desk.sealpost("account", "show", "other.example")
            #expect(unknown.status == 69 && unknown.errors.hasPrefix("sealpost: "))
        }
    }

    @Test("no secret reaches what is printed or logged")
    func keepsSecrets() async throws {
        try await withServices { desk, _ in
            try desk.folder.write("secret", "hunter2hunter2\n")
            var said = ""
            try desk.folder.write("Mail/Outbox/new/1", desk.mail("[registered] hello", body: "a secret body\n"))
            for words in [
                ["deliver", "--verbose"], ["queue", "list", "--all"], ["settings"], ["user", "add", "a@b.nl"],
            ] {
                let end = try await desk.command([Programs.built("sealpost")] + words).run()
                said += end.output + end.errors
            }
            #expect(said.contains("piet@example.org"))
            #expect(!said.contains("hunter2") && !said.contains("secret body"))
        }
    }
}
