// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Foundation
import Glibc
import TestSupport
import Testing

@Suite struct PassLockTests {
    private let folder: TemporaryFolder
    private let spool: Spool

    init() throws {
        folder = try TemporaryFolder()
        spool = Spool(folder.path)
        try spool.create()
    }

    private func isFree() throws -> Bool { try PassLock.attempt(in: spool) != nil }

    @Test("one has the lock at a time, as long as the value lives")
    func excludes() throws {
        do {
            let lock = try PassLock.attempt(in: spool)
            let isHeld = lock != nil
            #expect(isHeld)
            #expect(try !isFree())
            _ = lock
        }
        #expect(try isFree())
    }

    @Test("a lock that is handed over is held until the last copy of its descriptor is closed")
    func handsOver() throws {
        let path = PassLock.path(in: spool)
        let given = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        try #require(given >= 0 && flock(given, LOCK_EX) == 0)
        do {
            let taken = FileLock(takingOver: given, at: path)
            let isTaken = taken != nil
            #expect(isTaken)
            close(given)
            #expect(try !isFree())
            _ = taken
        }
        #expect(try isFree())
    }

    @Test("a descriptor of another file, or of a lock that another has, is no lock")
    func refuses() throws {
        let path = PassLock.path(in: spool)
        let other = open("/dev/null", O_RDWR | O_CLOEXEC)
        defer { close(other) }
        let isTaken = { (descriptor: Int32) in FileLock(takingOver: descriptor, at: path) != nil }
        #expect(!isTaken(other))
        let own = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        defer { close(own) }
        let holder = try PassLock.attempt(in: spool)
        #expect(!isTaken(own))
        #expect(!isTaken(-1))
        _ = holder
    }

    @Test("a message is settled when its door has gone, and is no news when it was there before")
    func settled() throws {
        #expect(spool.settledIDs.isEmpty)
        let path = folder.file("new/0123456789abcdef")
        try folder.write("new/0123456789abcdef", "x")
        let writer = open(path, O_WRONLY | O_CLOEXEC)
        try #require(writer >= 0 && flock(writer, LOCK_EX) == 0)
        #expect(spool.settledIDs.isEmpty)
        close(writer)
        #expect(spool.settledIDs.map(\.rawValue) == ["0123456789abcdef"])
        try FileManager.default.removeItem(atPath: folder.file("new"))
        #expect(spool.settledIDs.isEmpty)
    }
}
