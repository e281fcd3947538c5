// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import GRDB
import LedgerTesting
import Mail
import TestSupport
import Testing

@testable import Ledgers

/// What the ledger keeps beside its log.
@Suite("evidence in the ledger")
struct EvidenceTests {
    private let folder: TemporaryFolder
    private let ledger: SQLiteLedger
    private let start = Timestamp(seconds: 1_795_253_400)

    init() throws {
        folder = try TemporaryFolder()
        ledger = try SQLiteLedger(path: folder.file("ledger.sqlite"))
    }

    private func enter(_ id: String, rules: String = "") throws -> Claim {
        var decision = Decision(.route(RouteName("registered"), RouteOptions()))
        decision.rules = rules
        try ledger.enter(
            MessageRecord(
                id: id, door: .outbox, arrived: start, sender: Address(mailbox: "jan@x.nl"), messageID: "",
                subject: "s", size: 1),
            decisions: [("a@x.nl", decision)], at: start)
        return try #require(try ledger.claim(limit: 9, owner: "me", together: { _ in false }, at: start).first)
    }

    private func facts(_ id: String) throws -> [String: String?] {
        let facts = try ledger.history(of: id).flatMap { $0.entry.facts.list ?? [] }
        return Dictionary(facts.map { ($0.name, $0.value) }) { $1 }
    }

    @Test("an entry names the answer as it came, which the column of the answer does not hold")
    func answers() throws {
        let claim = try enter("m1")
        try ledger.begin(claim, fingerprint: "f", at: start)
        var answer = Answer(host: "api", code: 200, status: "2.0.0", text: "OK")
        answer.transcript = Array("HTTP/1.1 200\r\n\r\n{}".utf8)
        try ledger.settle(
            claim, outcomes: [.sent(Receipt(answer: answer))],
            retry: RetrySchedule(firstPause: 60, longestPause: 60, patience: 60), at: start)
        let digest = try #require(try facts("m1")[Exhibit.answerFact] ?? nil)
        #expect(try ledger.exhibit(digest)?.bytes == answer.transcript)
        let kept = try #require(try ledger.standing(of: "m1")?.recipients.first?.answer)
        #expect(kept.transcript == nil && kept.text == "OK")
        #expect(try ledger.verifyLog { _ in }.findings == 0)
    }

    @Test("an exhibit that was changed is none any more")
    func changed() throws {
        let exhibit = Exhibit(Array("rules".utf8))
        try ledger.keep([exhibit, exhibit])
        #expect(try ledger.exhibit(exhibit.digest) == exhibit)
        try ledger.database.write { try $0.execute(sql: "UPDATE exhibit SET bytes = x'00'") }
        #expect(try ledger.exhibit(exhibit.digest) == nil)
        #expect(try ledger.exhibit("none") == nil)
    }

    @Test("a decision names its rules; how its request was made goes with the content")
    func rulesAndRecipes() throws {
        let claim = try enter("m1", rules: "abc")
        #expect(try facts("m1")[Exhibit.rulesFact] == "abc")
        try ledger.begin(claim, fingerprint: "f", recipe: [1, 2], at: start)
        #expect(try ledger.recipe(ofRequest: "f", for: "m1") == [1, 2])
        #expect(try ledger.recipe(ofRequest: "f", for: "m2") == nil)
        #expect(try ledger.isForgotten("m1") == false)
        try ledger.forget("m1", at: start)
        #expect(try ledger.recipe(ofRequest: "f", for: "m1") == nil)
        #expect(try ledger.isForgotten("m1"))
    }

    @Test("what was gathered first stays")
    func snapshots() throws {
        _ = try enter("m1")
        #expect(try ledger.keep(snapshot: [1], "mails", of: "m1") == [1])
        #expect(try ledger.keep(snapshot: [2], "mails", of: "m1") == [1])
        #expect(try ledger.snapshot("mails", of: "m1") == [1])
        #expect(try ledger.snapshot("mails") == [1])
        #expect(try ledger.snapshot("other", of: "m1") == nil)
    }

    @Test("the bytes that an entry's hash covers have that hash")
    func hashedBytes() throws {
        _ = try enter("m1")
        _ = try enter("m2")
        for link in try ledger.history(of: "m1") + ledger.history(of: "m2") {
            #expect(Exhibit(try ledger.hashedBytes(of: link)).digest == link.hash)
        }
    }

    @Test(
        "evidence that was changed or removed is found, and what it belongs to",
        arguments: ["UPDATE exhibit SET bytes = x'00'", "DELETE FROM exhibit"])
    func altered(change: String) throws {
        let claim = try enter("m1")
        try ledger.begin(claim, fingerprint: "f", at: start)
        var answer = Answer(host: "api", code: 200, status: "2.0.0", text: "OK")
        answer.transcript = Array("HTTP/1.1 200\r\n\r\n{}".utf8)
        try ledger.settle(claim, Settlement([.sent(Receipt(answer: answer))]), retry: RetrySchedule(), at: start)
        #expect(try ledger.verifyLog { _ in }.findings == 0)
        try ledger.database.write { try $0.execute(sql: change) }
        var findings: [LogFinding] = []
        #expect(try ledger.verifyLog { findings.append($0) }.findings == 1)
        #expect(findings.map(\.kind) == [change.hasPrefix("DELETE") ? .missing : .changed])
        #expect(findings.map(\.message) == ["m1"])
        #expect(findings.map(\.recipient) == ["a@x.nl"] && findings.map(\.number) == [4])
    }
}
