// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import Foundation
import Glibc
import Sandbox
import TestSupport
import Testing

/// `sealpost watch` in the worst weather: mails come in every way at once, others change flags and move mails meanwhile, and
/// the watch is killed again and again.
///
/// `make soak` does it with many more mails, and never the same way.
@Suite("an outbox in a storm")
struct OutboxStormTests {
    private static let count =
        ProcessInfo.processInfo.environment["OUTBOX_STORM"].flatMap { Int($0) } ?? 150
    private static let seed =
        ProcessInfo.processInfo.environment["OUTBOX_STORM_FROM"].flatMap { UInt64($0) } ?? 1

    @Test("each mail is processed once, and none is missed")
    func storm() async throws {
        try await Services.simulate { try await storm($0) }
    }

    private func storm(_ sandbox: Sandbox) async throws {
        let desk = try await Desk(services: sandbox.url)
        try desk.addSettings("[outbox.file]\npath = \"~/Mail/file\"\nkind = \"mbox\"\n[delivery]\npoll = \"1s\"")
        let weather = Weather(desk: desk, count: Self.count, seed: Self.seed)
        let sailing = Thread { weather.deliverAll() }
        let flagging = Thread { weather.flagOn() }
        sailing.start()
        flagging.start()
        var random = SeededGenerator(seed: Self.seed)
        let scratch = try TemporaryFolder()
        var runs = 0
        while !weather.hasDelivered || runs < 5 {
            var command = try desk.command([Programs.built("sealpost"), "watch"])
            command.seconds = 600
            let watch = try command.start(in: scratch)
            try await Task.sleep(for: .milliseconds(Int.random(in: 300...1500, using: &random)))
            #expect(watch.isRunning, "\(watch.errors)")
            // Gone with the value, by SIGKILL.
            _ = consume watch
            runs += 1
        }
        weather.stopFlagging()
        while !weather.hasStopped { try await Task.sleep(for: .milliseconds(10)) }
        // What is left is taken by a process that lives.
        var delivery = try desk.command([Programs.built("sealpost"), "deliver"])
        delivery.seconds = 600
        for _ in 0..<20 where !weather.isAllTaken { #expect(try await delivery.run().status == 0) }
        #expect(weather.isAllTaken)
        let end = try await delivery.run()
        #expect(end.status == 0, "\(end.errors)")
        try await judge(desk, sandbox, weather)
    }

    private func judge(_ desk: Desk, _ sandbox: Sandbox, _ weather: Weather) async throws {
        let json = try await desk.sealpost("queue", "list", "--all", "--json").output
        let list = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
        let recipients = list.flatMap { $0["recipients"] as? [[String: Any]] ?? [] }
        let known = recipients.compactMap { $0["address"] as? String }
        let expected = (0..<Self.count).map(Weather.address)
        #expect(known.sorted() == expected.sorted())
        let requests = await sandbox.accepted(at: .send).flatMap(\.recipients)
        #expect(Set(requests).count == requests.count, "sent twice")
        let states = Dictionary(
            recipients.map { ($0["address"] as? String ?? "", $0["state"] as? String ?? "") },
            uniquingKeysWith: { "\($0), \($1)" })
        for (address, state) in states {
            // What was under way when its process was killed may have come there or not: it waits for a person.
            #expect(state == "sent" ? requests.contains(address) : state == "uncertain", "\(address) is \(state)")
        }
        #expect(Set(requests).isSubset(of: expected))
        #expect(desk.folder.names(in: "Mail/Outbox/cur") == weather.drafts.sorted())
    }
}

/// Everybody but Sealpost who works in the outboxes of a desk.
private final class Weather: @unchecked Sendable {
    // NSLock guards what follows it; the thread sanitizer sees it, which it does not with a Mutex.
    private let lock = NSLock()
    private var (delivered, stopped, stopsFlagging) = (false, false, false)
    private let desk: Desk
    private let count: Int
    private let seed: UInt64
    /// Names that stay there: they are flagged as drafts.
    let drafts: [String]

    init(desk: Desk, count: Int, seed: UInt64) {
        self.desk = desk
        self.count = count
        self.seed = seed
        drafts = (0..<20).map { "draft\($0).h:2,DS" }
    }

    static func address(_ number: Int) -> String { "m\(number)@example.org" }

    var hasDelivered: Bool { lock.withLock { delivered } }
    var hasStopped: Bool { lock.withLock { stopped } }
    func stopFlagging() { lock.withLock { stopsFlagging = true } }

    /// Whether nothing lies in an outbox, or on its way into the ledger.
    var isAllTaken: Bool {
        let folders = ["Mail/Outbox/new", "Mail/Outbox/sealpost-claimed", "Mail/file.sealpost-claimed"]
        return folders.allSatisfy { desk.folder.names(in: $0).isEmpty }
            && desk.folder.names(in: "Mail/Outbox/cur").count == drafts.count
            && ((try? desk.folder.text("Mail/file")) ?? "").isEmpty
            && desk.folder.names(in: ".local/state/sealpost/spool/new").isEmpty
    }

    private func path(_ name: String) -> String { desk.folder.file("Mail/Outbox/\(name)") }

    func deliverAll() {
        var random = SeededGenerator(seed: seed &+ 1)
        for name in drafts { try? Data("From: x\n\ndraft\n".utf8).write(to: URL(filePath: path("cur/\(name)"))) }
        for number in 0..<count {
            let mail = desk.mail("[registered] \(number)", to: Self.address(number))
            switch Int.random(in: 0..<8, using: &random) {
            case 0: place(mail, number) { link($0, path("new/\(number).h")) }
            case 1: place(mail, number) { rename($0, path("new/\(number).h")) }
            case 2: place(mail, number) { link($0, path("cur/\(number).h:2,S")) }
            case 3: place(mail, number) { rename($0, path("cur/\(number).h:2,")) }
            case 4: write(mail, slowlyTo: path("new/\(number).h"))
            case 5: write(mail, slowlyTo: path("cur/\(number).h"))
            case 6:
                // A reader that shows it at once, in its own way.
                place(mail, number) { rename($0, path("new/\(number).h")) }
                link(path("new/\(number).h"), path("cur/\(number).h:2,S"))
                unlink(path("new/\(number).h"))
            default: append(mail)
            }
            if Int.random(in: 0..<4, using: &random) == 0 { usleep(UInt32.random(in: 0...20_000, using: &random)) }
        }
        lock.withLock { delivered = true }
    }

    private func place(_ mail: String, _ number: Int, _ finish: (String) -> Int32) {
        let temporary = path("tmp/\(number).h")
        try? Data(mail.utf8).write(to: URL(filePath: temporary))
        _ = finish(temporary)
        unlink(temporary)
    }

    private func write(_ mail: String, slowlyTo path: String) {
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        for piece in [mail.prefix(40), mail.dropFirst(40).prefix(60), mail.dropFirst(100)] {
            usleep(2000)
            let bytes = Array(piece.utf8)
            _ = Glibc.write(descriptor, bytes, bytes.count)
        }
        close(descriptor)
    }

    /// As mutt does: opened, locked by the kernel, locked by a file, appended to.
    private func append(_ mail: String) {
        let file = desk.folder.file("Mail/file")
        let descriptor = open(file, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0o600)
        while !FileLock.takes(wholeOf: descriptor) { usleep(500) }
        var held: Int32 = -1
        while held < 0 {
            held = open("\(file).lock", O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
            if held < 0 { usleep(500) }
        }
        let bytes = Array("From me@x.nl Sat Nov 21 09:30:00 2026\n\(mail)\n".utf8)
        _ = Glibc.write(descriptor, bytes, bytes.count)
        unlink("\(file).lock")
        close(held)
        close(descriptor)
    }

    /// Changes flags of what lies there, of drafts too, though never whether they are drafts.
    func flagOn() {
        var random = SeededGenerator(seed: seed &+ 2)
        while !lock.withLock({ stopsFlagging }) {
            for name in desk.folder.names(in: "Mail/Outbox/cur") {
                guard let colon = name.firstIndex(of: ":") else { continue }
                let base = name[..<colon]
                let flags = name.hasPrefix("draft") ? ["DS", "DRS", "DFS"] : ["", "S", "FS", "RS"]
                let other = flags.randomElement(using: &random) ?? ""
                rename(path("cur/\(name)"), path("cur/\(base):2,\(other)"))
            }
            usleep(1000)
        }
        for name in desk.folder.names(in: "Mail/Outbox/cur") where name.hasPrefix("draft") {
            rename(path("cur/\(name)"), path("cur/\(name.prefix { $0 != ":" }):2,DS"))
        }
        lock.withLock { stopped = true }
    }
}
