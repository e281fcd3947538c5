// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import LedgerTesting
import Ledgers
import Mail
import TestSupport
import Testing

/// A ledger's file in trouble: what is said of it, and that nothing is taken for what it is not.
@Suite struct DatabaseFaultTests {
    private func fault(_ work: () throws -> Void) throws -> DatabaseFault {
        let fault = #expect(throws: DatabaseFault.self) { try work() }
        return try #require(fault)
    }

    @Test("one that another program has locked is named, and used when that has ended")
    func locked() throws {
        let file = try LedgerFile(seed: 1, steps: 5)
        let ledger = try SQLiteLedger(path: file.path, patience: 0.05)
        let other = try DatabaseQueue(path: file.path)
        let told = try other.inDatabase { database in
            try database.execute(sql: "BEGIN IMMEDIATE")
            let fault = try fault { try ledger.forget("nothing", at: .now()) }
            try database.execute(sql: "ROLLBACK")
            return fault
        }
        #expect(told.kind == .locked && told.description.contains("\(file.path): another program has it locked"))
        try ledger.forget("nothing", at: .now())
    }

    @Test("one that is damaged is named with what to do", arguments: ["no database", "torn", "overwritten"])
    func damaged(how: String) throws {
        let file = try LedgerFile(seed: 2, steps: 200)
        let size = try Data(contentsOf: URL(filePath: file.path)).count
        let handle = try FileHandle(forUpdating: URL(filePath: file.path))
        switch how {
        case "torn": try handle.truncate(atOffset: UInt64(size / 2))
        case "overwritten":
            try handle.seek(toOffset: 4096)
            try handle.write(contentsOf: Data(repeating: 0xFF, count: size - 4096))
        default: try handle.write(contentsOf: Data("what is this, no database".utf8))
        }
        try handle.close()
        let fault = try fault { _ = try SQLiteLedger(path: file.path).standings(includingFinished: true) }
        #expect(fault.kind == .damaged && fault.description.contains("\(file.path): it is damaged: stop Sealpost"))
    }

    @Test("one that is older than what was done, or gone, is told from one that is new")
    func older() throws {
        let file = try LedgerFile(seed: 3, steps: 100)
        try SQLiteLedger(path: file.path).checkAge()
        let copy = try TemporaryFolder()
        try FileManager.default.copyItem(atPath: file.path, toPath: copy.file("old"))
        try RandomLedger(seed: 4, steps: 20, in: SQLiteLedger(path: file.path))
        try SQLiteLedger(path: file.path).checkAge()
        try FileManager.default.removeItem(atPath: file.path)
        try FileManager.default.copyItem(atPath: copy.file("old"), toPath: file.path)
        let fault = #expect(throws: OlderLedger.self) { try SQLiteLedger(path: file.path).checkAge() }
        #expect(fault.map { $0.last < $0.marked && $0.description.contains("\(file.path).mark") } == true)
        try FileManager.default.removeItem(atPath: file.path)
        #expect(throws: OlderLedger.self) { try SQLiteLedger(path: file.path).checkAge() }
        try FileManager.default.removeItem(atPath: "\(file.path).mark")
        try SQLiteLedger(path: file.path).checkAge()
    }

    @Test("what a clock that was ahead lets wait is tried once it is right again, and nothing else is")
    func clock() throws {
        let folder = try TemporaryFolder()
        let ledger = try SQLiteLedger(path: folder.file("ledger.sqlite"))
        let now = Timestamp.now()
        let ahead = now.advanced(bySeconds: 86_400)
        let decision = Decision(.route(RouteName("registered"), RouteOptions()), places: [])
        for (id, time) in [("0000000000000001", now), ("0000000000000002", ahead)] {
            let record = MessageRecord(
                id: id, door: .outbox, arrived: time, sender: Address(mailbox: "a@b.nl"), messageID: "", subject: "",
                size: 1)
            try ledger.enter(record, decisions: [("c@d.nl", decision)], at: time)
        }
        func claimed(at time: Timestamp) throws -> [String] {
            _ = try ledger.recover(isAlive: { _ in true }, at: time)
            let claims = try ledger.claim(limit: 9, owner: "x", together: { _ in false }, at: time)
            for claim in claims { try ledger.release(claim, until: ahead) }
            return claims.map(\.message)
        }
        // Clocks are set by seconds all the time.
        #expect(try claimed(at: ahead.advanced(bySeconds: -30)) == ["0000000000000001"])
        #expect(try claimed(at: now).sorted() == ["0000000000000001", "0000000000000002"])
    }
}
