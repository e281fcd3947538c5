// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import Foundation
import Glibc
import Mail
import TestSupport
import Testing

@testable import Doors

@Suite struct MboxOutboxTests {
    let bench: OutboxBench
    let path: String

    init() throws {
        bench = try OutboxBench(.mbox)
        path = bench.folder.file("outbox")
    }

    private func entry(_ number: Int) -> String { "From me@x.nl Sat Nov 21 09:30:00 2026\n\(bench.mail(number))\n" }

    private func append(_ numbers: Int...) throws {
        let before = (try? bench.folder.text("outbox")) ?? ""
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o640)
        let text = Array(numbers.map(entry).joined().utf8)
        #expect(write(descriptor, text, text.count) == text.count)
        close(descriptor)
        #expect(try bench.folder.text("outbox").hasPrefix(before))
        // A child of another test may have the descriptor open for a moment.
        while FileSettling(of: path, now: 0) == .unsettled { usleep(1000) }
    }

    private func numbers() throws -> [Int] {
        try bench.texts().map { text in (0..<1000).first { text == bench.mail($0) } ?? -1 }.sorted()
    }

    @Test("all messages are taken, each once, and the file is empty and the same file then")
    func takes() throws {
        #expect(try bench.look().accepted.isEmpty)
        try append(1, 2, 3)
        let inode = try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
        #expect(try bench.look().accepted.count == 3)
        #expect(try numbers() == [1, 2, 3])
        #expect(try bench.look().accepted.isEmpty)
        try append(4)
        #expect(try bench.look().accepted.count == 1)
        #expect(try numbers() == [1, 2, 3, 4])
        let after = try FileManager.default.attributesOfItem(atPath: path)
        #expect(after[.systemFileNumber] as? Int == inode && after[.size] as? Int == 0)
        #expect(after[.posixPermissions] as? Int == 0o640)
        #expect(bench.folder.names(in: "outbox.sealpost-claimed").isEmpty)
        #expect(bench.folder.names() == ["outbox", "outbox.sealpost-claimed", "spool"])
    }

    @Test("what is no mbox, or unclear, is left alone as it is and told of once; mended, it is taken")
    func leavesAlone() throws {
        let text = "\(entry(1))From here on\n"
        try bench.folder.write("outbox", text)
        let look = try bench.look()
        #expect(look.accepted.isEmpty)
        #expect(
            look.faults.map(\.fault.description) == [
                "\(path), line 9: this may be the next message, or text of the one before: put a \">\" before it if it is"
            ])
        for _ in 0..<3 {
            bench.uptime += 100
            #expect(try bench.look().faults.isEmpty)
        }
        #expect(try bench.folder.text("outbox") == text)
        #expect(bench.folder.names(in: "outbox.sealpost-claimed").isEmpty)
        try bench.folder.write("outbox", entry(1))
        bench.uptime += 100
        #expect(try bench.look().accepted.count == 1)
    }

    @Test("a program that holds a lock is waited for", arguments: ["fcntl", "flock", "dot"])
    func waitsForLock(kind: String) throws {
        try append(1)
        // Open for reading alone, so that it is the lock that is waited for.
        let descriptor = open(path, kind == "fcntl" ? O_RDWR | O_CLOEXEC : O_RDONLY | O_CLOEXEC)
        switch kind {
        case "fcntl": #expect(FileLock.takes(wholeOf: descriptor))
        case "flock": #expect(flock(descriptor, LOCK_EX) == 0)
        default: try bench.folder.write("outbox.lock", "1234")
        }
        let look = try bench.look()
        #expect(look.accepted.isEmpty && look.isUnsettled && look.faults.isEmpty)
        #expect(try bench.folder.text("outbox") == entry(1))
        close(descriptor)
        unlink(bench.folder.file("outbox.lock"))
        bench.uptime += 2
        #expect(try bench.look().accepted.count == 1)
    }

    @Test("a lock that another program left is told of, and stays; one of our own that was killed goes")
    func staleLocks() throws {
        try append(1)
        try bench.folder.write("outbox.lock", "1234")
        #expect(try bench.look().faults.isEmpty)
        bench.uptime += 700
        #expect(try bench.look().faults.map(\.fault.description).first?.hasPrefix("\(path).lock is there") == true)
        bench.uptime += 100
        #expect(try bench.look().faults.isEmpty)
        try bench.folder.write("outbox.lock", "sealpost\n")
        bench.uptime += 100
        #expect(try bench.look().accepted.count == 1)
        #expect(bench.folder.names() == ["outbox", "outbox.sealpost-claimed", "spool"])
    }

    @Test("the dot lock is held by one, from any number that ask at once, and a leftover is nobody's")
    func oneHolder() async throws {
        try bench.folder.write("outbox.lock", "sealpost\n")
        let (path, claimed) = (path, bench.outbox.claimed)
        let inside = CallLog()
        await withTaskGroup { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<50 {
                        guard let lock = try? DotLock.attempt(for: path, by: claimed, calls: .kernel) else { continue }
                        inside.add("in")
                        inside.add("out")
                        _ = consume lock
                    }
                }
            }
        }
        let calls = inside.calls
        #expect(calls.count > 2 && calls.enumerated().allSatisfy { $1 == ($0.isMultiple(of: 2) ? "in" : "out") })
        #expect(!FileManager.default.fileExists(atPath: "\(path).lock"))
    }

    @Test("ended before or after whichever change of a file, it is gone on with, and each message is accepted once")
    func endedAnywhere() throws {
        var steps = 0
        for isDone in [false, true] {
            for stop in 1... {
                let bench = try OutboxBench(.mbox)
                let ending = EndingCalls(at: stop, isDone: isDone)
                try bench.folder.write("outbox", entry(1) + entry(2))
                bench.calls = ending.calls
                _ = try? bench.look()
                guard ending.hasEnded else { break }
                steps += 1
                bench.calls = .kernel
                // Meanwhile a program appends, which found no lock: the kernel's went with the process.
                unlink(bench.folder.file("outbox.lock"))
                let old = try bench.folder.text("outbox")
                try bench.folder.write("outbox", old + entry(3))
                for _ in 0..<3 {
                    bench.uptime += 100
                    _ = try bench.lookAnew()
                }
                let ids = try bench.texts().map { text in (0..<9).first { text == bench.mail($0) } ?? -1 }.sorted()
                #expect(ids == [1, 2, 3], "\(isDone ? "after" : "before") call \(stop)")
                #expect(bench.folder.names(in: "outbox.sealpost-claimed").isEmpty)
                #expect(try bench.folder.text("outbox") == "")
            }
        }
        #expect(steps > 40)
    }

    @Test("whichever call fails, nothing is lost, and nothing is taken twice")
    func failsAnywhere() throws {
        var steps = 0
        for stop in 1... {
            let bench = try OutboxBench(.mbox)
            let failing = EndingCalls(at: stop, isDone: false, onlyOnce: true)
            try bench.folder.write("outbox", entry(1) + entry(2))
            bench.calls = failing.calls
            _ = try? bench.look()
            guard failing.hasEnded else { break }
            steps += 1
            for _ in 0..<3 {
                bench.uptime += 100
                _ = try? bench.look()
            }
            let ids = try bench.texts().map { text in (0..<9).first { text == bench.mail($0) } ?? -1 }.sorted()
            #expect(ids == [1, 2], "call \(stop)")
            #expect(bench.folder.names() == ["outbox", "outbox.sealpost-claimed", "spool"], "call \(stop)")
        }
        #expect(steps > 15)
    }

    @Test("more messages than one look takes are taken by several, each once, by one process or by one after another")
    func many() throws {
        let count = MaildirOutbox.batch * 2 + 10
        try bench.folder.write("outbox", (0..<count).map(entry).joined())
        #expect(try bench.look().hasMore)
        #expect(try bench.lookAnew().hasMore)
        while try bench.look().hasMore {}
        #expect(try numbers() == Array(0..<count))
    }

    @Test("a file can be taken back as long as the settings say after the last message")
    func holds() throws {
        bench.outbox.holdFor = 30
        try append(1)
        #expect(try bench.look().waiting == 1)
        bench.uptime += 25
        bench.step -= 25
        try append(2)
        bench.uptime += 10
        #expect(try bench.look().waiting == 1)
        bench.uptime += 25
        #expect(try bench.look().accepted.count == 2)
    }

    @Test("the ids of messages that were taken together differ, and are the same each time")
    func ids() throws {
        let id = try #require(SpoolID(rawValue: "1m7y2hgfbzzzzzzy"))
        #expect(id.following(by: 0) == id)
        #expect(id.following(by: 1).rawValue == "1m7y2hgfbzzzzzzz")
        #expect(id.following(by: 2).rawValue == "1m7y2hgfb0000000")
        #expect(id.following(by: 3).rawValue == "1m7y2hgfb0000001")
    }
}

/// Calls that stop working at one of them, as if the process had ended there.
final class EndingCalls: @unchecked Sendable {
    // NSLock guards the count; the thread sanitizer sees it, which it does not with a Mutex.
    private let lock = NSLock()
    private var count = 0
    private let stop: Int
    private let isDone: Bool
    private let onlyOnce: Bool

    /// - Parameters:
    ///   - isDone: Whether the call at which it ends is made.
    ///   - onlyOnce: Whether later calls work again.
    init(at stop: Int, isDone: Bool, onlyOnce: Bool = false) {
        self.stop = stop
        self.isDone = isDone
        self.onlyOnce = onlyOnce
    }

    var hasEnded: Bool { lock.withLock { count >= stop } }

    private func call<Value>(_ make: () -> Value, failure: Value) -> Value {
        let number = lock.withLock {
            count += 1
            return count
        }
        if number < stop || onlyOnce && number > stop { return make() }
        if number == stop, isDone { _ = make() }
        errno = EIO
        return failure
    }

    var calls: FileCalls {
        var calls = FileCalls.kernel
        let kernel = FileCalls.kernel
        // Opening for reading changes nothing, and closing is what the kernel does at the end.
        calls.open = { path, flags, mode in
            flags & O_CREAT == 0
                ? kernel.open(path, flags, mode) : self.call({ kernel.open(path, flags, mode) }, failure: -1)
        }
        calls.write = { file, bytes, count in self.call({ kernel.write(file, bytes, count) }, failure: -1) }
        calls.fsync = { file in self.call({ kernel.fsync(file) }, failure: -1) }
        calls.rename = { old, new in self.call({ kernel.rename(old, new) }, failure: -1) }
        calls.renameat = { a, b, c, d in self.call({ kernel.renameat(a, b, c, d) }, failure: -1) }
        calls.link = { old, new in self.call({ kernel.link(old, new) }, failure: -1) }
        calls.unlink = { path in self.call({ kernel.unlink(path) }, failure: -1) }
        calls.ftruncate = { file, size in self.call({ kernel.ftruncate(file, size) }, failure: -1) }
        return calls
    }
}
