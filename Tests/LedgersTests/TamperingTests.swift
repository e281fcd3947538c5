// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import GRDB
import LedgerTesting
import Mail
import TestSupport
import Testing

@testable import Ledgers

/// Whatever is done to a ledger behind Sealpost's back is found, and nothing is found where nothing was done.
@Suite("tampering with the ledger") struct TamperingTests {
    private static let seeds = UInt64(1)...8

    @Test("a ledger that nobody touched has no finding, after any history", arguments: 1...40 as ClosedRange<UInt64>)
    func isWhole(seed: UInt64) throws {
        let file = try LedgerFile(seed: seed, steps: 40)
        #expect(try file.findings() == [])
        let links = try file.links()
        #expect(links.count > 10)
        let ledger = try SQLiteLedger(path: file.path)
        for link in links { #expect(try ledger.verify(link.head, of: link.entry.message, keptIn: "mail") == nil) }
    }

    /// Every column that the log vouches for, with what makes another value of any value.
    private static let edits: [(table: String, column: String, value: String)] = {
        let texts = [
            "event": ["message", "address", "step", "state", "text", "facts", "hash"],
            "recipient": [
                "message", "address", "canonical", "redirected_to", "state", "route", "options", "identifier",
                "hold_cause", "reason", "answer", "ticket_token", "ticket_url", "fingerprint", "places",
            ],
            "message": ["id", "door", "sender_name", "sender", "message_id", "subject", "notification"],
        ]
        let numbers = [
            "event": ["number", "form", "recipient", "time"],
            "recipient": ["id", "attempts", "losses", "decided_at", "changed"],
            "message": ["arrived", "size"],
        ]
        func edits(
            _ columns: [String: [String]], _ value: (String) -> String
        ) -> [(table: String, column: String, value: String)] {
            columns.sorted { $0.key < $1.key }.flatMap { table, names in names.map { (table, $0, value($0)) } }
        }
        return edits(texts) { "coalesce(\($0), '') || 'x'" } + edits(numbers) { "coalesce(\($0), 0) + 100000" }
    }()

    @Test("an edited column is found, wherever it is", arguments: edits.indices)
    func findsEdits(index: Int) throws {
        let edit = Self.edits[index]
        let whole = try LedgerFile(seed: UInt64(index), steps: 30)
        let rows = try whole.database { database in
            try Int64.fetchAll(database, sql: "SELECT rowid FROM \(edit.table) ORDER BY rowid")
        }
        var random = SeededGenerator(seed: UInt64(index))
        for row in rows.shuffled(using: &random).prefix(4) {
            let file = try LedgerFile(copyOf: whole)
            try file.tamper("UPDATE \(edit.table) SET \(edit.column) = \(edit.value) WHERE rowid = ?", [row])
            #expect(try !file.findings().isEmpty, "\(edit) of row \(row)")
        }
    }

    @Test(
        "what is kept for a message's dossier is found where it was edited, removed, moved or slipped in",
        arguments: [
            ("UPDATE snapshot SET bytes = x'02'", LogFinding.Kind.changed), ("DELETE FROM snapshot", .missing),
            ("UPDATE snapshot SET name = 'other'", .missing), ("UPDATE snapshot SET message = 'm3x9'", .missing),
            ("INSERT INTO snapshot (message, name, bytes) SELECT message, 'other', bytes FROM snapshot", .unlogged),
        ])
    func findsEditedSnapshots(change: String, kind: LogFinding.Kind) throws {
        let file = try LedgerFile(seed: 3, steps: 5)
        let ledger = try SQLiteLedger(path: file.path)
        let id = try #require(try ledger.standings(includingFinished: true).first?.message.id)
        #expect(try ledger.keep(snapshot: [1], "mails", of: id) == [1])
        #expect(try ledger.keep(snapshot: [3], "mails", of: id) == [1])
        #expect(try file.findings() == [])
        try file.tamper(change)
        #expect(try file.findings().contains { $0.kind == kind })
    }

    @Test("a time of decision that was set back with the clock is no finding, and another one is")
    func clockSetBack() throws {
        let folder = try TemporaryFolder()
        let file = LedgerFile(in: folder)
        let ledger = try SQLiteLedger(path: file.path)
        let (start, ahead) = (Timestamp(seconds: 1_000_000), Timestamp(seconds: 9_000_000))
        let record = MessageRecord(
            id: "m1", door: .pipe, arrived: start, sender: Address(mailbox: "jan@x.nl"), messageID: "", subject: "s",
            size: 1)
        let decision = Decision(.route(RouteName("way"), RouteOptions()))
        try ledger.enter(record, decisions: [("a@x.nl", decision)], windows: [:], at: ahead)
        _ = try ledger.recover(isAlive: { _ in true }, retry: RetrySchedule(), at: start)
        #expect(try ledger.standing(of: "m1")?.recipients[0].decided == start)
        let claim = try #require(
            try ledger.claim(Places(overall: 9), limit: 1, owner: "me", together: { _ in false }, at: start).first)
        try ledger.begin(claim, fingerprint: "f", recipe: nil, at: start)
        #expect(try file.findings() == [])
        try file.tamper("UPDATE recipient SET decided_at = decided_at + 10000000000")
        #expect(try file.findings().map(\.kind) == [.contradiction])
    }

    @Test("a ledger of before says of how many recipients its log doesn't tell that, and tells it of new ones")
    func uncovered() throws {
        let file = LedgerFile(in: try TemporaryFolder())
        let queue = try DatabaseQueue(path: file.path)
        try LedgerSchema.migrator.migrate(queue, upTo: "deadlines")
        try queue.write { database in
            try database.execute(
                sql: """
                    INSERT INTO message (id, door, arrived, sender_name, sender, message_id, subject, size)
                    VALUES ('old', 'pipe', 1000, '', 'jan@x.nl', '1@x', 'S', 9);
                    INSERT INTO recipient (id, message, address, canonical, state, options, identifier, places, changed,
                        hold_cause, reason, losses, decided_at)
                    VALUES (1, 'old', 'a@x.nl', 'a@x.nl', 'held', '{}', 'g1', '[]', 1000, 'decision', 'wait', 2, 77);
                    INSERT INTO snapshot (message, name, bytes) VALUES ('old', 'mails', x'01')
                    """)
            let book = LedgerTransaction(database: database, now: Timestamp(milliseconds: 1000))
            _ = try book.log(
                "adopt", of: "old", recipient: nil, state: "queued", text: "",
                facts: [
                    LogFact("door", "pipe"), LogFact("arrived", "1000"), LogFact("sender_name", ""),
                    LogFact("sender", "jan@x.nl"), LogFact("message_id", "1@x"), LogFact("subject", "S"),
                    LogFact("size", "9"), LogFact("recipient", "g1 a@x.nl"),
                ])
            _ = try book.log(
                "hold", of: "old", recipient: (1, "a@x.nl"), state: "held", text: "wait",
                facts: [LogFact("hold_cause", "decision")])
        }
        let ledger = try SQLiteLedger(path: file.path)
        #expect(try file.findings() == [])
        #expect(try ledger.verifyLog { _ in }.uncovered == 1)
        // The log tells of what was kept for dossiers from then on.
        try file.tamper("UPDATE snapshot SET bytes = x'02'")
        #expect(try file.findings().map(\.kind) == [.changed])
        try file.tamper("UPDATE snapshot SET bytes = x'01'")
        #expect(try ledger.apply(.release(RouteName("way")), to: "old", recipient: nil, at: .now()) == 1)
        try file.tamper("UPDATE recipient SET decided_at = decided_at + 1")
        #expect(try file.findings().map(\.kind) == [.contradiction])
    }

    @Test(
        "an edit that looks like nothing is found",
        arguments: [
            // SQLite and Swift show the text up to a NUL, and mend broken UTF-8.
            "text = CAST(CAST(text AS BLOB) || x'00' || CAST('more' AS BLOB) AS TEXT)",
            "text = CAST(CAST(text AS BLOB) || x'FF' AS TEXT)",
        ])
    func findsHiddenEdits(change: String) throws {
        let file = try LedgerFile(seed: 3, steps: 20)
        try file.tamper("UPDATE event SET \(change) WHERE number = 2")
        #expect(try file.findings().contains { $0.kind == .changed && $0.number == 2 })
    }

    @Test("another spelling of the same letters is an edit")
    func findsOtherSpelling() throws {
        let file = try LedgerFile(seed: 3, steps: 0)
        let ledger = try SQLiteLedger(path: file.path)
        try ledger.enter(
            MessageRecord(
                id: "mine", door: .pipe, arrived: Timestamp(seconds: 1), sender: Address(mailbox: "jan@x.nl"),
                messageID: "", subject: "caf\u{E9}", size: 1),
            decisions: [("a@x.nl", Decision(.hold("wait")))], at: Timestamp(seconds: 1))
        #expect(try file.findings() == [])
        try file.tamper("UPDATE message SET subject = ? WHERE id = 'mine'", ["cafe\u{301}"])
        #expect(try file.findings().map(\.kind) == [.contradiction])
    }

    @Test("deleted rows are found, in any table", arguments: seeds)
    func findsDeletions(seed: UInt64) throws {
        let whole = try LedgerFile(seed: seed, steps: 30)
        for table in ["event", "recipient", "message"] {
            let rows = try whole.database { database in
                try Int64.fetchAll(database, sql: "SELECT rowid FROM \(table) ORDER BY rowid")
            }
            for row in [rows.first, rows.last, rows[rows.count / 2]].compactMap(\.self) {
                let file = try LedgerFile(copyOf: whole)
                try file.tamper("DELETE FROM \(table) WHERE rowid = ?", [row])
                #expect(try !file.findings().isEmpty, "\(table) \(row)")
            }
        }
    }

    @Test("two entries that change places are found", arguments: seeds)
    func findsExchanges(seed: UInt64) throws {
        let file = try LedgerFile(seed: seed, steps: 30)
        let last = try file.number("SELECT max(number) FROM event")
        var random = SeededGenerator(seed: seed)
        let one = Int64.random(in: 1..<last, using: &random)
        let other = Int64.random(in: (one + 1)...last, using: &random)
        for (from, to) in [(one, -1), (other, one), (-1, other)] {
            try file.tamper("UPDATE event SET number = ? WHERE number = ?", [to, from])
        }
        #expect(try file.findings().contains { $0.kind == .changed && $0.number == one })
    }

    @Test("a message that somebody slips into the tables is found", arguments: seeds)
    func findsSlippedIn(seed: UInt64) throws {
        let file = try LedgerFile(seed: seed, steps: 10)
        try file.tamper(
            """
            INSERT INTO message (id, door, arrived, sender_name, sender, message_id, subject, size)
            VALUES ('mine', 'pipe', 1, '', 'jan@x.nl', '', '', 1);
            INSERT INTO recipient (message, address, canonical, state, route, options, identifier, places, changed)
            VALUES ('mine', 'z@x.nl', 'z@x.nl', 'decided', 'registered', '{}', 'g1', '[]', 1);
            """)
        #expect(try file.findings().map(\.kind) == [.unlogged, .unlogged])
        try file.tamper("DELETE FROM recipient WHERE message = 'mine'; DELETE FROM message WHERE id = 'mine'")
        try file.tamper(
            """
            INSERT INTO recipient (message, address, canonical, state, route, options, identifier, places, changed)
            SELECT id, 'z@x.nl', 'z@x.nl', 'decided', 'registered', '{}', 'g1', '[]', 1 FROM message LIMIT 1
            """)
        #expect(try file.findings().map { "\($0.kind) \($0.recipient)" } == ["unlogged z@x.nl"])
    }

    @Test("an end that was cut off is found, and stays found when the log goes on", arguments: seeds)
    func findsCutEnd(seed: UInt64) throws {
        let file = try LedgerFile(seed: seed, steps: 20)
        let last = try file.number("SELECT max(number) FROM event")
        try file.tamper("DELETE FROM event WHERE number > ?", [last - 3])
        #expect(try file.findings().contains { $0.kind == .cutOff && $0.number == last })
        try RandomLedger(seed: seed + 100, steps: 3, in: SQLiteLedger(path: file.path))
        #expect(try file.findings().contains { $0.kind == .missing && $0.number == last + 1 })
    }

    @Test("an end that was cut off with all traces in the file is found by a head from elsewhere", arguments: seeds)
    func findsCutEndByHead(seed: UInt64) throws {
        let file = try LedgerFile(seed: seed, steps: 20)
        let before = try file.number("SELECT max(number) FROM event")
        try RandomLedger(seed: seed + 100, steps: 0, in: SQLiteLedger(path: file.path))
        let links = try file.links()
        try file.tamper("DELETE FROM event WHERE number > ?", [before])
        try file.tamper("UPDATE sqlite_sequence SET seq = ? WHERE name = 'event'", [before])
        let id = "m\(seed + 100)x0"
        for table in ["seen", "recipient"] { try file.tamper("DELETE FROM \(table) WHERE message = ?", [id]) }
        try file.tamper("DELETE FROM message WHERE id = ?", [id])
        #expect(try file.findings() == [])
        let ledger = try SQLiteLedger(path: file.path)
        for link in links {
            let finding = try ledger.verify(link.head, of: id, keptIn: "mail")
            #expect(finding?.kind == (link.entry.number > before ? .cutOff : nil))
        }
    }

    @Test("a log with all hashes computed anew is found by each head of before it", arguments: seeds)
    func findsRewriting(seed: UInt64) throws {
        let file = try LedgerFile(seed: seed, steps: 60)
        let links = try file.links()
        // An entry that isn't its recipient's last, so that no row says other than the log.
        let chosen = try file.number(
            """
            SELECT number FROM event e WHERE recipient IS NOT NULL
                AND EXISTS (SELECT 1 FROM event l
                    WHERE l.recipient = e.recipient AND l.number > e.number AND l.step <> 'report') LIMIT 1
            """)
        try #require(chosen > 0)
        try file.tamper("UPDATE event SET time = time - 86400000 WHERE number = ?", [chosen])
        #expect(try file.findings().map(\.number) == [chosen])
        try file.rehash(from: chosen)
        #expect(try file.findings() == [])
        let ledger = try SQLiteLedger(path: file.path)
        for link in links {
            let finding = try ledger.verify(link.head, of: link.entry.message, keptIn: "mail")
            #expect(finding?.kind == (link.entry.number < chosen ? nil : .rewritten))
        }
    }

    @Test("columns of another type, and entries that are none, are findings and no end of the program")
    func surviveNonsense() throws {
        let file = try LedgerFile(seed: 5, steps: 20)
        try file.tamper(
            """
            CREATE TABLE other AS SELECT * FROM event;
            DROP TABLE event;
            CREATE TABLE event (number, form, message, recipient, address, time, step, state, text, facts, hash);
            INSERT INTO event SELECT * FROM other;
            UPDATE event SET number = 'x', time = NULL, hash = x'00', facts = 5.5, form = 'a' WHERE number = 4;
            UPDATE event SET message = NULL, state = NULL WHERE number = 6;
            """)
        #expect(try file.findings().count > 2)
    }
}
