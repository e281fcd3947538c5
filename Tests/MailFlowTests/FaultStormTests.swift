// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import LedgerTesting
import Ledgers
import Mail
import MailFlow
import Sandbox
import TestSupport
import Testing

/// All that can go wrong on the other side, at random, over many mails: in the end the ledger says of each recipient what is
/// true there.
///
/// `make soak` does it with 10,000 mails, and never the same way.
@Suite("services that misbehave at random")
struct FaultStormTests {
    private static let count =
        ProcessInfo.processInfo.environment["FAULT_STORM"].flatMap { Int($0) } ?? 60
    private static let seed =
        ProcessInfo.processInfo.environment["FAULT_STORM_FROM"].flatMap { UInt64($0) } ?? 1

    @Test("once they behave again all is final, and the ledger and they agree one to one")
    func storm() async throws {
        let world = try await FaultyWorld(seed: Self.seed)
        let result: Result<Void, any Error>
        do {
            result = .success(try await storm(world))
        } catch {
            result = .failure(error)
        }
        await world.close()
        try result.get()
    }

    private func storm(_ world: FaultyWorld) async throws {
        let clock = ContinuousClock()
        let start = clock.now
        var luck = SeededGenerator(seed: Self.seed &+ 1)
        let recipients = try drop(world.office, &luck)
        var mailbox = try world.office.mailbox()
        mailbox.retry = RetrySchedule(firstPause: 0.05, longestPause: 0.2)
        let flow = Flow(mailbox)
        let revoking = Task {
            while !Task.isCancelled {
                try? await Task.sleep(for: .milliseconds(200))
                await world.revoke()
            }
        }
        for _ in 0..<4 { try await pass(flow, mailbox) }
        revoking.cancel()
        try await world.calm()
        try await passes(flow, mailbox)
        var (uncertain, resent): ([String: Int], [String: Int]) = ([:], [:])
        // On a machine with much else to do a request may time out though no fault was meant for it.
        for _ in 0..<10 {
            let (lost, again) = try await resolve(mailbox, world, &luck)
            guard !lost.isEmpty else { break }
            for address in lost { uncertain[address, default: 0] += 1 }
            for address in again { resent[address, default: 0] += 1 }
            try await passes(flow, mailbox)
        }
        let ends = try await judge(mailbox, world, recipients, uncertain: uncertain, resent: resent)
        let requests = await [Endpoint.token, .send, .message].asyncMap { await world.office.sandbox.arrivals(at: $0) }
        print(
            """
            Of \(recipients.count) recipients of \(Self.count) mails \(uncertain.count) were uncertain and \
            \(resent.values.reduce(0, +)) sent again; ended as \(ends.sorted { $0.key < $1.key }) after \(requests) requests for \
            tokens, registered and secure mail, in \(clock.now - start)
            """)
        #expect(ends["sent", default: 0] > recipients.count / 2 && uncertain.count > Self.count / 20)
    }

    /// Puts the mails into the outbox, each for one to four recipients by any routes.
    /// - Returns: All addresses.
    private func drop(_ office: Office, _ luck: inout SeededGenerator) throws -> [String] {
        _ = try office.mailbox()
        var all: [String] = []
        for number in 0..<Self.count {
            let people = (0..<Int.random(in: 1...4, using: &luck)).map { person in
                "\(["r", "r", "s", "s", "p", "m"].randomElement(using: &luck) ?? "r")\(number)-\(person)@example.org"
            }
            all += people
            let mail = office.mail("mail \(number)", to: people.joined(separator: ", "))
            try office.folder.write("outbox/new/\(number)", mail)
        }
        return all
    }

    /// A pass, once something is due.
    /// - Returns: Whether anything still waits for its time.
    @discardableResult
    private func pass(_ flow: Flow, _ mailbox: Mailbox) async throws -> Bool {
        await flow.pass()
        guard let due = try mailbox.ledger.nextDue() else { return false }
        let pause = due.milliseconds - Timestamp.now().milliseconds
        if pause > 0 { try await Task.sleep(for: .milliseconds(pause)) }
        return true
    }

    /// Passes until nothing waits for its time any more.
    private func passes(_ flow: Flow, _ mailbox: Mailbox) async throws {
        for _ in 0..<500 where try await pass(flow, mailbox) {}
        #expect(try mailbox.ledger.nextDue() == nil)
    }

    /// What the services have taken, once they take nothing more: one that is slow works on when the client has given up, and whoever
    /// asked before that would be told otherwise.
    private func settledAcceptances(_ world: FaultyWorld) async throws -> [String: [FaultyWorld.Acceptance]] {
        var acceptances = try await world.acceptances()
        var unchanged = 0
        while unchanged < 4 {
            try await Task.sleep(for: .milliseconds(500))
            let later = try await world.acceptances()
            unchanged = later.mapValues(\.count) == acceptances.mapValues(\.count) ? unchanged + 1 : 0
            acceptances = later
        }
        return acceptances
    }

    /// Ends each uncertainty as a person does who asks the other side, or who doesn't and wants it sent anyway.
    /// - Returns: Who was uncertain, and to whom mail was sent again that had been taken.
    private func resolve(
        _ mailbox: Mailbox, _ world: FaultyWorld, _ luck: inout SeededGenerator
    ) async throws -> (uncertain: Set<String>, resent: Set<String>) {
        let acceptances = try await settledAcceptances(world)
        var (uncertain, resent): (Set<String>, Set<String>) = ([], [])
        for standing in try mailbox.ledger.standings(includingFinished: false) {
            for recipient in standing.recipients where recipient.state == .uncertain {
                uncertain.insert(recipient.address)
                let verdict: Verdict
                switch (acceptances[recipient.address]?.last, Int.random(in: 0..<10, using: &luck)) {
                case (.some, 0):
                    verdict = .sendAgain
                    resent.insert(recipient.address)
                case (let taken?, _): verdict = .wasSent(taken.ticket)
                case (nil, 0): verdict = .cancel
                case (nil, _): verdict = .sendAgain
                }
                let changed = try mailbox.ledger.apply(
                    verdict, to: standing.message.id, recipient: recipient.address, at: .now())
                #expect(changed == 1)
            }
        }
        return (uncertain, resent)
    }

    /// - Returns: How many recipients ended in which state.
    private func judge(
        _ mailbox: Mailbox, _ world: FaultyWorld, _ recipients: [String], uncertain: [String: Int],
        resent: [String: Int]
    ) async throws -> [String: Int] {
        let acceptances = try await world.acceptances()
        let standings = try mailbox.ledger.standings(includingFinished: true)
        let records = standings.flatMap(\.recipients)
        #expect(records.map(\.address).sorted() == recipients.sorted())
        #expect(Set(acceptances.keys).isSubset(of: recipients))
        var ends: [String: Int] = [:]
        let told = try told(world.office)
        for record in records {
            let (address, taken) = (record.address, acceptances[record.address] ?? [])
            ends[record.state.rawValue, default: 0] += 1
            let losses = uncertain[address, default: 0]
            switch record.state {
            case .sent: #expect(taken.count == 1 + resent[address, default: 0], "\(address)")
            case .refused: #expect(taken.isEmpty && losses == 0, "\(address)")
            case .cancelled: #expect(taken.isEmpty && losses > 0, "\(address)")
            default: Issue.record("\(address) is \(record.state)")
            }
            #expect(record.ticket?.token == (record.state == .sent ? taken.last?.ticket : nil), "\(address)")
            if record.route == RouteName("registered") {
                #expect(taken.allSatisfy { $0.identity == record.identifier }, "\(address)")
            }
            // Nobody is told what a person said.
            let isByPerson = record.state == .cancelled || record.reason == "sent, as a person says"
            let news = Array(repeating: "uncertain", count: losses) + (isByPerson ? [] : [record.state.rawValue])
            #expect(told[address]?.sorted() == news.sorted(), "\(address)")
        }
        for (folder, count) in [("outbox/new", 0), ("outbox/sealpost-claimed", 0), ("state/spool/new", 0)] {
            #expect(world.office.folder.names(in: folder).count == count)
        }
        let copies = ["sent/cur", "sent/new", "failed/new", "held/new"].flatMap { world.office.folder.names(in: $0) }
        #expect(copies.count == Self.count)
        _ = try (mailbox.ledger as? SQLiteLedger)?.verifyLog { Issue.record("\($0)") }
        return ends
    }

    /// What the notices say of each recipient.
    private func told(_ office: Office) throws -> [String: [String]] {
        var told: [String: [String]] = [:]
        for name in office.folder.names(in: "notices/new") {
            var recipient = ""
            for line in try office.folder.text("notices/new/\(name)").split(separator: "\n") {
                if line.hasPrefix("Final-Recipient: rfc822;") {
                    recipient = line.dropFirst(24).trimmingCharacters(in: .whitespaces)
                } else if line.hasPrefix("X-Sealpost-State: ") {
                    told[recipient, default: []].append(String(line.dropFirst(18)).trimmingCharacters(in: .whitespaces))
                }
            }
        }
        return told
    }
}

extension Sequence {
    fileprivate func asyncMap<Result>(_ transform: (Element) async -> Result) async -> [Result] {
        var results: [Result] = []
        for element in self { results.append(await transform(element)) }
        return results
    }
}
