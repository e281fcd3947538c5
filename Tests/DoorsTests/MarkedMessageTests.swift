// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Foundation
import Glibc
import Mail
import TestSupport
import Testing

/// What a filter gives back, byte by byte.
@Suite("pipe: the marked message")
struct MarkedMessageTests {
    private func marked(_ text: String) throws -> String {
        let folder = try TemporaryFolder()
        let descriptor = open(folder.file("out"), O_WRONLY | O_CREAT, 0o600)
        defer { close(descriptor) }
        try MarkedMessage(Array(text.utf8), fields: [MarkedMessage.Field(name: "X-Mark", lines: ["new", "lines"])])
            .write(to: descriptor)
        return try folder.text("out")
    }

    @Test(
        "the field is added on top, and no other byte changes",
        arguments: [
            ("From: a\n\nbody", "X-Mark: new;\n\tlines\nFrom: a\n\nbody"),
            ("From: a\r\n\r\nbody\r\n", "X-Mark: new;\r\n\tlines\r\nFrom: a\r\n\r\nbody\r\n"),
            ("From: a\n\n\0\0\r\r\n.\nFrom x\n", "X-Mark: new;\n\tlines\nFrom: a\n\n\0\0\r\r\n.\nFrom x\n"),
            ("From a@x Sat\nFrom: a\n\n", "From a@x Sat\nX-Mark: new;\n\tlines\nFrom: a\n\n"),
            (">From a\nFrom b\nFrom: a\n\n", ">From a\nFrom b\nX-Mark: new;\n\tlines\nFrom: a\n\n"),
            ("From: a", "X-Mark: new;\n\tlines\nFrom: a"),
            // An empty header, and none at all: what was body stays body.
            ("\nbody\n", "X-Mark: new;\n\tlines\n\nbody\n"),
            ("Dear Piet,\n\nX-Mark: body\n", "X-Mark: new;\n\tlines\n\nDear Piet,\n\nX-Mark: body\n"),
        ])
    func adds(text: String, expected: String) throws {
        #expect(try marked(text) == expected)
    }

    @Test(
        "a field of that name that the message had is left out, however it is written, and only in the header",
        arguments: [
            "X-Mark: forged\nFrom: a\n\nX-Mark: body\n", "From: a\nX-Mark: forged\n\nX-Mark: body\n",
            "From: a\nx-MARK \t: forged\n\tfolded\n  twice\n\nX-Mark: body\n",
            "X-Mark: one\nFrom: a\nX-Mark: two\nX-Mark: three\n\nX-Mark: body\n",
        ])
    func forged(text: String) throws {
        #expect(try marked(text) == "X-Mark: new;\n\tlines\nFrom: a\n\nX-Mark: body\n")
    }

    @Test(
        "a field of that name behind a line that is none is left out too: whoever reads it on may go by the empty line alone",
        arguments: ["From x\n", "no field\n", ":\n", "no field\n folded\n"])
    func forgedBehindStray(stray: String) throws {
        #expect(
            try marked("From: a\n\(stray)X-Mark: forged\n folded\nTo: b\n\nX-Mark: body\n")
                == "X-Mark: new;\n\tlines\nFrom: a\n\(stray)To: b\n\nX-Mark: body\n")
    }

    @Test("a field whose name only begins so stays")
    func similar() throws {
        #expect(try marked("X-Marks: a\nX-Mar: b\n\n") == "X-Mark: new;\n\tlines\nX-Marks: a\nX-Mar: b\n\n")
    }

    @Test("a reader who is gone, one who reads nothing, a full disk and a request to end are all told")
    func faults() throws {
        let large = MarkedMessage(
            [UInt8](repeating: 65, count: 1 << 20), fields: [MarkedMessage.Field(name: "X-Mark", lines: ["new"])])
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        signal(SIGPIPE, SIG_IGN)
        #expect(throws: FileFault("write", "standard output", code: ETIMEDOUT)) {
            try large.write(to: ends[1], patience: 1)
        }
        #expect(throws: FileFault("write", "standard output", code: ECANCELED)) {
            try large.write(to: ends[1], stop: ends[0])
        }
        close(ends[0])
        #expect(throws: FileFault("write", "standard output", code: EPIPE)) { try large.write(to: ends[1]) }
        close(ends[1])
        let full = open("/dev/full", O_WRONLY)
        defer { close(full) }
        #expect(throws: FileFault("write", "standard output", code: ENOSPC)) { try large.write(to: full) }
        let unwritable = open("/dev/null", O_RDONLY)
        defer { close(unwritable) }
        #expect(throws: FileFault("write", "standard output", code: EBADF)) { try large.write(to: unwritable) }
    }
}
