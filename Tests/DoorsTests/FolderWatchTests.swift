// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Foundation
import Glibc
import TestSupport
import Testing

/// What a watch tells of.
///
/// One after the other, since they block the threads that tests share.
@Suite(.serialized) struct FolderWatchTests {
    let bench: OutboxBench
    let folder: TemporaryFolder
    let watch: FolderWatch

    init() throws {
        bench = try OutboxBench()
        folder = bench.folder
        watch = try FolderWatch(bench.outbox.places, parents: bench.outbox.parents)
        // What was made so far is not waited for.
        watch.wait(milliseconds: 0)
    }

    /// Waits for an event, which comes at once, or never.
    private func told(by other: FolderWatch? = nil, _ line: SourceLocation = #_sourceLocation) {
        let start = Moment.now().uptime
        (other ?? watch).wait(milliseconds: 20_000)
        #expect(Moment.now().uptime - start < 19, sourceLocation: line)
    }

    @Test("more events than the kernel keeps: the wait ends, all is found by looking, and later events are told of")
    func overflow() throws {
        let path = "/proc/sys/fs/inotify/max_queued_events"
        let kept = try #require(Int(String(contentsOfFile: path, encoding: .utf8).filter(\.isNumber)))
        // Nobody reads meanwhile, so the queue overflows; a name that is a folder costs the looks nothing.
        let first = folder.file("outbox/tmp/a")
        try folder.write("outbox/tmp/a", bench.mail(1))
        for number in 0..<min(kept, 100_000) / 2 + 10 {
            let second = folder.file("outbox/new/\(number)")
            rename(first, second)
            rename(second, first)
        }
        for number in 0..<100 { try folder.write("outbox/new/\(number).h", bench.mail(number)) }
        told()
        while try bench.look().hasMore {}
        #expect(try bench.texts().count == 100)
        watch.wait(milliseconds: 0)
        link(first, folder.file("outbox/new/x"))
        told()
        _ = try bench.look()
        #expect(try bench.texts().count == 101)
    }

    @Test("a folder that is removed and made again is watched again", arguments: ["new", "cur"])
    func folderReplaced(part: String) throws {
        for number in 0..<3 {
            rmdir(folder.file("outbox/\(part)"))
            mkdir(folder.file("outbox/\(part)"), 0o700)
            told()
            watch.wait(milliseconds: 0)
            try folder.write("outbox/\(part)/\(number).h", bench.mail(number))
            told()
            _ = try bench.look()
            #expect(try bench.texts().count == number + 1)
        }
    }

    @Test("an outbox that is moved away and made again is watched again, and the old one no more")
    func outboxReplaced() throws {
        for number in 0..<3 {
            rename(folder.file("outbox"), folder.file("away\(number)"))
            told()
            // Whoever moved it makes another: that is left to them for a while.
            #expect(try bench.look().nextLook ?? 0 > 5)
            #expect(!FileManager.default.fileExists(atPath: folder.file("outbox")))
            try bench.outbox.create()
            told()
            watch.wait(milliseconds: 0)
            watch.wait(milliseconds: 0)
            try folder.write("outbox/new/\(number).h", bench.mail(number))
            told()
            _ = try bench.look()
            #expect(try bench.texts().count == number + 1)
        }
        #expect(watch.faults.isEmpty)
    }

    @Test("an outbox that stays away is made again after a while")
    func outboxGone() throws {
        rename(folder.file("outbox"), folder.file("away"))
        #expect(try bench.look().nextLook ?? 0 > 5)
        bench.uptime += 11
        _ = try bench.look()
        try folder.write("outbox/new/1.h", bench.mail(1))
        #expect(try bench.look().accepted.count == 1)
    }

    @Test("each write into a file that stays open is told of where that is asked for")
    func writes() throws {
        let path = try folder.write("number", "1")
        let file = try FileHandle(forUpdating: URL(filePath: path))
        let watch = try FolderWatch([], files: [path])
        watch.wait(milliseconds: 0)
        for number in 2..<5 {
            try file.write(contentsOf: Data("\(number)".utf8))
            told(by: watch)
        }
    }

    @Test("what can't be watched is said, and the others are", .enabled(if: geteuid() != 0))
    func forbidden() throws {
        mkdir(folder.file("closed"), 0)
        let watch = try FolderWatch([folder.file("closed"), folder.file("outbox/new"), folder.file("nowhere")])
        #expect(watch.faults.map(\.path) == [folder.file("closed")])
    }
}
