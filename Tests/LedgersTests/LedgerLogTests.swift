// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Dispatch
import GRDB
import LedgerTesting
import Mail
import TestSupport
import Testing

@testable import Ledgers

@Suite struct LedgerLogTests {
    let folder: TemporaryFolder
    let ledger: SQLiteLedger
    private let start = Timestamp(seconds: 1_795_253_400)
    private let registered = RouteName("registered")

    init() throws {
        folder = try TemporaryFolder()
        ledger = try SQLiteLedger(path: folder.file("ledger.sqlite"))
    }

    private func enter(_ id: String, in ledger: SQLiteLedger) throws {
        let decision = Decision(.route(registered, RouteOptions(language: "nl")), places: [.init(file: "r", line: 3)])
        try ledger.enter(
            MessageRecord(
                id: id, door: .outbox, arrived: start, sender: Address(name: "Jan", mailbox: "jan@x.nl"),
                messageID: "1@x", subject: "Opzegging", size: 100, digest: "d1"),
            decisions: [("a@x.nl", decision), ("b@x.nl", decision)], at: start)
    }

    private func facts(_ link: LogLink) throws -> [String: String?] {
        Dictionary(try #require(link.entry.facts.list).map { ($0.name, $0.value) }) { first, _ in first }
    }

    private func findings(_ ledger: SQLiteLedger) throws -> [LogFinding] {
        var findings: [LogFinding] = []
        _ = try ledger.verifyLog { findings.append($0) }
        return findings
    }

    @Test("the history of a message says all that is evidence, each thing where it happened")
    func keepsEvidence() throws {
        try enter("m1", in: ledger)
        let claims = try ledger.claim(limit: 9, owner: "me", together: { _ in false }, at: start)
        let print = String(repeating: "0f", count: 32)
        for claim in claims { try ledger.begin(claim, fingerprint: print, at: start) }
        let answer = Answer(host: "api", code: 200, status: "2.0.0", text: "OK")
        try ledger.settle(
            claims[0], outcomes: [.sent(Receipt(answer: answer, ticket: Ticket(token: "K1", url: "https://x/")))],
            retry: RetrySchedule(), at: start)
        try ledger.settle(claims[1], outcomes: [.uncertain(answer)], retry: RetrySchedule(), at: start)
        #expect(try ledger.apply(.sendAgain, to: "m1", recipient: "b@x.nl", at: start) == 1)

        let history = try ledger.history(of: "m1")
        #expect(
            history.map(\.entry.step) == [
                "enter", "decide", "decide", "begin", "begin", "send", "lose", "release",
            ])
        let standing = try #require(try ledger.standing(of: "m1"))
        var entered = [
            LogFact("door", "outbox"), LogFact("arrived", "1795253400000"), LogFact("sender_name", "Jan"),
            LogFact("sender", "jan@x.nl"), LogFact("message_id", "1@x"), LogFact("subject", "Opzegging"),
            LogFact("size", "100"), LogFact("notification", nil), LogFact("sha256", "d1"),
        ]
        for recipient in standing.recipients {
            entered += [
                LogFact("recipient", "\(recipient.identifier) \(recipient.address)"), LogFact("losses", "0"),
                LogFact("decided_at", "0"),
            ]
        }
        #expect(history[0].entry.facts.list == entered)
        #expect(history[1].entry.recipient == "a@x.nl" && history[0].entry.recipient == "")
        #expect(try facts(history[1])["route"] == "registered")
        #expect(try facts(history[3])["fingerprint"] == print && facts(history[3])["attempts"] == "1")
        let json = #"{"code":200,"host":"api","status":"2.0.0","text":"OK"}"#
        #expect(try facts(history[5])["answer"] == json && facts(history[6])["answer"] == json)
        #expect(try facts(history[5])["ticket_token"] == "K1" && facts(history[5])["ticket_url"] == "https://x/")
        #expect(try facts(history[7])["by"] != nil)
        #expect(try findings(ledger) == [])
    }

    @Test("what is about to be told comes with the head as of the last event told, also the second time")
    func headOfNews() throws {
        try enter("m1", in: ledger)
        let (standing, _) = try #require(try ledger.tell("m1"))
        let history = try ledger.history(of: "m1")
        #expect(standing.head == history.last?.head)
        try enter("m2", in: ledger)
        #expect(try ledger.apply(.cancel, to: "m1", recipient: nil, at: start) == 2)
        let (again, isRepetition) = try #require(try ledger.tell("m1"))
        #expect(isRepetition && again.head == standing.head)
        try ledger.attended("m1", upTo: standing.lastEvent, filing: nil, at: start)
        #expect(try ledger.tell("m1")?.standing.head == ledger.history(of: "m1").last?.head)
    }

    @Test("a long history is in order")
    func ordersHistory() throws {
        for number in 0..<4 {
            try enter("m\(number)", in: ledger)
            #expect(try ledger.apply(.cancel, to: "m\(number)", recipient: "a@x.nl", at: start) == 1)
        }
        #expect(try ledger.history(of: "m2").map(\.entry.number) == [9, 10, 11, 12])
        #expect(try ledger.history(of: "m2").last?.entry.step == "cancel")
    }

    @Test("entries are shown from a time on, or the last ones, in order")
    func showsEntries() throws {
        func numbers(_ time: Timestamp?, _ count: Int?) throws -> [Int64] {
            var numbers: [Int64] = []
            try ledger.forEachEntry(since: time, last: count) { numbers.append($0.entry.number) }
            return numbers
        }
        #expect(try numbers(nil, 3) == [])
        try enter("m1", in: ledger)
        let later = start.advanced(bySeconds: 60)
        #expect(try ledger.apply(.cancel, to: "m1", recipient: nil, at: later) == 2)
        #expect(try numbers(nil, nil) == [1, 2, 3, 4, 5])
        #expect(try numbers(nil, 2) == [4, 5])
        #expect(try numbers(later, nil) == [4, 5])
        #expect(try numbers(later, 1) == [5])
        #expect(try numbers(start, 4) == [2, 3, 4, 5])
    }

    @Test("several processes that write at once make one chain")
    func holdsWithSeveral() throws {
        let path = folder.file("ledger.sqlite")
        let faults = CallLog()
        DispatchQueue.concurrentPerform(iterations: 4) { worker in
            do {
                let own = try SQLiteLedger(path: path)
                for number in 0..<15 {
                    try enter("w\(worker)x\(number)", in: own)
                    for claim in try own.claim(limit: 2, owner: "w\(worker)", together: { _ in true }, at: start) {
                        try own.begin(claim, fingerprint: "f", at: start)
                    }
                }
            } catch {
                faults.add("\(error)")
            }
        }
        #expect(faults.calls == [])
        var count = 0
        let summary = try ledger.verifyLog { _ in count += 1 }
        #expect(count == 0 && summary.messages == 60 && summary.head.number == Int64(summary.entries))
        #expect(summary.entries > 60 * 3)
    }

    @Test("a step that fails leaves no entry")
    func failsWhole() throws {
        try enter("m1", in: ledger)
        let claim = try #require(try ledger.claim(limit: 1, owner: "me", together: { _ in true }, at: start).first)
        try ledger.begin(claim, fingerprint: "f", at: start)
        let before = try ledger.verifyLog { _ in }
        #expect(throws: LedgerFault.self) { try ledger.begin(claim, fingerprint: "f", at: start) }
        #expect(try ledger.verifyLog { _ in } == before)
    }

    // MARK: Databases of before the log

    /// A database as it was before there was a log, with a message whose news was told in part.
    private func oldDatabase() throws -> String {
        let path = folder.file("old.sqlite")
        let queue = try DatabaseQueue(path: path)
        try LedgerSchema.migrator.migrate(queue, upTo: "1")
        try queue.write { database in
            try database.execute(
                sql: """
                    INSERT INTO message (id, door, arrived, sender_name, sender, message_id, subject, size, told, telling,
                        last_event, wants_attention)
                    VALUES ('m1', 'pipe', 1000, '', 'jan@x.nl', '1@x', 'S', 9, 1, 1, 3, 1),
                        ('m2', 'pipe', 1000, '', 'jan@x.nl', '2@x', 'S', 9, 0, 0, 4, 0);
                    INSERT INTO recipient (message, address, canonical, state, route, options, identifier, attempts, reason,
                        fingerprint, places, changed)
                    VALUES ('m1', 'A@x.nl', 'a@x.nl', 'sending', 'registered', '{"language":"nl"}', 'g1', 1,
                            'request begins', 'ff', '[]', 3000),
                        ('m1', 'b@x.nl', 'b@x.nl', 'held', NULL, '{}', 'g2', 0, 'wait', NULL, '[]', 2000),
                        ('m2', 'a@x.nl', 'a@x.nl', 'decided', 'plain', '{}', 'g3', 0, 'by plain', NULL, '[]', 4000);
                    UPDATE recipient SET hold_cause = 'decision' WHERE identifier = 'g2';
                    INSERT INTO event (message, recipient, time, step, state, text) VALUES
                        ('m1', 1, 2000, 'decide', 'decided', 'by registered'), ('m1', 2, 2000, 'hold', 'held', 'wait'),
                        ('m1', 1, 3000, 'begin', 'sending', 'request begins'),
                        ('m2', 3, 4000, 'decide', 'decided', 'by plain');
                    """)
        }
        return path
    }

    @Test("an older database gets a log of what it holds, and tells the same news as before")
    func migrates() throws {
        let ledger = try SQLiteLedger(path: try oldDatabase())
        #expect(try findings(ledger) == [])
        #expect(
            try ledger.history(of: "m1").map { "\($0.entry.number) \($0.entry.step) \($0.entry.recipient)" } == [
                "1 decide A@x.nl", "2 hold b@x.nl", "3 begin A@x.nl", "5 adopt ",
            ])
        let (standing, isRepetition) = try #require(try ledger.tell("m1"))
        #expect(!isRepetition && standing.lastEvent == 3)
        #expect(standing.untold.map(\.number) == [2, 3])
        #expect(try ledger.apply(.cancel, to: "m1", recipient: "b@x.nl", at: start) == 1)
        #expect(try ledger.recover(isAlive: { _ in false }, at: start) == 1)
        #expect(try ledger.history(of: "m1").suffix(2).map(\.entry.number) == [7, 8])
        #expect(try findings(ledger) == [])
        // Once is enough.
        #expect(try SQLiteLedger(path: folder.file("old.sqlite")).history(of: "m1").count == 6)
    }

    @Test(
        "from then on a change is found",
        arguments: [
            "UPDATE recipient SET fingerprint = 'fe' WHERE id = 1", "UPDATE recipient SET route = NULL WHERE id = 3",
            "UPDATE recipient SET identifier = 'g9' WHERE id = 2", "UPDATE message SET size = 8 WHERE id = 'm2'",
            "UPDATE event SET text = 'x' WHERE number = 1", "DELETE FROM event WHERE number = 6",
            "UPDATE recipient SET state = 'cancelled' WHERE id = 2", "UPDATE recipient SET changed = 1 WHERE id = 3",
        ])
    func findsAfterMigration(change: String) throws {
        let path = try oldDatabase()
        let ledger = try SQLiteLedger(path: path)
        #expect(try findings(ledger) == [])
        try DatabaseQueue(path: path).write { try $0.execute(sql: change) }
        #expect(try !findings(ledger).isEmpty)
    }
}
