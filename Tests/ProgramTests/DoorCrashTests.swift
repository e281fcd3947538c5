// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Foundation
import Mail
import TestSupport
import Testing

/// `sealpost pipe`, and a pass over outboxes, killed before system calls; the next one begins with what the former left.
@Suite(
    "sealpost pipe and outboxes, killed",
    .enabled(if: Programs.canTrace, "strace is not installed, or ptrace(2) is refused"))
struct DoorCrashTests {
    private let desk: Desk
    private let body = String(repeating: "0123456789abcde\n", count: 10_000)

    init() async throws {
        desk = try await Desk()
        // Registered mail is decided about, and stays: nobody listens where the service should be.
        try desk.folder.write(".config/sealpost/rules.sieve", "require \"fileinto\"; fileinto \"registered\";")
    }

    private func strace(_ options: [String], _ words: [String], input: String? = nil) async throws -> Command.End {
        let command = ["strace", "-f", "-qq", "-y", "-o", desk.folder.file("trace")] + options
        return try await desk.command(command + [Programs.built("sealpost")] + words, input: input).run()
    }

    private func kill(at step: (call: String, number: Int)) -> [String] {
        ["-e", "trace=\(step.call)", "-e", "inject=\(step.call):signal=KILL:when=\(step.number)"]
    }

    /// The subjects of all that the ledger has, after a pass that nobody ends.
    private func known() async throws -> [String] {
        let end = try await desk.sealpost("deliver")
        #expect(end.status == 0, "\(end.errors)")
        let json = try await desk.sealpost("queue", "list", "--all", "--json").output
        let list = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]]
        return (list ?? []).compactMap { $0["subject"] as? String }.sorted()
    }

    @Test(
        "a pipe that is killed has not said that a mail is accepted that is not there whole",
        arguments: [["-f", "jan@office.example"], ["--filter", "--only-routes", "registered"]])
    func pipe(options: [String]) async throws {
        func accept(_ number: Int, _ tracing: [String] = []) async throws -> (end: Command.End, text: String) {
            let text = desk.mail("mail \(number)", body: body)
            return (try await strace(tracing, ["pipe"] + options, input: text), text)
        }
        // The first one makes what is there for all.
        #expect(try await accept(0).end.status == 0)
        for id in try desk.spool.newIDs() { try desk.spool.remove(id) }
        let first = try await accept(1)
        #expect(first.end.status == 0, "\(first.end.errors)")
        let steps = TracedCalls.steps(in: try desk.folder.text("trace")) { _ in true }
        #expect(steps.count > 200)
        var accepted = [first.text]
        var ended = 0
        for (index, step) in TracedCalls.sample(steps, of: 10).enumerated() {
            let (end, text) = try await accept(index + 2, kill(at: step))
            let there = try desk.spooled().map(\.text)
            let isThere = there.contains(text)
            #expect(there.allSatisfy { accepted.contains($0) || $0 == text }, "\(step)")
            #expect(there.count == accepted.count + (isThere ? 1 : 0), "\(step)")
            #expect(end.status != 0 || isThere, "\(step)")
            if isThere { accepted.append(text) }
            if end.status == nil { ended += 1 }
        }
        #expect(ended > 5)
        let subjects = accepted.compactMap { $0.firstMatch(of: /Subject: (.*)/).map { String($0.1) } }
        #expect(try await known() == subjects.sorted())
    }

    @Test("a pass that is killed while it takes mails from a Maildir has each taken once the next time")
    func outbox() async throws {
        var subjects: [String] = []
        /// One mail as a program delivers it, one as mutt files it, and one that some program is just moving.
        func drop() throws {
            let names = ["new", "cur", "both"].map { "\($0) \(subjects.count)" }
            let mails = names.map { desk.mail($0) }
            subjects += names
            try desk.folder.write("Mail/Outbox/new/\(subjects.count).a", mails[0])
            try desk.folder.write("Mail/Outbox/cur/\(subjects.count).b:2,S", mails[1])
            let linked = try desk.folder.write("Mail/Outbox/new/\(subjects.count).c", mails[2])
            try FileManager.default.linkItem(
                atPath: linked, toPath: desk.folder.file("Mail/Outbox/cur/\(subjects.count).c:2,"))
        }
        // The first pass makes the ledger.
        #expect(try await known() == [])
        try drop()
        #expect(try await strace([], ["deliver"]).status == 0)
        let places = ["/Mail/Outbox", "/spool/"]
        let steps = TracedCalls.steps(in: try desk.folder.text("trace")) { line in
            places.contains { line.contains($0) }
        }
        #expect(steps.count > 50)
        var ended = 0
        for step in TracedCalls.sample(steps, of: 10) {
            try drop()
            if try await strace(kill(at: step), ["deliver"]).status == nil { ended += 1 }
        }
        #expect(ended > 5)
        #expect(try await known() == subjects.sorted())
        for folder in ["new", "cur", "sealpost-claimed"] {
            #expect(desk.folder.names(in: "Mail/Outbox/\(folder)").isEmpty, "\(folder)")
        }
    }
}
