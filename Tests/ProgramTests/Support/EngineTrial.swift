// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Mail
import Sandbox
import TestSupport
import Testing

/// One mailbox whose engine is killed again and again, and what must hold of it each time.
///
/// All rounds share the mailbox, so that each begins with what the rounds before it left behind, as in life.
final class EngineTrial {
    let desk: Desk
    let sandbox: Sandbox
    private var round = 0
    /// The mails of all rounds, each with those it is for; the order of the list of a mail is that of its header.
    private var recipients: [String] = []

    init() async throws {
        sandbox = try await Sandbox.start()
        await sandbox.setDomain("office.example", valid: true)
        desk = try await Desk(services: sandbox.url)
        try desk.folder.write(
            ".config/sealpost/rules.sieve",
            """
            require "fileinto";
            if header :contains "subject" "aangetekend" { fileinto "registered"; stop; }
            if header :contains "subject" "veilig" { fileinto "secure"; stop; }
            """)
    }

    /// Drops one round's mails: one for two by registered mail, one for two by secure mail, and one that no rule sends.
    func drop() throws {
        round += 1
        for (subject, names) in [("aangetekend", ["a", "b"]), ("veilig", ["c", "d"]), ("nergens", ["e"])] {
            let people = names.map { "\($0)\(round)@example.org" }
            recipients += people
            let mail = desk.mail("\(subject) \(round)", to: people.joined(separator: ", "))
            try desk.folder.write("Mail/Outbox/new/\(subject).\(round)", mail)
        }
    }

    /// One pass of the engine under strace with these options; without any, by itself.
    func pass(_ tracing: [String] = []) async throws -> Command.End {
        let strace = tracing.isEmpty ? [] : ["strace", "-f", "-qq", "-o", desk.folder.file("trace")] + tracing
        return try await desk.command(strace + [Programs.built("sealpost"), "deliver"]).run()
    }

    /// One pass that is killed after so many microseconds, wherever it is by then.
    func pass(killedAfter microseconds: UInt32) async throws {
        var command = try desk.command(["timeout", "-s", "KILL", "\(Double(microseconds) / 1e6)"])
        command.words += [Programs.built("sealpost"), "deliver"]
        _ = try await command.run()
    }

    /// Has what waits for its time tried at once, as a person does.
    func hasten() async throws {
        for message in try await queue() {
            guard message.recipients.contains(where: { ["decided", "deferred"].contains($0.state) }) else { continue }
            #expect(try await desk.sealpost("queue", "retry", message.id).status == 0)
        }
    }

    /// Lets a new process go on by itself, and checks all that must hold of this round.
    /// - Returns: How many of its recipients ended in which state.
    func settle(_ place: String, mayBeHeldFirst: Bool = false) async throws -> [String: Int] {
        var ends: [String: Int] = [:]
        let end = try await pass()
        #expect(end.status == 0, "\(place): \(end.errors)")
        var requests: [String: Int] = [:]
        for request in await sandbox.accepted where request.endpoint == .send || request.endpoint == .message {
            for recipient in request.recipients { requests[recipient, default: 0] += 1 }
        }
        let standings = try await queue()
        let known = standings.flatMap { message in message.recipients.map { ($0.address, $0.state) } }
        let states = Dictionary(known, uniquingKeysWith: { "\($0) and \($1)" })
        for person in recipients.suffix(5) {
            let (count, state) = (requests[person] ?? 0, states[person] ?? "lost")
            ends[state, default: 0] += 1
            switch state {
            case "sent": #expect(count == 1, "\(place): \(person) is sent")
            case "uncertain": #expect(count <= 1, "\(place): \(person) is uncertain")
            case "held": #expect(count == 0 && person.hasPrefix("e"), "\(place): \(person) is held")
            default: Issue.record("\(place): \(person) is \(state), and got \(count)")
            }
        }
        #expect(desk.folder.names(in: "Mail/Outbox/new").isEmpty, "\(place)")
        #expect(desk.folder.names(in: "Mail/Outbox/sealpost-claimed").isEmpty, "\(place)")
        try checkNotices(of: standings.suffix(3), place, mayBeHeldFirst: mayBeHeldFirst)
        try checkCopies(place)
        return ends
    }

    /// Each recipient is told of once, with the state that the ledger has.
    private func checkNotices(
        of messages: some Collection<QueuedMail>, _ place: String, mayBeHeldFirst: Bool
    ) throws {
        var told: [String: [String]] = [:]
        for path in paths(in: "Notices") {
            let text = try String(contentsOfFile: path, encoding: .utf8)
            let blocks = text.components(separatedBy: "\n\n").filter { $0.contains("Final-Recipient:") }
            for block in blocks {
                let fields = block.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
                let value = { (name: String) in
                    fields.first { $0.hasPrefix(name + ":") }.map {
                        $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces)
                    }
                }
                guard let address = value("Final-Recipient"), let state = value("X-Sealpost-State") else { continue }
                told[String(address.drop { $0 != ";" }.dropFirst()).trimmingCharacters(in: .whitespaces), default: []]
                    .append(state)
            }
        }
        for recipient in messages.flatMap(\.recipients) {
            var told = told[recipient.address] ?? []
            if mayBeHeldFirst, told.count == 2, told.contains("held") {
                told.remove(at: told.firstIndex(of: "held") ?? 0)
            }
            #expect(told == [recipient.state], "\(place): notices for \(recipient.address)")
        }
    }

    /// Each message has one copy, in one folder.
    private func checkCopies(_ place: String) throws {
        let copies = try ["Sent", "Failed", "Held"].flatMap(paths(in:)).map { path in
            try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").first { $0.hasPrefix("Subject:") }
        }
        #expect(copies.count == round * 3 && Set(copies).count == round * 3, "\(place): copies")
    }

    private func paths(in maildir: String) -> [String] {
        ["new", "cur"].flatMap { part in
            desk.folder.names(in: "Mail/\(maildir)/\(part)").map { desk.folder.file("Mail/\(maildir)/\(part)/\($0)") }
        }
    }

    /// A message as `sealpost queue --json` shows it.
    struct QueuedMail: Decodable {
        struct Recipient: Decodable {
            var address: String
            var state: String
        }
        var id: String
        var recipients: [Recipient]
    }

    private func queue() async throws -> [QueuedMail] {
        let list = try await desk.sealpost("queue", "list", "--all", "--json")
        return try JSONDecoder().decode([QueuedMail].self, from: Data(list.output.utf8))
    }
}
