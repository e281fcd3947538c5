// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Foundation
import Glibc
import Mail
import Sandbox
import TestSupport
import Testing

/// What `sealpost-sendmail` sets going when it has accepted a mail.
@Suite("delivery after sealpost-sendmail", .timeLimit(.minutes(3)))
struct SendmailPassTests {
    /// Waits for what must come; what never comes is for the suite's limit to tell.
    private func until(_ condition: () async throws -> Bool) async throws {
        while try await !condition() { try await Task.sleep(nanoseconds: 10_000_000) }
    }

    private func isFree(_ desk: Desk) throws -> Bool { try PassLock.attempt(in: desk.spool) != nil }

    /// Waits until nobody looks at the spool.
    private func untilFree(_ desk: Desk) async throws {
        try await until { try isFree(desk) }
    }

    /// How many passes doors have started.
    private func passes(_ desk: Desk) throws -> Int {
        guard FileManager.default.fileExists(atPath: desk.folder.file(log)) else { return 0 }
        return try desk.folder.text(log).split(separator: "\n").count { $0.contains("a pass begins") }
    }

    /// Somebody who has the lock.
    private final class Holder {
        private let lock: PassLock

        init?(_ spool: Spool) throws {
            guard let lock = try PassLock.attempt(in: spool) else { return nil }
            self.lock = lock
        }
    }

    private let log = ".local/state/sealpost/spool/pass.log"

    @Test("twenty at once without a watch start passes one after the other, and all mail is sent, each once")
    func twenty() async throws {
        try await Services.serve(startsPass: true) { desk, sandbox in
            try await withThrowingTaskGroup(of: Command.End.self) { group in
                for number in 1...20 {
                    let mail = desk.mail("[registered] \(number)", to: "piet\(number)@example.org")
                    let door = try desk.command(["sealpost-sendmail", "-i", "-t"], input: mail)
                    group.addTask { try await door.run() }
                }
                for try await end in group { #expect(end.status == 0 && end.errors == "", "\(end.errors)") }
            }
            try await until { desk.folder.names(in: "Mail/Notices/new").count == 20 }
            try await untilFree(desk)
            let sent = await sandbox.accepted(at: .send).flatMap(\.recipients)
            #expect(sent.count == 20 && Set(sent).count == 20)
            #expect(try await desk.sealpost("queue").output == "Nothing waits.\n")
            let count = try passes(desk)
            let said = try desk.folder.text(log)
            #expect((1...20).contains(count), "\(said)")
        }
    }

    @Test("a pass that another holds the lock for is started by nobody else, whatever the number of doors")
    func one() async throws {
        let desk = try await Desk(startsPass: true)
        let door = try FakeDelivery(
            desk, "cat >/dev/null; echo started >>$HOME/started; while [ ! -e $HOME/end ]; do sleep 0.01; done")
        for _ in 1...5 { #expect(try await door.send().status == 0) }
        try await until { desk.folder.names().contains("started") }
        #expect(try desk.folder.text("started") == "started\n")
        #expect(try !isFree(desk))
        try desk.folder.write("end", "")
        try await untilFree(desk)
        #expect(try await door.send().status == 0)
        try await until { try desk.folder.text("started") == "started\nstarted\n" }
    }

    @Test("a pass has a session of its own, the root folder, the lock, the log, and nothing else of its caller's")
    func surroundings() async throws {
        let desk = try await Desk(startsPass: true)
        let door = try FakeDelivery(
            desk,
            """
            { echo "$@"; pwd; ls -l /proc/$$/fd | sed -n 's/.* \\([0-9]*\\) -> /\\1 /p'; cut -d' ' -f6 /proc/$$/stat
            echo $$; env; grep Sig /proc/self/status; } >$HOME/seen.new; mv $HOME/seen.new $HOME/seen
            """)
        // A caller that ignores and blocks signals, and has a descriptor open.
        let end = try await door.send(around: ["sh", "-c", "trap '' HUP TERM; exec 7</dev/null; exec \"$@\"", "sh"])
        #expect(end.status == 0 && end.errors == "")
        try await until { desk.folder.names().contains("seen") }
        let lines = try desk.folder.text("seen").split(separator: "\n").map(String.init)
        #expect(lines[0] == "deliver --detached" && lines[1] == "/")
        #expect(lines.contains("0 \(PassLock.path(in: desk.spool))"))
        #expect(lines.contains("2 \(desk.folder.file(log))"))
        #expect(!lines.contains { $0.hasPrefix("7 ") })
        let session = lines.firstIndex { $0.allSatisfy(\.isNumber) }.map { (lines[$0], lines[$0 + 1]) }
        #expect(session.map { $0 == $1 } == true)
        #expect(lines.contains("HOME=\(desk.folder.path)"))
        #expect(lines.contains("SigBlk:\t0000000000000000"))
        // SIGHUP is bit 0, SIGTERM bit 14.
        let ignored = lines.first { $0.hasPrefix("SigIgn:") }.flatMap { UInt64($0.dropFirst(8), radix: 16) }
        #expect(ignored.map { $0 & 0x4001 } == 0)
    }

    @Test("a mail that comes while a pass is busy is left to that pass, which takes it before it ends")
    func lateMail() async throws {
        let desk = try await Desk(startsPass: true)
        try desk.folder.write(
            "bin/next", "#!/bin/sh\ncat >/dev/null; echo x >>$HOME/sent; while [ ! -e $HOME/go ]; do sleep 0.01; done\n"
        )
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: desk.folder.file("bin/next"))
        try desk.changeSettings { $0.replacing("default_route = \"hold\"", with: "default_route = \"plain\"") }
        try desk.addSettings("[route.plain]\ncommand = [\"\(desk.folder.file("bin/next"))\"]")
        let send = { (subject: String) in
            try await desk.command(["sealpost-sendmail", "-i", "-t"], input: desk.mail(subject)).run()
        }
        #expect(try await send("first").status == 0)
        try await until { desk.folder.names().contains("sent") }
        // The pass has looked, and waits for the first mail to be sent.
        #expect(try await send("second").status == 0)
        #expect(try passes(desk) == 1)
        #expect(try desk.spooled().count == 1)
        try desk.folder.write("go", "")
        try await until { try desk.folder.text("sent") == "x\nx\n" }
        try await untilFree(desk)
        let said = try desk.folder.text(log)
        #expect(try passes(desk) == 1, "\(said)")
        #expect(try desk.spooled().isEmpty)
    }

    @Test("beside a watch no pass is started, and the watch sends the mail")
    func watch() async throws {
        try await Services.serve(startsPass: true) { desk, sandbox in
            let scratch = try TemporaryFolder()
            let watch = try desk.command([Programs.built("sealpost"), "watch"]).start(in: scratch)
            try await until {
                try #require(watch.isRunning, "\(watch.errors)")
                return try !isFree(desk)
            }
            for number in 1...3 {
                let mail = desk.mail("[registered] \(number)")
                #expect(try await desk.command(["sealpost-sendmail", "-i", "-t"], input: mail).run().status == 0)
            }
            try await until { desk.folder.names(in: "Mail/Notices/new").count == 3 }
            watch.terminate()
            #expect(try await watch.wait().status == 0)
            #expect(try passes(desk) == 0)
            #expect(await sandbox.accepted(at: .send).count == 3)
            #expect(try isFree(desk))
        }
    }

    @Test("a watch that starts during a pass has the lock when the pass has ended")
    func watchAfterPass() async throws {
        let desk = try await Desk()
        let scratch = try TemporaryFolder()
        var lock = Optional(try #require(try Holder(desk.spool)))
        let watch = try desk.command([Programs.built("sealpost"), "watch"]).start(in: scratch)
        try desk.folder.write("Mail/Outbox/new/1", desk.mail("no tag"))
        // It watches all the same.
        try await until {
            try #require(watch.isRunning, "\(watch.errors)")
            return !desk.folder.names(in: "Mail/Notices/new").isEmpty
        }
        #expect(try !isFree(desk))
        lock = nil
        withExtendedLifetime(lock) {}
        try await until { try !isFree(desk) }
        watch.terminate()
        #expect(try await watch.wait().status == 0)
    }

    @Test("with -odq, and where the settings say so, no pass is started", arguments: ["-odq", "-odb", "-odi"])
    func none(option: String) async throws {
        let desk = try await Desk(startsPass: option == "-odq")
        let door = try FakeDelivery(desk, "echo \"$@\" >>$HOME/started")
        #expect(try await door.send(option).status == 0)
        #expect(try desk.spooled().count == 1)
        // A pass would have the lock as long as it ran, and the log is made before it starts.
        #expect(try isFree(desk))
        #expect(
            !desk.folder.names().contains("started") && !FileManager.default.fileExists(atPath: desk.folder.file(log)))
    }

    @Test("with -odi the door waits for what becomes of the mail, and tells of what was not sent")
    func interactive() async throws {
        try await Services.serve(startsPass: true) { desk, sandbox in
            let mail = desk.mail("[registered] hello")
            let sent = try await desk.command(["sealpost-sendmail", "-odi", "-i", "-t"], input: mail).run()
            #expect(sent.status == 0 && sent.errors == "" && sent.output == "", "\(sent)")
            #expect(await sandbox.accepted(at: .send).count == 1)
            let untagged = desk.mail("no tag")
            let held = try await desk.command(["sealpost-sendmail", "-odi", "-i", "-t"], input: untagged).run()
            #expect(held.status == 0 && held.output == "")
            #expect(held.errors.hasPrefix("sealpost: ") && held.errors.split(separator: "\n").count == 1)
            #expect(held.errors.contains("is accepted, and not sent to: piet@example.org held ("), "\(held.errors)")
            try await untilFree(desk)
        }
    }

    /// Two halves of a dialogue, with one mail in each.
    private let dialogue = [
        "EHLO me\r\nMAIL FROM:<jan@office.example>\r\nRCPT TO:<piet@example.org>\r\nDATA\r\nSubject: 1\r\n\r\n.\r\n",
        "MAIL FROM:<jan@office.example>\r\nRCPT TO:<eva@example.org>\r\nDATA\r\nSubject: 2\r\n\r\n.\r\nQUIT\r\n",
    ]

    @Test("each mail of a -bs session starts a pass, where none is at work")
    func session() async throws {
        let desk = try await Desk(startsPass: true)
        let door = try FakeDelivery(desk, "echo \"$@\" >>$HOME/started")
        for (index, text) in dialogue.enumerated() { try desk.folder.write("half\(index)", text) }
        // The second mail comes when the first one's pass is over.
        let script = #"""
            { cat half0; until [ -s started ] && flock -n "$1" true; do sleep 0.01; done; cat half1; } | "$0" -bs
            """#
        let end = try await desk.command(["bash", "-c", script, door.door, PassLock.path(in: desk.spool)]).run()
        #expect(end.status == 0 && end.errors == "", "\(end)")
        try await until { try desk.folder.text("started") == "deliver --detached\ndeliver --detached\n" }
        #expect(try desk.spooled().count == 2)
    }

    @Test("with -odi a -bs session waits for what becomes of each of its mails, when all its replies are given")
    func interactiveSession() async throws {
        let desk = try await Desk(startsPass: true)
        // What waits is told to go on by whoever has read the last reply.
        let door = try FakeDelivery(
            desk,
            """
            [ $1 = deliver ] && exit; echo "$@" >>$HOME/waits
            until [ -e $HOME/heard ]; do sleep 0.01; done; echo "sealpost: $4 is held" >&2; exit 75
            """)
        let input = try desk.folder.write("dialogue", dialogue.joined())
        let script = #""$0" -bs -odi <"$1" | { grep -m1 ^221 && : >heard; }; exit ${PIPESTATUS[0]}"#
        let end = try await desk.command(["bash", "-c", script, door.door, input]).run()
        #expect(end.status == 0 && end.output.hasPrefix("221 "), "\(end)")
        let ids = try desk.spool.newIDs().map(\.rawValue)
        let told = end.errors.split(separator: "\n").map(String.init)
        #expect(ids.count == 2 && told.sorted() == ids.map { "sealpost: \($0) is held" })
        let waits = try desk.folder.text("waits").split(separator: "\n")
        #expect(waits.allSatisfy { $0.hasPrefix("await --at-most ") } && waits.count == 2)
    }

    @Test("whatever becomes of the one that waits, the mail is accepted", arguments: ["exit 70", "kill -KILL $$"])
    func waiterFails(end: String) async throws {
        let desk = try await Desk(startsPass: true)
        let door = try FakeDelivery(desk, "echo \"$1\" >>$HOME/started; [ $1 = deliver ] || \(end)")
        #expect(try await door.send("-odi").status == 0)
        #expect(try desk.folder.text("started").contains("await"))
        #expect(try desk.spooled().count == 1)
    }

    @Test("one that hangs is waited for no longer than the settings say, and neither a signal")
    func waiterHangs() async throws {
        let desk = try await Desk(startsPass: true)
        let door = try FakeDelivery(
            desk, "[ $1 = deliver ] && exit; echo $PPID >$HOME/new; mv $HOME/new $HOME/waiting; exec sleep 60")
        let scratch = try TemporaryFolder()
        let running = try door.command(["-odi"]).start(in: scratch)
        try await until { desk.folder.names().contains("waiting") }
        let process = try #require(pid_t(try desk.folder.text("waiting").trimmingCharacters(in: .newlines)))
        kill(process, SIGTERM)
        #expect(try await running.wait().status == 0)
    }

    @Test("a pass that fails says so in its log, and a long log is put aside")
    func failing() async throws {
        let desk = try await Desk(startsPass: true)
        try desk.folder.write(".config/sealpost/config.toml", "this is = no settings file\n")
        let mail = desk.mail("hello")
        try desk.folder.write(log, String(repeating: "x", count: 1 << 20) + "\n")
        #expect(try await desk.command(["sealpost-sendmail", "-t"], input: mail).run().status == 0)
        try await untilFree(desk)
        #expect(try desk.folder.text(log).contains("config.toml"))
        #expect(try desk.folder.text(log + ".1").hasPrefix("xxx"))
        #expect(try desk.spooled().count == 1)
        // The one that waits can't read them either, and the mail is accepted all the same.
        let end = try await desk.command(["sealpost-sendmail", "-odi", "-t"], input: mail).run()
        #expect(end.status == 0 && end.errors.contains("config.toml"))
        try await untilFree(desk)
    }

    @Test("-q makes one pass, and says so where many were asked for")
    func queueRun() async throws {
        try await Services.serve { desk, sandbox in
            let mail = desk.mail("[registered] hello")
            #expect(try await desk.command(["sealpost-sendmail", "-t"], input: mail).run().status == 0)
            let run = try await desk.command(["sealpost-sendmail", "-q15m"]).run()
            #expect(run.status == 0 && run.errors.hasPrefix("sealpost-sendmail: -q15m: one pass is made"))
            #expect(await sandbox.accepted(at: .send).count == 1)
            let again = try await desk.command(["sealpost-sendmail", "-q"]).run()
            #expect(again.status == 0 && again.errors == "")
        }
    }

    @Test("-bv judges addresses, and sends nothing")
    func verification() async throws {
        let desk = try await Desk(startsPass: true)
        let mail = desk.mail("hello")
        let good = try await desk.command(["sealpost-sendmail", "-bv", "a@x.nl", "-t"], input: mail).run()
        #expect(good.status == 0 && good.output == "a@x.nl... is a complete mail address\n")
        let bad = try await desk.command(["sealpost-sendmail", "-bv", "a@x.nl,root", "@x.nl"], input: mail).run()
        #expect(bad.status == 67)
        #expect(bad.output.split(separator: "\n").map { $0.contains("no complete") } == [false, true, true])
        #expect(try desk.spooled().isEmpty)
        #expect(!FileManager.default.fileExists(atPath: desk.folder.file(log)))
    }

    @Test("the size that the settings allow is the door's, once a delivery has told it")
    func sizeLimit() async throws {
        let desk = try await Desk()
        try desk.changeSettings { $0.replacing("\n[doors]\n", with: "\n[doors]\nmaximum_message_bytes = 1000\n") }
        let large = desk.mail("hello", body: String(repeating: "0123456789\n", count: 100))
        #expect(try await desk.command(["sealpost-sendmail", "-t"], input: large).run().status == 0)
        #expect(try await desk.sealpost("deliver").status == 0)
        let end = try await desk.command(["sealpost-sendmail", "-t"], input: large).run()
        #expect(end.status == 65)
        #expect(end.errors == "sealpost-sendmail: the message is larger than 1000 bytes\n")
        #expect(try desk.spooled().isEmpty && desk.folder.names(in: ".local/state/sealpost/spool/tmp").isEmpty)
        #expect(try await desk.command(["sealpost-sendmail", "-t"], input: desk.mail("hello")).run().status == 0)
    }

    @Test(
        "into the spool of another user mail is put as that user, and no pass is started",
        .enabled(if: geteuid() == 0, "only root may write there"))
    func foreignSpool() async throws {
        let desk = try await Desk(startsPass: true)
        let door = try FakeDelivery(desk, "echo \"$@\" >>$HOME/started")
        // Nobody's folder has to be within nobody's reach.
        let path = FileManager.default.temporaryDirectory.appending(path: "sealpost-\(UUID().uuidString)").path
        let spool = Spool(path)
        try spool.create()
        defer { try? FileManager.default.removeItem(atPath: path) }
        for name in ["", "/tmp", "/new", "/kept", "/bad"] { #expect(chown(path + name, 65534, 65534) == 0) }
        for option in ["-odb", "-odi"] {
            var command = try door.command([option])
            command.environment["SEALPOST_SPOOL"] = path
            let end = try await command.run()
            #expect(end.status == 0 && end.errors == "", "\(end.errors)")
        }
        let ids = try spool.newIDs()
        #expect(ids.count == 2)
        for id in ids {
            let owner = try FileManager.default.attributesOfItem(atPath: "\(path)/new/\(id)")[.ownerAccountID]
            #expect(owner as? Int == 65534)
        }
        #expect(!desk.folder.names().contains("started"))
        #expect(!FileManager.default.fileExists(atPath: PassLock.path(in: spool)))
    }

    @Test("of root's groups the other user has none", .enabled(if: geteuid() == 0, "only root may write there"))
    func foreignGroups() async throws {
        let desk = try await Desk()
        let path = FileManager.default.temporaryDirectory.appending(path: "sealpost-\(UUID().uuidString)").path
        let spool = Spool(path)
        try spool.create()
        defer { try? FileManager.default.removeItem(atPath: path) }
        for name in ["", "/new", "/kept", "/bad"] { #expect(chown(path + name, 65534, 65534) == 0) }
        #expect(chown("\(path)/tmp", 0, 4711) == 0 && chmod("\(path)/tmp", 0o770) == 0)
        let words = ["setpriv", "--groups", "4711", "sealpost-sendmail", "-t"]
        var command = try desk.command(words, input: desk.mail("hello"))
        command.environment["SEALPOST_SPOOL"] = path
        let end = try await command.run()
        #expect(end.status == 75, "\(end.errors)")
        #expect(try spool.newIDs().isEmpty)
    }
}
