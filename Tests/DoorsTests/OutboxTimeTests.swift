// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Glibc
import Mail
import TestSupport
import Testing

/// Mail that waits because it may be taken back, or because nobody can tell yet that it is whole; the clock is set by hand.
@Suite struct OutboxTimeTests {
    let bench: OutboxBench

    init() throws {
        bench = try OutboxBench()
        bench.outbox.holdFor = 30
        try bench.folder.write("outbox/new/1.h", bench.mail(1))
    }

    @Test("a mail can be taken back for as long as the settings say, and is taken then")
    func waits() throws {
        let first = try bench.look()
        #expect(first.accepted.isEmpty && first.waiting == 1 && !first.isUnsettled)
        #expect((28...30).contains(first.nextLook ?? 0))
        bench.uptime += 25
        let second = try bench.look()
        #expect(second.waiting == 1 && (3...5).contains(second.nextLook ?? 0))
        bench.uptime += 6
        #expect(try bench.look().accepted.count == 1)
        #expect(try bench.look().waiting == 0)
    }

    @Test("a process that begins goes by when the file came there")
    func waitsAnew() throws {
        #expect(try bench.lookAnew().waiting == 1)
        bench.uptime += 25
        #expect(try bench.lookAnew().waiting == 1)
        bench.uptime += 6
        #expect(try bench.lookAnew().accepted.count == 1)
    }

    @Test("a mail that is moved away or removed meanwhile is not sent", arguments: [true, false])
    func takenBack(isMoved: Bool) throws {
        _ = try bench.look()
        let path = bench.folder.file("outbox/new/1.h")
        #expect((isMoved ? rename(path, bench.folder.file("drafts")) : unlink(path)) == 0)
        bench.uptime += 40
        #expect(try bench.look().accepted.isEmpty)
        guard isMoved else { return }
        // Put back, it can be taken back again for as long.
        rename(bench.folder.file("drafts"), path)
        bench.step -= 40
        #expect(try bench.look().waiting == 1)
        bench.uptime += 31
        #expect(try bench.look().accepted.count == 1)
    }

    @Test("a mail that is changed meanwhile waits as long again")
    func changed() throws {
        _ = try bench.look()
        bench.uptime += 25
        bench.step -= 25
        try bench.folder.write("outbox/new/1.h", bench.mail(2))
        bench.uptime += 6
        #expect(try bench.look().waiting == 1)
        bench.uptime += 31
        #expect(try bench.look().accepted.count == 1)
        #expect(try bench.texts() == [bench.mail(2)])
    }

    @Test("setting the clock neither ends the time nor makes it longer", arguments: [-7200.0, 7200])
    func clockSet(step: Double) throws {
        #expect(try bench.look().waiting == 1)
        bench.step += step
        bench.uptime += 25
        #expect(try bench.look().waiting == 1)
        bench.uptime += 6
        #expect(try bench.look().accepted.count == 1)
    }

    @Test("a file that is dated in the future waits its time from when it was first seen")
    func dateInFuture() throws {
        bench.step = -7200
        #expect(try bench.look().waiting == 1)
        bench.uptime += 31
        #expect(try bench.look().accepted.count == 1)
    }

    @Test("each mail is taken when its own time has come")
    func severalTimes() throws {
        _ = try bench.look()
        bench.uptime += 20
        bench.step -= 20
        try bench.folder.write("outbox/cur/2.h:2,S", bench.mail(2))
        #expect(try bench.look().waiting == 2)
        bench.uptime += 11
        #expect(try bench.look().accepted.count == 1)
        #expect(try bench.texts() == [bench.mail(1)])
        bench.uptime += 20
        #expect(try bench.look().accepted.count == 1)
    }

    @Test("where changes are not told of, a file is whole once it has not changed for five seconds")
    func polled() throws {
        bench.outbox.holdFor = 0
        bench.outbox.watching = .poll
        let first = try bench.look()
        #expect(first.accepted.isEmpty && first.isUnsettled && first.waiting == 0)
        bench.uptime += 4
        bench.step -= 4
        try bench.folder.write("outbox/new/1.h", bench.mail(1) + "more\n")
        bench.uptime += 2
        #expect(try bench.look().accepted.isEmpty)
        bench.uptime += 6
        #expect(try bench.look().accepted.count == 1)
        #expect(try bench.texts() == [bench.mail(1) + "more\n"])
    }

    @Test("a polled outbox is looked into at its own interval, and when a file's time has come; another at every look")
    func pauses() throws {
        bench.outbox.poll = 60
        #expect(bench.outbox.pause(bench.memory, at: bench.moment) == 0)
        _ = try bench.look()
        #expect(bench.outbox.pause(bench.memory, at: bench.moment) == 0)
        bench.outbox.watching = .poll
        #expect((28...30).contains(bench.outbox.pause(bench.memory, at: bench.moment)))
        bench.uptime += 31
        #expect(bench.outbox.pause(bench.memory, at: bench.moment) == 0)
        #expect(try bench.look().accepted.count == 1)
        #expect(bench.outbox.pause(bench.memory, at: bench.moment) == 60)
        bench.uptime += 59
        #expect(bench.outbox.pause(bench.memory, at: bench.moment) == 1)
    }

    @Test("a polled outbox with more than one look takes is looked into again at once")
    func pollsOn() throws {
        bench.outbox.watching = .poll
        bench.outbox.holdFor = 0
        for number in 2..<300 { try bench.folder.write("outbox/new/\(number).h", bench.mail(number)) }
        bench.uptime += 10
        let look = try bench.look()
        #expect(look.hasMore && bench.outbox.pause(bench.memory, at: bench.moment) == 0)
        #expect(try bench.look().accepted.count == 299 - look.accepted.count)
    }

    @Test("a rename that a server has done and denies is done, and the mail taken once")
    func falseNegative() throws {
        bench.outbox.holdFor = 0
        bench.calls.renameat = { from, name, to, other in
            _ = FileCalls.kernel.renameat(from, name, to, other)
            errno = ENOENT
            return -1
        }
        let look = try bench.look()
        #expect(look.accepted.count == 1 && look.faults.isEmpty)
    }
}
