// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import GRDB

/// The database of a ledger, whose faults are in words for a person, with the mark of how far its log has come.
struct LedgerDatabase: Sendable {
    private let path: String
    private let queue: DatabaseQueue
    let mark: HighWaterMark

    /// Opens the database at `path`, made where it is missing, and brings its tables up to date.
    /// - Parameter patience: For how long another program's lock is waited for, in seconds.
    init(path: String, patience: Double) throws {
        self.path = path
        var configuration = Configuration()
        configuration.busyMode = .timeout(patience)
        configuration.label = "ledger"
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
        }
        // Two that found the same tables missing would both make them, and the second would fail.
        let lock = try FileLock(at: path + ".lock")
        queue = try Self.wording(path) {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try LedgerSchema.migrator.migrate(queue)
            return queue
        }
        mark = HighWaterMark(path: path + ".mark")
        _ = consume lock
    }

    /// Reads the database as it is at one moment.
    func read<Value>(_ work: (Database) throws -> Value) throws -> Value {
        try Self.wording(path) { try queue.read(work) }
    }

    /// Does work in one transaction, synced when this returns.
    func write<Value>(_ work: (Database) throws -> Value) throws -> Value {
        let (value, last) = try Self.wording(path) {
            try queue.write { (try work($0), try LedgerTransaction(database: $0).lastNumber()) }
        }
        mark.raise(to: last)
        return value
    }

    /// Does work in one transaction that a power cut may take back: for what is done again then.
    ///
    /// In WAL mode `synchronous = NORMAL` leaves out nothing but the sync at the end of a transaction; the next one that is
    /// synced makes this one durable too (sqlite.org/pragma.html).
    func writeWithoutSync<Value>(_ work: (Database) throws -> Value) throws -> Value {
        try Self.wording(path) {
            try queue.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous = NORMAL")
                let result = Result { try database.inImmediateTransaction { try work(database) } }
                try database.execute(sql: "PRAGMA synchronous = FULL")
                return try result.get()
            }
        }
    }

    /// Checks that no entry is missing that was once there.
    func checkAge() throws {
        // The mark first: entries may be added meanwhile.
        let marked = mark.number
        let last = try read { try LedgerTransaction(database: $0).lastNumber() }
        if last < marked { throw OlderLedger(path: path, last: last, marked: marked, mark: mark.path) }
    }

    private static func wording<Value>(_ path: String, _ work: () throws -> Value) throws -> Value {
        do {
            return try work()
        } catch let error as DatabaseError {
            throw DatabaseFault(error, path: path)
        }
    }
}

extension Database {
    /// Does work in a transaction that has the lock for writing from its beginning.
    fileprivate func inImmediateTransaction<Value>(_ work: () throws -> Value) throws -> Value {
        try beginTransaction(.immediate)
        do {
            let value = try work()
            try commit()
            return value
        } catch {
            // What can't be rolled back SQLite has rolled back.
            try? rollback()
            throw error
        }
    }
}
