// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Sandbox
import TestSupport
import Testing

/// Two programs that know nothing of each other, at one outbox.
///
/// `make soak` gives them 10,000 mails.
@Suite("two programs, one outbox")
struct SharedOutboxTests {
    private static let count =
        ProcessInfo.processInfo.environment["SHARED_OUTBOX"].flatMap { Int($0) } ?? 100

    @Test("both take mail at once, and each mail is sent once and told of once")
    func shared() async throws {
        try await Services.simulate { try await shared($0) }
    }

    private func shared(_ sandbox: Sandbox) async throws {
        let clock = ContinuousClock()
        let start = clock.now
        let desk = try await Desk(services: sandbox.url, inMemory: true)
        // Some lie there before, the others come meanwhile.
        for number in 0..<Self.count / 2 { try drop(desk, number) }
        let scratch = try (0..<2).map { _ in try TemporaryFolder() }
        let watches = try scratch.map { scratch in
            var command = try desk.command([Programs.built("sealpost"), "watch"])
            command.seconds = 7200
            return try command.start(in: scratch)
        }
        for number in Self.count / 2..<Self.count { try drop(desk, number) }
        while await sandbox.accepted(at: .send).count < Self.count
            || desk.folder.names(in: "Mail/Sent/cur").count < Self.count
        {
            let areRunning = watches.allSatisfy { $0.isRunning }
            try #require(areRunning, "\(watches.map { $0.errors.suffix(300) })")
            try await Task.sleep(for: .milliseconds(Self.count < 1000 ? 20 : 1000))
        }
        watches.forEach { $0.terminate() }
        var shares: [Int] = []
        for watch in watches {
            let end = try await watch.wait()
            #expect(end.status == 0, "\(end.errors.suffix(300))")
            shares.append(end.errors.split(separator: "\n").count { $0.contains(": sent, ticket") })
        }
        let sent = await sandbox.accepted(at: .send).flatMap(\.recipients)
        #expect(sent.sorted() == (0..<Self.count).map(Self.address).sorted())
        #expect(shares.reduce(0, +) == Self.count)
        let list = try await desk.sealpost("queue", "list", "--json").output
        #expect(
            list.trimmingCharacters(in: .whitespacesAndNewlines).filter { !$0.isWhitespace } == "[]",
            "\(list.prefix(500))")
        for folder in ["Mail/Notices/new", "Mail/Sent/cur", ".local/state/sealpost/spool/kept"] {
            #expect(desk.folder.names(in: folder).count == Self.count, "\(folder)")
        }
        for folder in ["Mail/Outbox/new", "Mail/Outbox/sealpost-claimed", ".local/state/sealpost/spool/new"] {
            #expect(desk.folder.names(in: folder).isEmpty, "\(folder)")
        }
        print("Of \(Self.count) mails the two programs sent \(shares), in \(clock.now - start)")
    }

    private static func address(_ number: Int) -> String { "m\(number)@example.org" }

    private func drop(_ desk: Desk, _ number: Int) throws {
        let path = try desk.folder.write(
            "Mail/Outbox/tmp/\(number)", desk.mail("[registered] \(number)", to: Self.address(number)))
        rename(path, desk.folder.file("Mail/Outbox/new/\(number)"))
    }
}
