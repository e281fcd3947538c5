// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Glibc
import Mail
import TestSupport
import Testing

/// A look at a message before it is accepted, and a step after it that may take it back.
@Suite("spool: review")
struct SpoolReviewTests {
    private let folder: TemporaryFolder
    private let spool: Spool
    private let entry = SpoolEntry(door: .pipe, envelope: Envelope(recipients: ["piet@example.org"]))

    init() throws {
        folder = try TemporaryFolder()
        spool = Spool(folder.file("spool"))
        try spool.create()
    }

    private func accept(_ review: SpoolReview) throws(SpoolFault) -> Bool {
        try spool.accept(entry, review: review) { (file) throws(SpoolFault) in
            do throws(FileFault) { try file.append(Array("Subject: x\n\n".utf8)) } catch { throw .file(error) }
        }
    }

    private var files: [String] { ["tmp", "new", "kept", "bad"].flatMap { folder.names(in: "spool/\($0)") } }

    @Test("what is looked at is the whole message, before anybody else can see it; what is not wanted is gone")
    func declines() throws {
        var seen: [String] = []
        let isAccepted = try accept(
            SpoolReview { (message) throws(SpoolFault) in
                seen.append(String(decoding: message.bytes.bytes(in: 0..<message.bytes.count), as: UTF8.self))
                return false
            })
        #expect(!isAccepted && seen == ["Subject: x\n\n"])
        #expect(files.isEmpty)
    }

    @Test("while the last step is done the message is durable, and nobody acts on it yet")
    func confirms() throws {
        var wasSettled: [Bool] = []
        let spool = spool
        let isAccepted = try accept(
            SpoolReview { (_) throws(SpoolFault) in
                true
            } confirm: { () throws(FileFault) in
                wasSettled = try spool.newIDs().map(spool.isSettled)
            })
        #expect(isAccepted && wasSettled == [false])
        #expect(try spool.newIDs().map(spool.isSettled) == [true])
    }

    @Test("where the last step fails the message is taken back")
    func takesBack() throws {
        let fault = FileFault("write", "standard output", code: EPIPE)
        #expect(throws: SpoolFault.file(fault)) {
            try accept(
                SpoolReview { (_) throws(SpoolFault) in
                    true
                } confirm: { () throws(FileFault) in
                    throw fault
                })
        }
        #expect(files.isEmpty)
    }

    @Test("what a pipe asked for and was told stays with the message")
    func preamble() throws {
        var entry = entry
        entry.addressExtension = "registered"
        entry.restriction = RouteRestriction(
            routes: [RouteName("registered"), RouteName("our own")], exceptions: ["anna@example.net"])
        entry.envelope.deliveredTo = ["jan@office.example"]
        #expect(SpoolEntry(preamble: entry.preamble.dropLast(2)) == entry)
        #expect(entry.preamble.contains("\nOnly-Route: our own\nAny-Route-For: <anna@example.net>\n"))
        entry.addressExtension = "a\nDoor: outbox"
        #expect(throws: SpoolFault.badAddress("a\nDoor: outbox")) {
            try spool.accept(entry) { (_) throws(SpoolFault) in }
        }
    }
}
