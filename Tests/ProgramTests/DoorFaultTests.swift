// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Foundation
import Mail
import TestSupport
import Testing

/// What strace(1) can do to `sealpost-sendmail`: end it before any system call, and have any of them fail.
@Suite(
    "sealpost-sendmail in trouble",
    .enabled(if: Programs.canTrace, "strace is not installed, or ptrace(2) is refused"), .timeLimit(.minutes(5)))
struct DoorFaultTests {
    private let desk: Desk
    private let mail: String

    init() async throws {
        desk = try await Desk(startsPass: true)
        // More than one chunk, so that a part of it can be written and the rest not.
        mail = desk.mail("hello", body: String(repeating: "0123456789abcde\n", count: 10_000))
        try desk.folder.write("mail", mail)
        // The door looks for sealpost beside itself, and starts this one, which leaves the spool alone.
        try desk.folder.write("bin/sealpost", "#!/bin/sh\n: >>\"$HOME/started\"\n")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: desk.folder.file("bin/sealpost"))
        try desk.folder.copy(Programs.built("sealpost-sendmail"), as: "bin/sealpost-sendmail")
    }

    private var program: String { desk.folder.file("bin/sealpost-sendmail") }

    /// Two ways in which programs call the door: the first only has it accept the mail, the second has it start a pass too.
    private static let doors = [["-odq", "-i", "piet@example.org"], ["-t", "-oi"]]

    /// Runs the door under strace with these options; what it starts is not traced.
    private func trace(_ options: String..., door: [String] = doors[0]) async throws -> Command.End {
        var command = try desk.command(
            ["strace", "-qq", "-o", desk.folder.file("trace")] + options + [program] + door)
        command.input = desk.folder.file("mail")
        command.seconds = 20
        return try await command.run()
    }

    /// How many mails were accepted since this was asked last.
    private func accepted() throws -> Int {
        // As long as the program that the door has started holds the lock, another door starts none, and makes fewer calls.
        _ = try PassLock(waitingIn: desk.spool)
        return try desk.emptySpool(of: mail)
    }

    @Test("accepting a mail takes two syncs, of the file and of its folder", arguments: doors)
    func countsSyncs(door: [String]) async throws {
        #expect(try await trace("-e", "trace=fsync,fdatasync,sync,syncfs", door: door).status == 0)
        #expect(try accepted() == 1)
        #expect(try desk.folder.text("trace").split(separator: "\n").filter { $0.contains("sync(") }.count == 2)
    }

    /// The calls that the door makes for one mail, each by its name and which of that name it is.
    private func calls(door: [String]) async throws -> [(call: String, number: Int)] {
        #expect(try await trace(door: door).status == 0)
        #expect(try accepted() == 1)
        // Each line is CALL(...; the calls of one name are numbered.
        let calls = try desk.folder.text("trace").split(separator: "\n")
            .filter { $0.contains("(") && !$0.hasPrefix("---") }
            .compactMap { $0.split(separator: "(").first.map(String.init) }
        #expect(calls.contains("fsync") && calls.last == "exit_group")
        var seen: [String: Int] = [:]
        // The first is strace's own, by which the program starts.
        return calls.dropFirst().map { call in
            seen[call, default: 0] += 1
            return (call, seen[call] ?? 0)
        }
    }

    @Test(
        "ended before whichever system call, it has not said that a mail is accepted that is not there whole",
        arguments: doors)
    func endedAnywhere(door: [String]) async throws {
        let calls = try await calls(door: door)
        var whole = 0
        for (call, number) in calls {
            let place = "\(call) \(number)"
            let end = try await trace(
                "-e", "trace=\(call)", "-e", "inject=\(call):signal=KILL:when=\(number)", door: door)
            let count = try accepted()
            // Not the status of an end by itself: it was killed where it was to be.
            #expect(end.status == nil, "before \(place)")
            #expect(count <= 1, "before \(place)")
            whole += count
        }
        // Between the rename and the end there are calls, and before it too.
        #expect(whole > 0 && whole < calls.count - 10)
    }

    @Test(
        "whichever call on files fails, the mail is accepted whole, or not at all and that is said in one line",
        arguments: [
            // What Swift's runtime opens and reads before the program begins may fail; nothing else may.
            ("openat", "EMFILE", 1), ("openat", "EACCES", 1), ("read", "EIO", 2),
            ("write", "ENOSPC", 0), ("write", "EDQUOT", 0), ("fsync", "EIO", 0), ("/^rename", "EROFS", 0),
        ])
    func failsAnywhere(call: String, error: String, tolerable: Int) async throws {
        var (failures, tolerated) = (0, 0)
        for number in 1... {
            let end = try await trace("-e", "trace=\(call)", "-e", "inject=\(call):error=\(error):when=\(number)")
            let place = "\(call) \(number): \(end.errors)"
            let count = try accepted()
            if end.status == 0 {
                #expect(count == 1 && end.errors == "", "\(place)")
                // Past the last such call nothing fails any more.
                if try !desk.folder.text("trace").contains("(INJECTED") { break }
                tolerated += 1
            } else {
                failures += 1
                #expect(end.status == 75, "\(place)")
                #expect(count == 0, "\(place)")
                #expect(end.errors.hasPrefix("sealpost-sendmail: can't "), "\(place)")
                #expect(end.errors.hasSuffix("\n") && end.errors.split(separator: "\n").count == 1, "\(place)")
            }
            #expect(desk.folder.names(in: ".local/state/sealpost/spool/tmp").isEmpty, "\(place)")
            try #require(number < 100)
        }
        #expect(failures > 0)
        #expect(tolerated <= tolerable)
    }

    @Test(
        "whichever call of all fails, the mail is accepted and that is said, or it is neither",
        arguments: [("EIO", doors[0]), ("ENOSPC", doors[1]), ("EDQUOT", doors[0]), ("EMFILE", doors[1])])
    func anyCallFails(error: String, door: [String]) async throws {
        // Such a call ends the process, and can't fail.
        for (call, number) in try await calls(door: door) where call != "exit_group" {
            let place = "\(call) \(number)"
            let end = try await trace(
                "-e", "trace=\(call)", "-e", "inject=\(call):error=\(error):when=\(number)", door: door)
            let count = try accepted()
            #expect(count == (end.status == 0 ? 1 : 0), "\(place): \(end)")
            // timeout(1) ends with 124 what hangs.
            #expect(end.status != 124, "\(place): \(end)")
            // By these two the C library makes the process ready. Without them it ends with 127, before any of our code.
            let isOurs = call != "arch_prctl" && call != "mprotect"
            if let status = end.status, status != 0, isOurs || status != 127 {
                #expect(status == 75 && end.errors.hasPrefix("sealpost-sendmail: can't "), "\(place): \(end)")
                #expect(end.errors.split(separator: "\n").count == 1, "\(place): \(end)")
            }
        }
    }

    @Test("told to end before whichever call, it has accepted the mail and says so, or neither", arguments: doors)
    func toldToEnd(door: [String]) async throws {
        var whole = 0
        for (call, number) in try await calls(door: door) {
            let signal = number % 2 == 0 ? "TERM" : "INT"
            let end = try await trace(
                "-e", "trace=\(call)", "-e", "inject=\(call):signal=\(signal):when=\(number)", door: door)
            let count = try accepted()
            #expect(count == (end.status == 0 ? 1 : 0), "\(signal) before \(call) \(number): \(end)")
            whole += count
        }
        #expect(whole > 3)
    }

    @Test("a call that a signal interrupts is made again", arguments: ["read", "write"])
    func interrupted(call: String) async throws {
        for number in 1...3 {
            let end = try await trace("-e", "trace=\(call)", "-e", "inject=\(call):error=EINTR:when=\(number)")
            #expect(end.status == 0, "\(call) \(number): \(end.errors)")
            #expect(try accepted() == 1)
        }
    }

    // MARK: After accepting

    /// A door that starts a pass, and waits for it to tell of a mail.
    private func delivering() async throws -> (desk: Desk, door: FakeDelivery) {
        let desk = try await Desk(startsPass: true)
        return (desk, try FakeDelivery(desk, "exit 0"))
    }

    /// Runs such a door under strace, which leaves the programs alone that it starts.
    private func trace(_ door: FakeDelivery, _ log: String, _ options: [String]) async throws -> Command.End {
        try await door.command(["-odi"], around: ["strace", "-qq", "-o", log] + options).run()
    }

    private func accepted(_ desk: Desk) throws -> Int {
        let messages = try desk.spooled()
        for message in messages { #expect(message.text.hasSuffix("Goodbye.\n")) }
        for id in try desk.spool.newIDs() { try desk.spool.remove(id) }
        return messages.count
    }

    @Test("ended while it starts a pass, or waits, it leaves the mail there, and nobody's lock")
    func endedWhileStarting() async throws {
        let (desk, door) = try await delivering()
        let log = desk.folder.file("trace")
        #expect(try await trace(door, log, []).status == 0)
        #expect(try accepted(desk) == 1)
        let calls = try desk.folder.text("trace").split(separator: "\n").compactMap { line in
            line.split(separator: "(").first.map(String.init)
        }
        let committed = try #require(calls.lastIndex(of: "fsync"))
        #expect(calls[committed...].contains("wait4") && calls[committed...].count { $0.contains("clone") } == 2)
        var seen: [String: Int] = [:]
        for (index, call) in calls.enumerated() {
            seen[call, default: 0] += 1
            guard index > committed, call.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else { continue }
            let place = "before \(call) \(seen[call] ?? 0)"
            // What the last one started ends by itself, and then the lock is free again, or this never ends.
            while try PassLock.attempt(in: desk.spool) == nil { try await Task.sleep(nanoseconds: 1_000_000) }
            let end = try await trace(
                door, log, ["-e", "trace=\(call)", "-e", "inject=\(call):signal=KILL:when=\(seen[call] ?? 0)"])
            #expect(end.status == nil, "\(place)")
            #expect(try accepted(desk) == 1, "\(place)")
        }
    }

    @Test(
        "whatever fails once the mail is durable, the door says that it is accepted",
        arguments: [
            ("openat", "EMFILE"), ("openat", "EROFS"), ("flock", "ENOLCK"), ("/^fcntl", "EMFILE"),
            ("/^(v?fork|clone3?)$", "EAGAIN"), ("/^f?stat|newfstatat", "EIO"), ("/^rename", "EROFS"),
            ("/^readlink", "ENOENT"), ("wait4", "ECHILD"), ("/^dup", "EMFILE"), ("mmap", "ENOMEM"),
        ])
    func failsAfterAccepting(call: String, error: String) async throws {
        let (desk, door) = try await delivering()
        let log = desk.folder.file("trace")
        try desk.folder.write(".local/state/sealpost/spool/pass.log", String(repeating: "x", count: 1 << 20) + "\n")
        for number in 1... {
            // Once failed, a call goes on failing.
            let inject = "inject=\(call):error=\(error):when=\(number)+"
            let end = try await trace(door, log, ["-e", "trace=\(call),fsync", "-e", inject])
            let count = try accepted(desk)
            let place = "\(call) \(number): \(end.errors)"
            // Swift ends a program that gets no memory.
            if call != "mmap" { #expect((end.status == 0) == (count == 1), "\(place)") }
            if end.status == 0 { #expect(count == 1 && end.errors == "", "\(place)") }
            if try !desk.folder.text("trace").contains("(INJECTED") { break }
            try #require(number < 100)
        }
    }
}
