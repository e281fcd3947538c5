// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Glibc
import Mail
import TestSupport
import Testing

/// Reading what somebody else writes, at his pace or not at all.
@Suite("pipe: reading the input")
struct InputCopyTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A pipe with these bytes in it, and its writing end.
    private func pipe(holding text: String) throws -> (reader: Int32, writer: Int32) {
        var ends: [Int32] = [-1, -1]
        try #require(Glibc.pipe(&ends) == 0)
        _ = write(ends[1], text, text.utf8.count)
        return (ends[0], ends[1])
    }

    private func fault(_ work: () throws(SpoolFault) -> InputCopy) -> SpoolFault? {
        do throws(SpoolFault) {
            _ = try work()
            return nil
        } catch {
            return error
        }
    }

    @Test("what came in is there whole, twice if need be, and in no file that has a name")
    func whole() throws {
        let text = "Subject: x\r\n\0\u{FF}\nno last newline"
        let (reader, writer) = try pipe(holding: text)
        close(writer)
        defer { close(reader) }
        let copy = try InputCopy(of: reader, in: Folder(folder.path))
        #expect(folder.names().isEmpty)
        for _ in 0..<2 {
            let file = try copy.mapped()
            #expect(file.bytes(in: 0..<file.count) == Array(text.utf8))
            try copy.rewind()
        }
    }

    @Test("nobody waits for ever for a writer who writes nothing, and nothing is left of what he wrote")
    func silence() throws {
        let (reader, writer) = try pipe(holding: "Subject: x\n")
        defer { close(reader); close(writer) }
        let fault = fault { () throws(SpoolFault) in
            try InputCopy(of: reader, in: Folder(folder.path), limits: .init(silence: 1))
        }
        #expect(fault == .stalled(seconds: 0) && fault?.exitStatus == .tempfail)
        #expect(folder.names().isEmpty)
    }

    @Test("a writer who never comes to an end is not listened to for ever either")
    func endless() throws {
        let zero = open("/dev/zero", O_RDONLY)
        defer { close(zero) }
        let fault = fault { () throws(SpoolFault) in
            try InputCopy(of: zero, in: Folder(folder.path), limits: .init(whole: 20, size: 1000))
        }
        #expect(fault == .stalled(seconds: 0))
    }

    @Test("it ends when told to, with more to read or without")
    func stops() throws {
        let (reader, writer) = try pipe(holding: "Subject: x\n")
        let (stop, stopper) = try pipe(holding: "x")
        let empty = try pipe(holding: "")
        defer { for end in [reader, writer, stop, stopper, empty.reader, empty.writer] { close(end) } }
        for source in [reader, empty.reader] {
            let fault = fault { () throws(SpoolFault) in
                try InputCopy(of: source, in: Folder(folder.path), stop: stop)
            }
            #expect(fault == .interrupted && fault?.exitStatus == .tempfail)
        }
    }

    @Test("too much is read to its end before it is refused, so that the writer is told of that and of nothing else")
    func tooLarge() throws {
        let (reader, writer) = try pipe(holding: "0123456789")
        close(writer)
        defer { close(reader) }
        let limits = InputCopy.Limits(size: 9)
        let fault = fault { () throws(SpoolFault) in
            try InputCopy(of: reader, in: Folder(folder.path), limits: limits)
        }
        #expect(fault == .tooLarge(limit: 9) && fault?.exitStatus == .dataError && fault?.enhancedStatus == "5.3.4")
        var byte: UInt8 = 0
        #expect(read(reader, &byte, 1) == 0)
        #expect(InputCopy.Limits().size == Submission.standardSizeLimit)
    }

    @Test("a full disk, and an input that can't be read, are reasons to come again")
    func faults() throws {
        let (reader, writer) = try pipe(holding: "0123456789")
        close(writer)
        defer { close(reader) }
        var calls = FileCalls.kernel
        calls.write = { _, _, _ in
            errno = ENOSPC
            return -1
        }
        let full = calls
        let written = fault { () throws(SpoolFault) in
            try InputCopy(of: reader, in: Folder(folder.path), calls: full)
        }
        #expect(written?.exitStatus == .tempfail && written?.enhancedStatus == "4.3.1")
        let unreadable = open("/dev/null", O_WRONLY)
        defer { close(unreadable) }
        for (source, place) in [(unreadable, folder.path), (reader, folder.file("missing"))] {
            let fault = fault { () throws(SpoolFault) in try InputCopy(of: source, in: Folder(place)) }
            #expect(fault?.exitStatus == .tempfail && fault?.enhancedStatus == "4.3.0", "\(place)")
        }
        #expect(folder.names().isEmpty)
    }
}
