// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Foundation
import Mail
import TestSupport
import Testing

/// What strace(1) can do to `sealpost-sendmail -bs`: end it before any system call, and have any of them fail.
@Suite(
    "sealpost-sendmail -bs in trouble",
    .enabled(if: Programs.canTrace, "strace is not installed, or ptrace(2) is refused"))
struct SMTPFaultTests {
    private let desk: Desk
    private let mail: String

    init() async throws {
        desk = try await Desk()
        // More than one chunk, so that a part of it can be written and the rest not.
        mail = desk.mail("hello", body: String(repeating: "0123456789abcde\n", count: 10_000)).replacing(
            "\n", with: "\r\n")
        try desk.folder.write(
            "dialogue",
            "EHLO me\r\nMAIL FROM:<jan@office.example>\r\nRCPT TO:<piet@example.org>\r\nDATA\r\n\(mail).\r\nQUIT\r\n")
    }

    /// Runs the door under strace with these options.
    private func trace(_ options: String...) async throws -> Command.End {
        var command = try desk.command(
            ["strace", "-f", "-qq", "-o", desk.folder.file("trace")] + options
                + [Programs.built("sealpost-sendmail"), "-bs"])
        command.input = desk.folder.file("dialogue")
        return try await command.run()
    }

    /// How many mails were accepted since this was asked last.
    private func accepted() throws -> Int { try desk.emptySpool(of: mail) }

    @Test("accepting a mail takes two syncs, and both come before the reply")
    func countsSyncs() async throws {
        #expect(try await trace("-e", "trace=fsync,fdatasync,sync,syncfs,write").status == 0)
        #expect(try accepted() == 1)
        let calls = try desk.folder.text("trace").split(separator: "\n")
        let syncs = calls.indices.filter { calls[$0].contains("sync(") }
        let reply = try #require(calls.firstIndex { $0.contains("queued as") })
        #expect(syncs.count == 2 && syncs.allSatisfy { $0 < reply })
    }

    @Test("ended before whichever system call, it has not said that a mail is accepted that is not there whole")
    func endedAnywhere() async throws {
        #expect(try await trace().status == 0)
        #expect(try accepted() == 1)
        // Each line is PROCESS CALL(...; the calls of one name are numbered.
        let calls = try desk.folder.text("trace").split(separator: "\n").compactMap { line in
            line.split(separator: " ").dropFirst().first?.split(separator: "(").first.map(String.init)
        }
        var (seen, said, whole): ([String: Int], Int, Int) = ([:], 0, 0)
        // The first is strace's own, by which the program starts.
        for call in calls.dropFirst() {
            seen[call, default: 0] += 1
            let place = "\(call) \(seen[call] ?? 0)"
            let end = try await trace("-e", "trace=\(call)", "-e", "inject=\(call):signal=KILL:when=\(seen[call] ?? 0)")
            let count = try accepted()
            #expect(end.status == nil, "before \(place)")
            #expect(count <= 1, "before \(place)")
            if end.output.contains("queued as") {
                #expect(count == 1, "before \(place)")
                said += 1
            }
            whole += count
        }
        // There are calls between the rename and the reply, and behind that.
        #expect(said > 0 && whole > said && whole < calls.count - 10)
    }

    @Test(
        "whichever call fails, the client is told the truth, or nothing",
        arguments: [
            ("openat", "EMFILE"), ("openat", "EACCES"), ("read", "EIO"), ("write", "ENOSPC"), ("write", "EPIPE"),
            ("fsync", "EIO"), ("/^rename", "EROFS"),
        ])
    func failsAnywhere(call: String, error: String) async throws {
        var (refusals, unheard) = (0, 0)
        for number in 1... {
            let end = try await trace("-e", "trace=\(call)", "-e", "inject=\(call):error=\(error):when=\(number)")
            let place = "\(call) \(number): \(end.output) \(end.errors)"
            let count = try accepted()
            if end.output.contains("queued as") {
                #expect(count == 1 && end.status == 0, "\(place)")
                if try !desk.folder.text("trace").contains("(INJECTED") { break }
            } else if count == 1 {
                // The one reply that is lost with a mail that is there.
                #expect(call == "write" && end.status == 0, "\(place)")
                unheard += 1
            } else {
                #expect(end.status == 75 || end.status == 74 || end.status == 65, "\(place)")
                if end.output.contains("\r\n45") || end.output.hasPrefix("421 ") { refusals += 1 }
            }
            #expect(desk.folder.names(in: ".local/state/sealpost/spool/tmp").isEmpty, "\(place)")
            try #require(number < 100)
        }
        #expect(refusals > 0 || call == "read" || error == "EPIPE")
        #expect(unheard == (call == "write" ? 1 : 0))
    }
}
