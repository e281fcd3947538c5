// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Glibc
import Mail
import TestSupport
import Testing

/// Mail that comes back to the door it left by.
@Suite("mail loops at a door")
struct LoopTests {
    let folder: TemporaryFolder
    let spool: Spool
    let mark: String

    init() throws {
        folder = try TemporaryFolder()
        spool = Spool(folder.file("spool"))
        try spool.create()
        mark = try #require(try spool.instance())
    }

    /// Submits a header, and tells why it was refused.
    private func refusal(_ header: String, by door: Door = .sendmail) throws -> SpoolFault? {
        let path = try folder.write("input", header + "Subject: s\n\nbody\n")
        let input = open(path, O_RDONLY | O_CLOEXEC)
        defer { close(input) }
        let envelope = Envelope(sender: "me@x.nl", recipients: ["a@x.nl"])
        do throws(SpoolFault) {
            try Submission(entry: SpoolEntry(door: door, envelope: envelope)).accept(from: input, into: spool)
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "what this Sealpost passed on is refused for good, at each door where somebody hears it",
        arguments: Door.allCases)
    func ownTrace(door: Door) throws {
        for field in [
            "X-Sealpost-Trace: \(mark)\n", "x-sealpost-trace :\t\(mark) \r\n",
            "Received: x\nX-Sealpost-Trace: \(mark)\n",
        ] {
            let fault = try refusal(field, by: door)
            guard door != .outbox else {
                #expect(fault == nil)
                continue
            }
            #expect(fault?.exitStatus == .dataError)
            #expect(
                fault?.description.hasPrefix("mail loop: ") == true && fault?.description.contains("take off") == true)
        }
        #expect(folder.names(in: "spool/tmp").isEmpty)
    }

    @Test("what another Sealpost passed on, or a person sent anew, is accepted")
    func otherTrace() throws {
        #expect(try refusal("X-Sealpost-Trace: 0123456789abcdef\n") == nil)
        #expect(try refusal("Resent-From: me@x.nl\nResent-To: a@x.nl\nX-Sealpost-Trace: \(mark)\n") == nil)
        #expect(try refusal("Subject: x\n\nX-Sealpost-Trace: \(mark)\n\n") == nil)
        // The block of a person who resent it earlier stands below what the journey since then put there.
        #expect(try refusal("X-Sealpost-Trace: \(mark)\nResent-To: a@x.nl\n") != nil)
    }

    @Test("more than fifty systems are a circle, whoever they are")
    func hops() throws {
        #expect(try refusal(String(repeating: "Received: x\n", count: 50)) == nil)
        let fault = try refusal(String(repeating: "Received: from x\n\tby y\n", count: 51))
        #expect(fault?.description.contains("passed 51 mail systems") == true)
        #expect(try refusal(String(repeating: "Received: x\nX-Sealpost-Trace: a\n", count: 26)) != nil)
    }

    @Test("whoever takes mail by choice does not take what comes back, and need not look at it")
    func choice() throws {
        let path = try folder.write("input", "X-Sealpost-Trace: \(mark)\nSubject: s\n\nbody\n")
        let input = open(path, O_RDONLY | O_CLOEXEC)
        defer { close(input) }
        let submission = Submission(entry: SpoolEntry(door: .pipe, envelope: Envelope(recipients: ["a@x.nl"])))
        let review = SpoolReview(
            wants: { _ in
                Issue.record("looked at")
                return true
            }, confirm: {})
        #expect(try !submission.accept(from: input, into: spool, review: review))
        #expect(folder.names(in: "spool/new").isEmpty && folder.names(in: "spool/tmp").isEmpty)
    }

    @Test("a spool has one mark, and keeps it")
    func instance() throws {
        try spool.create()
        #expect(try spool.instance() == mark)
        let other = Spool(folder.file("other"))
        #expect(try other.instance() == nil)
        try other.create()
        #expect(try other.instance() != mark)
        #expect(folder.names(in: "other/tmp").isEmpty)
    }

    @Test("where the mark can't be read, mail that bears one is to come again, and other mail is accepted")
    func unreadable() throws {
        try folder.write("spool/instance", "what is this\n")
        #expect(try refusal("X-Sealpost-Trace: 0123456789abcdef\n")?.exitStatus == .tempfail)
        #expect(try refusal("") == nil)
        #expect(throws: FileFault.self) { try spool.create() }
    }
}
