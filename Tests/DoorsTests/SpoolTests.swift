// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Glibc
import Mail
import TestSupport
import Testing

@Suite struct SpoolTests {
    let folder: TemporaryFolder
    let spool: Spool

    init() throws {
        folder = try TemporaryFolder()
        spool = Spool(folder.file("spool"))
        try spool.create()
    }

    @Test("ids have sixteen letters, sort by time, and are told from other names")
    func ids() {
        let first = SpoolID(at: Timestamp(seconds: 1_000_000_000))
        let second = SpoolID(at: Timestamp(seconds: 1_795_253_400))
        #expect(first.rawValue < second.rawValue)
        #expect(SpoolID(rawValue: second.rawValue) == second)
        #expect(SpoolID(rawValue: "0123456789abcdel") == nil)
        #expect(SpoolID(rawValue: "short") == nil)
        #expect(Set((0..<1000).map { _ in SpoolID() }).count == 1000)
    }

    @Test("a preamble is read back as it was written, and nothing else is taken for one")
    func preambles() {
        let envelope = Envelope(sender: "me@x.nl", recipients: ["a b@x.nl", "c@x.nl"], readsRecipientsFromHeader: true)
        let entry = SpoolEntry(door: .pipe, arrived: Timestamp(milliseconds: 17), envelope: envelope, origin: "user: x")
        #expect(SpoolEntry(preamble: entry.preamble[...]) == entry)
        for text in [
            "", "Sealpost-Spool: 2\nDoor: pipe\nArrived: 1\n\n", "Sealpost-Spool: 1\nDoor: pipe\n\n",
            "Sealpost-Spool: 1\nDoor: pipe\nArrived: 1\nNew: field\n\n",
        ] {
            #expect(SpoolEntry(preamble: text[...]) == nil)
        }
    }

    @Test("what is asked of notices is read back, and what can't be read is never passed over")
    func keepsRequests() throws {
        var envelope = Envelope(sender: "", recipients: ["a@x.nl", "b@x.nl", "A@x.nl", "c@x.nl"])
        let original = try #require(OriginalRecipient(rawValue: "rfc822;z+2B@x.nl"))
        envelope.notification.envelopeID = EnvelopeID(rawValue: "order 66")
        envelope.notification.returnedContent = .header
        envelope.notification.conditions = [.failure, .delay]
        envelope.notification["a@x.nl"] = .init(conditions: .never, originalRecipient: original)
        envelope.notification["c@x.nl"].originalRecipient = original
        let entry = SpoolEntry(door: .sendmail, arrived: Timestamp(milliseconds: 17), envelope: envelope, origin: "")
        #expect(SpoolEntry(preamble: entry.preamble[...]) == entry)
        #expect(
            entry.preamble.contains(
                "\nRecipient: <a@x.nl>\nRecipient-Notify: NEVER\nOriginal-Recipient: rfc822;z+2B@x.nl\n"))
        let lines = [
            "Envelope-ID: order+2066", "Return: HDRS", "Notify: FAILURE,DELAY", "Recipient-Notify: NEVER",
            "Original-Recipient: rfc822;z+2B@x.nl",
        ]
        for line in lines {
            let broken = entry.preamble.replacing("\n\(line)\n", with: "\n\(line.prefix { $0 != ":" }): +\n")
            #expect(broken != entry.preamble && SpoolEntry(preamble: broken[...]) == nil, "\(line)")
        }
        let start = "Sealpost-Spool: 1\nDoor: pipe\nArrived: 1\n"
        for line in lines[3...] { #expect(SpoolEntry(preamble: "\(start)\(line)\n\n"[...]) == nil, "\(line)") }
    }

    @Test("a message is accepted once under one id, before and after the ledger has it")
    func acceptsOnce() throws {
        let id = SpoolID()
        let entry = SpoolEntry(door: .outbox, envelope: Envelope())
        for text in ["first", "second", "third"] {
            try spool.accept(entry, as: id) { (file) throws(SpoolFault) in
                do throws(FileFault) { try file.append(Array(text.utf8)) } catch { throw .file(error) }
            }
            if text == "second" { try spool.keep(id) }
        }
        let spooled = try spool.open(id)
        #expect(spooled.bytes.bytes(in: 0..<spooled.bytes.count) == Array("first".utf8))
        #expect(try spool.newIDs().isEmpty)
        try spool.remove(id)
        #expect(throws: FileFault.self) { try spool.open(id) }
    }

    @Test("what a killed door left behind is in nobody's way, and goes when no door is at work on it")
    func removesUnfinished() throws {
        let old = SpoolID()
        try folder.write("spool/tmp/\(old)", "torn")
        let working = folder.file("spool/tmp/working")
        let writer = open(working, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
        defer { close(writer) }
        flock(writer, LOCK_EX)
        try spool.removeUnfinished(before: .now().advanced(bySeconds: -60))
        #expect(folder.names(in: "spool/tmp").count == 2)

        try spool.accept(SpoolEntry(door: .outbox, envelope: Envelope()), as: old) { _ throws(SpoolFault) in }
        #expect(try spool.newIDs() == [old])
        try spool.removeUnfinished(before: .now().advanced(bySeconds: 60))
        #expect(folder.names(in: "spool/tmp") == ["working"])
        #expect(try spool.newIDs() == [old])
    }

    @Test("a file whose writer has not gone yet is left alone")
    func waitsForWriter() throws {
        let id = SpoolID()
        let path = folder.file("spool/new/\(id)")
        let writer = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
        flock(writer, LOCK_EX)
        #expect(!spool.isSettled(id))
        close(writer)
        #expect(spool.isSettled(id))
    }

    @Test("a file that is none of ours is named, and can be put into quarantine, with its reason, and put back")
    func setsAside() throws {
        let id = SpoolID()
        try folder.write("spool/new/\(id)", "hello\n\nworld\n")
        let fault = #expect(throws: FileFault.self) { try spool.open(id) }
        #expect(fault?.code == EBADMSG)
        for _ in 0..<2 { _ = try spool.setAside(id, because: "hello is no spool file") }
        #expect(try spool.newIDs().isEmpty)
        let file = try #require(try spool.quarantined().first)
        #expect(try spool.quarantined().count == 1)
        #expect(file.id == id && file.reason == "hello is no spool file")
        #expect(rename(file.path, file.acceptedPath) == 0)
        #expect(try spool.newIDs() == [id])
        #expect(try spool.quarantined().isEmpty)
    }

    @Test(
        "the spool is found by variable, by file, and by custom",
        arguments: [
            (["SEALPOST_SPOOL": "/s", "HOME": "/h"], [:], "/s"),
            (["HOME": "/h"], ["/h/.config/sealpost/spool": "/from/home"], "/from/home"),
            (["HOME": "/h", "XDG_CONFIG_HOME": "/x"], ["/x/sealpost/spool": "/from/x"], "/from/x"),
            ([:], ["/etc/sealpost/spool": "/from/etc"], "/from/etc"),
            (["HOME": "/h"], [:], "/h/.local/state/sealpost/spool"),
            ([:], [:], nil),
        ] as [([String: String], [String: String], String?)])
    func findsSpool(environment: [String: String], files: [String: String], path: String?) throws {
        #expect(try SpoolLocation.find(environment: environment) { files[$0] } == path)
    }

    @Test("a file that should tell where the spool is, and can't, is never passed over")
    func refusesOtherSpools() {
        let home = ["HOME": "/h"]
        for line in ["", "relative/path", " /s"] {
            let fault = #expect(throws: SpoolFault.self) { try SpoolLocation.find(environment: home) { _ in line } }
            #expect(fault == .badLocation(file: "/h/.config/sealpost/spool"))
            #expect(fault?.exitStatus == .tempfail)
        }
        let unreadable = FileFault("open", "/h/.config/sealpost/spool", code: EACCES)
        let fault = #expect(throws: SpoolFault.self) {
            try SpoolLocation.find(environment: home) { (_) throws(FileFault) in throw unreadable }
        }
        #expect(fault == .file(unreadable))
        #expect(fault?.exitStatus == .tempfail)
    }
}
