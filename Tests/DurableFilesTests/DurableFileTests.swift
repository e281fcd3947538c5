// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import Foundation
import Glibc
import TestSupport
import Testing

@Suite struct DurableFileTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try Folder(folder.file("tmp")).create()
        try Folder(folder.file("new")).create()
    }

    private func write(_ calls: FileCalls, replacing: Bool = true) throws(FileFault) {
        let file = try DurableFile(at: folder.file("tmp/a"), calls: calls)
        try file.append(Array("one ".utf8))
        try file.append(Array("two".utf8))
        try file.commit(to: folder.file("new/a"), replacing: replacing)
    }

    @Test("a committed file is whole, and nothing else is left")
    func commits() throws {
        try write(.kernel)
        #expect(try folder.text("new/a") == "one two")
        #expect(folder.names(in: "tmp").isEmpty)
    }

    @Test("a file that is not committed leaves nothing")
    func abandons() throws {
        do {
            let file = try DurableFile(at: folder.file("tmp/a"))
            try file.append([1])
        }
        #expect(folder.names(in: "tmp").isEmpty)
        #expect(folder.names(in: "new").isEmpty)
    }

    @Test("a name that is taken stays as it is when not replacing")
    func keepsTheFirst() throws {
        try folder.write("new/a", "first")
        let fault = #expect(throws: FileFault.self) { try write(.kernel, replacing: false) }
        #expect(fault?.code == EEXIST)
        #expect(try folder.text("new/a") == "first")
        #expect(folder.names(in: "tmp").isEmpty)
    }

    @Test("short writes and signals are carried on from")
    func continuesShortWrites() throws {
        let attempts = Counter()
        var calls = FileCalls.kernel
        calls.write = { descriptor, bytes, count in
            if attempts.next() % 2 == 0 {
                errno = EINTR
                return -1
            }
            return Glibc.write(descriptor, bytes, min(count, 1))
        }
        try write(calls)
        #expect(try folder.text("new/a") == "one two")
    }

    @Test(
        "whatever call fails, there is no file and the fault says why",
        arguments: ["open", "write", "fsync", "rename", "folder"])
    func failsCleanly(call: String) throws {
        let syncs = Counter()
        var calls = FileCalls.kernel
        switch call {
        case "open": calls.open = { _, _, _ in fail(EMFILE) }
        case "write": calls.write = { _, _, _ in Int(fail(ENOSPC)) }
        case "fsync": calls.fsync = { _ in fail(EIO) }
        case "rename": calls.rename = { _, _ in fail(EROFS) }
        default: calls.fsync = { syncs.next() == 0 ? Glibc.fsync($0) : fail(EIO) }
        }
        let fault = #expect(throws: FileFault.self) { try write(calls) }
        #expect(fault?.description.contains(folder.path) == true)
        #expect(folder.names(in: "new").isEmpty)
        #expect(folder.names(in: "tmp").isEmpty)
    }

    @Test("the file is synced before it is renamed, and its folder after")
    func ordersItsCalls() throws {
        let log = CallLog()
        var calls = FileCalls.kernel
        calls.fsync = {
            log.add("fsync"); return Glibc.fsync($0)
        }
        calls.rename = {
            log.add("rename"); return Glibc.rename($0, $1)
        }
        try write(calls)
        #expect(log.calls == ["fsync", "rename", "fsync"])
    }

    @Test("a file is settled only when nobody has it open for writing")
    func settles() throws {
        let path = try folder.write("new/a", "text")
        let now = Int64(Date().timeIntervalSince1970)
        let writer = open(path, O_WRONLY | O_CLOEXEC)
        #expect(FileSettling(of: path, now: now) == .unsettled)
        close(writer)
        #expect(FileSettling(of: path, now: now) == .settled)
        #expect(FileSettling(of: path + "x", now: now) == .gone)
        try folder.write("new/empty", "")
        #expect(FileSettling(of: folder.file("new/empty"), now: now) == .unsettled)
    }

    @Test("a lock is held by one at a time, and let go of with its value")
    func locks() throws {
        let path = folder.file("lock")
        do {
            let held = try FileLock(at: path)
            let second = try FileLock.attempt(at: path) == nil
            #expect(second)
            _ = consume held
        }
        let third = try FileLock.attempt(at: path) == nil
        #expect(!third)
    }

    @Test("a created folder is synced into the one above it, and one that is there costs nothing")
    func syncsCreatedFolders() throws {
        let log = CallLog()
        var calls = FileCalls.kernel
        calls.open = { path, flags, mode in
            log.add(path)
            return FileCalls.kernel.open(path, flags, mode)
        }
        try Folder(folder.file("a/b")).create(calls: calls)
        #expect(log.calls == [folder.path, folder.file("a")])
        try Folder(folder.file("a/b")).create(calls: calls)
        #expect(log.calls.count == 2)
    }
}

private func fail(_ code: Int32) -> Int32 {
    errno = code
    return -1
}
