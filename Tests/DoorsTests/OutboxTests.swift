// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Glibc
import Mail
import Maildirs
import TestSupport
import Testing

@Suite struct OutboxTests {
    let folder: TemporaryFolder
    let spool: Spool
    let outbox: Outbox

    init() throws {
        folder = try TemporaryFolder()
        spool = Spool(folder.file("spool"))
        try spool.create()
        outbox = Outbox(Maildir(folder.file("outbox")))
        try outbox.create()
    }

    private let mail = "From: me@x.nl\nDate: Sat, 21 Nov 2026 09:30:00 +0000\nMessage-ID: <1@x>\nTo: a@x.nl\n\nbody\n"

    private func texts() throws -> [String] {
        try spool.newIDs().map { id in
            let bytes = try spool.open(id).bytes
            return String(decoding: bytes.bytes(in: 0..<bytes.count), as: UTF8.self)
        }
    }

    @Test(
        "mail in new and in cur is taken over, and leaves the outbox",
        arguments: ["new/1.a.h", "cur/1.a.h:2,S", "cur/1.a.h"])
    func takesOver(name: String) throws {
        try folder.write("outbox/\(name)", mail)
        #expect(try outbox.takeOver(into: spool).accepted.count == 1)
        #expect(try texts() == [mail])
        #expect(try outbox.maildir.entries().isEmpty)
        #expect(folder.names(in: "outbox/sealpost-claimed").isEmpty)
        #expect(try outbox.takeOver(into: spool).accepted.isEmpty)
    }

    @Test(
        "drafts, trashed mail and dot files are left alone",
        arguments: ["cur/1.a.h:2,D", "cur/1.a.h:2,ST", "new/.1.a.h"])
    func leavesAlone(name: String) throws {
        try folder.write("outbox/\(name)", mail)
        #expect(try outbox.takeOver(into: spool).accepted.isEmpty)
        #expect(try texts().isEmpty)
    }

    @Test("mail that is still being written waits until it is whole")
    func waitsForWriter() throws {
        let path = folder.file("outbox/new/1.a.h")
        let writer = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
        #expect(try outbox.takeOver(into: spool).isUnsettled)
        _ = Array(mail.utf8.prefix(20)).withUnsafeBytes { write(writer, $0.baseAddress, $0.count) }
        #expect(try outbox.takeOver(into: spool).isUnsettled)
        _ = Array(mail.utf8.dropFirst(20)).withUnsafeBytes { write(writer, $0.baseAddress, $0.count) }
        close(writer)
        #expect(try outbox.takeOver(into: spool).accepted.count == 1)
        #expect(try texts() == [mail])
    }

    @Test("what a crash left claimed is taken over once", arguments: [false, true], [false, true])
    func recovers(wasAccepted: Bool, leftTornFile: Bool) throws {
        try folder.write("outbox/new/1.a.h", mail)
        let id = SpoolID()
        if leftTornFile { try folder.write("spool/tmp/\(id)", String(mail.prefix(20))) }
        if wasAccepted {
            #expect(try outbox.takeOver(into: spool).accepted.count == 1)
            let accepted = try #require(try spool.newIDs().first)
            try folder.write("outbox/sealpost-claimed/\(accepted)", mail)
        } else {
            rename(folder.file("outbox/new/1.a.h"), folder.file("outbox/sealpost-claimed/\(id)"))
        }
        _ = try outbox.takeOver(into: spool)
        #expect(try texts() == [mail])
        #expect(folder.names(in: "outbox/sealpost-claimed").isEmpty)
    }

    @Test("nothing of a mail is in the spool before its claim is durable")
    func claimsDurably() throws {
        try folder.write("outbox/new/1.a.h", mail)
        let log = CallLog()
        var calls = FileCalls.kernel
        calls.open = { path, flags, mode in
            log.add(path.replacing(folder.path + "/", with: "").split(separator: "/").prefix(2).joined(separator: "/"))
            return FileCalls.kernel.open(path, flags, mode)
        }
        var failing = calls
        failing.fsync = { _ in
            errno = EIO
            return -1
        }
        #expect(throws: FileFault.self) { try outbox.takeOver(into: spool, calls: failing) }
        #expect(try texts().isEmpty)
        #expect(try outbox.takeOver(into: spool, calls: calls).accepted.count == 1)
        #expect(try texts() == [mail])
        #expect(
            log.calls == [
                "outbox/sealpost-claimed", "outbox/sealpost-claimed", "outbox/new", "outbox/cur", "spool/tmp",
                "spool/new",
            ])
    }

    @Test("two that look at the same time take each message once")
    func racesAreHarmless() async throws {
        for number in 0..<200 { try folder.write("outbox/new/\(number).h", mail) }
        await withTaskGroup { group in
            for _ in 0..<4 { group.addTask { _ = try? outbox.takeOver(into: spool) } }
        }
        _ = try outbox.takeOver(into: spool)
        #expect(try texts().count == 200)
        #expect(try outbox.maildir.entries().isEmpty)
    }

    @Test("a message for nobody is taken over too: a notice has to say so")
    func takesOverUnaddressed() throws {
        try folder.write("outbox/new/1.a.h", "Subject: x\n\nbody\n")
        #expect(try outbox.takeOver(into: spool).accepted.count == 1)
    }

    @Test("a watch ends when mail arrives, however it arrives", arguments: ["rename", "link", "write", "cur"])
    func watches(way: String) throws {
        let watch = try FolderWatch([folder.file("outbox/new"), folder.file("outbox/cur")])
        let path = try folder.write("outbox/tmp/1.a.h", mail)
        switch way {
        case "rename": rename(path, folder.file("outbox/new/1.a.h"))
        case "link": link(path, folder.file("outbox/new/1.a.h"))
        case "cur": link(path, folder.file("outbox/cur/1.a.h:2,S"))
        default: try folder.write("outbox/new/1.a.h", mail)
        }
        // Ends by the event; without one it would end the test's time instead.
        watch.wait(milliseconds: -1)
        watch.wake()
        watch.wait(milliseconds: -1)
    }
}
