// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Foundation
import Glibc
import Mail
import Maildirs
import TestSupport
import Testing

/// What lies in an outbox that is no plain mail, or is one under two names, or changes its name meanwhile.
@Suite struct OutboxNameTests {
    let bench: OutboxBench

    init() throws { bench = try OutboxBench() }

    @Test(
        "what is no regular file is left alone, told of once, and blocks nobody",
        arguments: ["folder", "link", "dangling link", "pipe", "socket"])
    func noRegularFiles(kind: String) throws {
        let path = bench.folder.file("outbox/new/odd")
        switch kind {
        case "folder": try bench.folder.write("outbox/new/odd/1.a.h", bench.mail(1))
        case "link":
            try bench.folder.write("secret", bench.mail(7))
            #expect(symlink(bench.folder.file("secret"), path) == 0)
        case "dangling link": #expect(symlink("nowhere", path) == 0)
        case "pipe": #expect(mkfifo(path, 0o600) == 0)
        default: #expect(mknod(path, S_IFSOCK | 0o600, 0) == 0)
        }
        try bench.folder.write("outbox/new/1.b.h", bench.mail(2))
        let first = try bench.look()
        #expect(first.accepted.count == 1)
        #expect(first.faults.map(\.path) == [path])
        #expect(first.faults.allSatisfy { $0.fault.description == "can't use \(path): it is no regular file" })
        for _ in 0..<3 { #expect(try bench.look().faults.isEmpty) }
        bench.uptime += 100
        #expect(try bench.look().faults.isEmpty)
        #expect(bench.folder.names(in: "outbox/new") == ["odd"])
        #expect(try bench.texts() == [bench.mail(2)])
    }

    @Test("a file that can't be read is told of once, and taken once it can", .enabled(if: geteuid() != 0))
    func unreadable() throws {
        let path = try bench.folder.write("outbox/new/1.a.h", bench.mail(1))
        chmod(path, 0)
        #expect(try bench.look().faults.count == 1)
        #expect(try bench.look().faults.isEmpty)
        chmod(path, 0o600)
        bench.uptime += 100
        #expect(try bench.look().accepted.count == 1)
    }

    @Test("a file that stays empty is told of once, after ten minutes")
    func empty() throws {
        try bench.folder.write("outbox/new/1.a.h", "")
        #expect(try bench.look().faults.isEmpty)
        bench.uptime += 599
        #expect(try bench.look().isUnsettled)
        bench.uptime += 2
        #expect(try bench.look().faults.count == 1)
        #expect(try bench.look().faults.isEmpty)
    }

    @Test("a name that is no UTF-8 is a name like others")
    func anyBytes() throws {
        let target = try bench.folder.write("outbox/tmp/x", bench.mail(1))
        let name: [CChar] = bench.folder.file("outbox/cur/1.").utf8CString.dropLast() + [-1, -2, 0]
        #expect(rename(target, name) == 0)
        #expect(try bench.look().accepted.count == 1)
        #expect(try bench.texts() == [bench.mail(1)])
    }

    @Test("a mail that a reader has linked into cur, and not yet removed from new, is one mail")
    func linkedTwice() throws {
        let path = try bench.folder.write("outbox/new/1.a.h", bench.mail(1))
        link(path, bench.folder.file("outbox/cur/1.a.h:2,S"))
        #expect(try bench.look().accepted.count == 1)
        for _ in 0..<3 { #expect(try bench.look().accepted.isEmpty) }
        #expect(try bench.texts() == [bench.mail(1)])
        #expect(try bench.outbox.maildir.entries().isEmpty)
    }

    @Test("a mail that is linked under an unlike name when it is claimed is one mail")
    func linkedElsewhere() throws {
        let path = try bench.folder.write("outbox/new/1.a.h", bench.mail(1))
        link(path, bench.folder.file("outbox/cur/2.b.h:2,S"))
        link(path, bench.folder.file("elsewhere"))
        for _ in 0..<3 { _ = try bench.look() }
        #expect(try bench.texts() == [bench.mail(1)])
        #expect(try bench.outbox.maildir.entries().isEmpty)
        #expect(try bench.folder.text("elsewhere") == bench.mail(1))
    }

    @Test("of two files with one base name equal ones are one mail, and others are two", arguments: [true, false])
    func sameBase(areEqual: Bool) throws {
        try bench.folder.write("outbox/new/1.a.h", bench.mail(1))
        try bench.folder.write("outbox/cur/1.a.h,U=4:2,S", areEqual ? bench.mail(1) : bench.mail(2))
        for _ in 0..<3 { _ = try bench.look() }
        #expect(try bench.texts().sorted() == (areEqual ? [bench.mail(1)] : [bench.mail(1), bench.mail(2)]))
        #expect(try bench.outbox.maildir.entries().isEmpty)
    }

    @Test("a copy that is still being written keeps its original waiting")
    func copying() throws {
        try bench.folder.write("outbox/new/1.a.h", bench.mail(1))
        let writer = open(bench.folder.file("outbox/cur/1.a.h:2,S"), O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
        let look = try bench.look()
        #expect(look.accepted.isEmpty && look.isUnsettled)
        close(writer)
    }

    @Test("where another process is just looking, nothing is done, and asked for again soon")
    func twoAtOnce() throws {
        try bench.folder.write("outbox/new/1.a.h", bench.mail(1))
        do {
            let other = try OpenFolder(bench.folder.file("outbox/sealpost-claimed"))
            let isLocked = other.locks()
            let look = try bench.look()
            #expect(isLocked && look.accepted.isEmpty && look.isUnsettled && look.nextLook == 1)
            _ = consume other
        }
        #expect(try bench.look().accepted.count == 1)
    }

    @Test("a flag that is set or cleared while folders are read makes no mail twice, and sends no draft")
    func flagsMeanwhile() async throws {
        let count = 120
        for number in 0..<count { try bench.folder.write("outbox/cur/\(number).h:2,", bench.mail(number)) }
        let drafts = Set((0..<count).filter { $0.isMultiple(of: 3) })
        // Another program flags every third as a draft for good, and changes others' flags all the time.
        let folder = bench.folder
        let stop = Flag()
        let flagging = Thread {
            for number in drafts {
                rename(folder.file("outbox/cur/\(number).h:2,"), folder.file("outbox/cur/\(number).h:2,D"))
            }
            stop.began()
            while !stop.isSet {
                for number in 0..<count where !drafts.contains(number) {
                    let (one, other) = (
                        folder.file("outbox/cur/\(number).h:2,"), folder.file("outbox/cur/\(number).h:2,FS")
                    )
                    if rename(one, other) != 0 { rename(other, one) }
                    if number.isMultiple(of: 20) { usleep(100) }
                }
            }
            stop.ended()
        }
        flagging.start()
        await stop.untilBegun()
        var looks = 0
        while try bench.spool.newIDs().count < count - drafts.count, looks < 10_000 {
            _ = try bench.look()
            looks += 1
        }
        stop.set()
        await stop.untilEnded()
        let expected = (0..<count).filter { !drafts.contains($0) }.map(bench.mail).sorted()
        #expect(try bench.texts().sorted() == expected)
        #expect(try bench.outbox.maildir.entries().count == drafts.count)
        for number in drafts {
            rename(folder.file("outbox/cur/\(number).h:2,D"), folder.file("outbox/cur/\(number).h:2,"))
        }
        while try bench.look().hasMore {}
        #expect(try bench.texts().count == count)
    }
}
