// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Glibc
import Mail
import TestSupport
import Testing

/// Full disks, clients that are gone, and calls that fail, in an SMTP dialogue.
@Suite("SMTP in trouble")
struct SMTPTroubleTests {
    /// Holds a dialogue about one message, with calls that may fail.
    private func submit(
        calls: FileCalls = .kernel, write: @escaping (UnsafeRawBufferPointer) -> Int = { $0.count },
        accepted: @escaping (SpoolID) -> Void = { _ in }
    ) throws -> (end: (ending: SMTPEnding, status: Mail.ExitStatus), output: String, count: Int) {
        let folder = try TemporaryFolder()
        let spool = Spool(folder.file("spool"))
        try spool.create()
        let text =
            "EHLO me\r\nMAIL FROM:<jan@x.nl>\r\nRCPT TO:<piet@y.nl>\r\nDATA\r\nFrom: jan@x.nl\r\n\r\n.\r\nQUIT\r\n"
        var rest = Array(text.utf8)[...]
        var output: [UInt8] = []
        let streams = SMTPStreams(
            read: { buffer in
                // A line at a time, so that each reply is written by itself.
                let line = rest.prefix { $0 != UInt8(ascii: "\n") }.count + 1
                let piece = rest.prefix(line)
                buffer.copyBytes(from: piece)
                rest = rest.dropFirst(line)
                return piece.count
            },
            write: { buffer in
                let count = write(buffer)
                output += buffer.prefix(max(count, 0))
                return count
            })
        var conversation = SMTPConversation(
            streams, into: spool, like: .ofProgram(), host: "desk", calls: calls, accepted: accepted)
        let end = conversation.run()
        #expect(folder.names(in: "spool/tmp").isEmpty)
        return (end, String(decoding: output, as: UTF8.self), try spool.newIDs().count)
    }

    @Test(
        "a message that can't be made durable is answered so that the client tries again, and isn't there",
        arguments: [
            (ENOSPC, "452 4.3.1 "), (EDQUOT, "452 4.3.1 "), (EFBIG, "452 4.3.1 "), (EIO, "451 4.3.0 "),
            (EROFS, "451 4.3.0 "),
        ])
    func faults(code: Int32, reply: String) throws {
        var writing = FileCalls.kernel
        writing.write = { _, _, _ in
            errno = code
            return -1
        }
        var syncing = FileCalls.kernel
        syncing.fsync = { _ in
            errno = code
            return -1
        }
        for calls in [writing, syncing] {
            var ids: [SpoolID] = []
            let (end, output, count) = try submit(calls: calls, accepted: { ids.append($0) })
            #expect(output.contains("\r\n\(reply)") && output.contains("\r\n221 ") && !output.contains("queued"))
            #expect(end.ending == .regular && end.status == .tempfail && count == 0 && ids.isEmpty)
        }
    }

    @Test("a message whose 250 can't be written stays accepted, and the program ends with 0")
    func unheard() throws {
        var ids: [SpoolID] = []
        let (end, output, count) = try submit(
            write: { buffer in
                guard String(decoding: buffer, as: UTF8.self).contains("queued") else { return buffer.count }
                errno = EPIPE
                return -1
            }, accepted: { ids.append($0) })
        #expect(!output.contains("queued") && count == 1 && ids.count == 1)
        #expect(end.ending == .unheard && end.status == .ok)
    }

    @Test("where no reply is heard nothing is accepted", arguments: ["220 ", "250-", "354 "])
    func deaf(reply: String) throws {
        let (end, _, count) = try submit(write: { buffer in
            guard String(decoding: buffer, as: UTF8.self).contains(reply) else { return buffer.count }
            errno = EPIPE
            return -1
        })
        #expect(end.ending == .unheard && end.status == .ioError && count == 0)
    }

    @Test(
        "replies are written whole, however little each call takes, and calls that a signal interrupts are made again")
    func shortWrites() throws {
        let whole = try submit().output
        var isInterrupted = false
        let (end, output, count) = try submit(write: { _ in
            isInterrupted.toggle()
            errno = EINTR
            return isInterrupted ? -1 : 1
        })
        #expect(end.status == .ok && count == 1)
        #expect(output.split(separator: "\r\n").count == whole.split(separator: "\r\n").count)
        #expect(output.hasPrefix("220 desk ESMTP Sealpost\r\n250-desk\r\n"))
    }

    @Test("an input that can't be read is no end of it")
    func unreadable() throws {
        let folder = try TemporaryFolder()
        let spool = Spool(folder.file("spool"))
        try spool.create()
        var conversation = SMTPConversation(
            SMTPStreams(
                read: { _ in
                    errno = EIO
                    return -1
                }, write: { $0.count }), into: spool, like: .ofProgram())
        let end = conversation.run()
        #expect(end.ending == .unreadable && end.status == .ioError)
    }
}
