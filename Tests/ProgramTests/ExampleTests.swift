// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// The examples that are no mail program's settings.
@Suite("examples")
struct ExampleTests {
    @Test("a mail is dropped into an outbox, whole and under no name of another, and delivery takes it")
    func drop() async throws {
        let desk = try await Desk()
        let mail = desk.mail("[registered] hello")
        for _ in 0..<2 {
            let end = try await desk.command(
                [Programs.example("maildir-outbox/drop"), desk.folder.file("Mail/Outbox")], input: mail
            ).run()
            #expect(end.status == 0, "\(end.errors)")
        }
        #expect(desk.folder.names(in: "Mail/Outbox/tmp").isEmpty)
        let names = desk.folder.names(in: "Mail/Outbox/new")
        #expect(names.count == 2)
        for name in names { #expect(try desk.folder.text("Mail/Outbox/new/\(name)") == mail) }
        #expect(try await desk.sealpost("deliver").status == 0)
        #expect(desk.folder.names(in: "Mail/Outbox/new").isEmpty)
    }

    @Test("a drop that fails says so, and leaves nothing")
    func failedDrop() async throws {
        let desk = try await Desk()
        try FileManager.default.removeItem(atPath: desk.folder.file("Mail/Outbox/new"))
        let end = try await desk.command(
            [Programs.example("maildir-outbox/drop"), desk.folder.file("Mail/Outbox")], input: desk.mail("hello")
        ).run()
        #expect(end.status != 0 && !end.errors.isEmpty)
        #expect(desk.folder.names(in: "Mail/Outbox/tmp").isEmpty)
    }

    @Test("the line for cron delivers, and what it says goes to the log and not into a mail")
    func cron() async throws {
        let desk = try await Desk()
        let lines = try String(contentsOfFile: Programs.example("cron/crontab"), encoding: .utf8)
            .split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(lines.contains("MAILTO=\"\""))
        let line = try #require(lines.last { $0.hasPrefix("*") })
        let fields = line.split(separator: " ", maxSplits: 5)
        #expect(fields.prefix(5).joined(separator: " ") == "*/5 * * * *")
        // A stand-in for logger(1), which would write to the machine's own log.
        try desk.folder.write("bin/logger", "#!/bin/sh\ncat >\"$HOME/log\"\n")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: desk.folder.file("bin/logger"))
        try desk.folder.write("Mail/Outbox/new/1", desk.mail("[registered] hello"))
        var command = try desk.command(["/bin/sh", "-c", String(fields[5])])
        command.environment["PATH"] = "\(desk.folder.file("bin")):\(command.environment["PATH"] ?? "")"
        let end = try await command.run()
        #expect(end.status == 0 && end.output == "" && end.errors == "")
        #expect(desk.folder.names(in: "Mail/Outbox/new").isEmpty)
        #expect(FileManager.default.fileExists(atPath: desk.folder.file("log")))
    }

    @Test(
        "systemd finds no fault in the units",
        .enabled(if: Programs.has("systemd-analyze"), "systemd-analyze is not installed"))
    func systemd() async throws {
        let folder = try TemporaryFolder()
        for name in ["sealpost.service", "sealpost@.service", "credential.conf", "hardening.conf"] {
            let text = try String(contentsOfFile: Programs.example("systemd/\(name)"), encoding: .utf8)
            let place = name.hasSuffix(".conf") ? "sealpost.service.d/\(name)" : name
            // It looks whether the program is there.
            try folder.write(place, text.replacing("/usr/local/bin/sealpost", with: Programs.built("sealpost")))
        }
        for (user, unit) in [("--user", "sealpost.service"), ("--system", "sealpost@jan.service")] {
            var command = try Command("systemd-analyze", user, "--man=no", "verify", folder.file(unit))
            command.environment["XDG_RUNTIME_DIR"] = folder.path
            command.environment["HOME"] = folder.path
            let end = try await command.run()
            #expect(end.status == 0 && !end.errors.contains(folder.path), "\(end.errors)")
        }
    }

    @Test("every folder is in the index")
    func index() throws {
        let index = try String(contentsOfFile: Programs.example("README.md"), encoding: .utf8)
        for name in try FileManager.default.contentsOfDirectory(atPath: Programs.example(".")) where name != "README.md"
        {
            #expect(index.contains("](\(name))"), "\(name) is not in examples/README.md")
        }
    }
}
