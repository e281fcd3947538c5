// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import Foundation
import Ledgers
import Mail
import MailFlow
import Maildirs
import Notices
import TestSupport
import Testing

/// The ledger's log in the flow: what is entered, and what notices say of it.
@Suite struct LogTests {
    private func ledger(_ office: Office) throws -> SQLiteLedger {
        try SQLiteLedger(path: office.folder.file("state/ledger.sqlite"))
    }

    private func witnesses(_ paths: String...) throws -> [Result<LogWitnesses.Witness, FileFault>] {
        var found: [Result<LogWitnesses.Witness, FileFault>] = []
        try LogWitnesses(in: paths.map(Maildir.init(_:))).forEach { found.append($0) }
        return found
    }

    private func heads(_ paths: String...) throws -> [LogHead] {
        try paths.flatMap { try witnesses($0) }.compactMap { try $0.get().head }
    }

    @Test("a message's first entry holds the digest of its exact bytes, also of many")
    func digest() async throws {
        let office = try await Office()
        // More than one stretch, and no whole number of them.
        let mail = office.mail("registered", body: String(repeating: "Dear Piet, goodbye.\n", count: 120_001))
        try office.drop(mail)
        try await office.pass()
        let id = try #require(try office.ids().first)
        let facts = try #require(try ledger(office).history(of: id).first?.entry.facts.list)
        let copy = try #require(office.folder.names(in: "sent/cur").first)
        let sum = Process()
        // As docs/log.md has it: without what Sealpost put first.
        sum.executableURL = URL(filePath: "/bin/sh")
        sum.arguments = [
            "-c", "sed -E '/^X-Sealpost-(Message|State|Recipient|Ticket):/d; :rest; n; b rest' \"$1\" | sha256sum",
            "sh",
            office.folder.file("sent/cur/\(copy)"),
        ]
        let output = Pipe()
        sum.standardOutput = output
        try sum.run()
        let printed = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(facts.first { $0.name == "sha256" }?.value == String(printed.prefix(64)))
        #expect(facts.first { $0.name == "size" }?.value == "\(mail.utf8.count)")
    }

    @Test("every notice holds the head of the last event it tells, and agrees with the log for ever")
    func agrees() async throws {
        let office = try await Office()
        for subject in ["registered", "astray", "secure", "none"] { try office.drop(office.mail(subject)) }
        try await office.pass()
        let ledger = try ledger(office)
        let id = try #require(try office.ids().first)
        let found = try witnesses(office.folder.file("notices")).map { try $0.get() }
        #expect(found.count == 4)
        #expect(try ledger.apply(.cancel, to: id, recipient: nil, at: .now()) >= 0)
        for witness in found {
            let head = try #require(witness.head)
            #expect(try ledger.verify(head, of: witness.message, keptIn: witness.path) == nil)
            #expect(try ledger.history(of: witness.message).contains { $0.head == head })
        }
        #expect(try ledger.verifyLog { Issue.record("\($0)") }.messages == 4)
    }

    @Test("a notice that a stopped process was about to file has the same head the next time")
    func repeats() async throws {
        let office = try await Office()
        try office.drop(office.mail("registered"))
        var forgetful = try office.mailbox()
        forgetful.ledger = ForgetfulLedger(forgetful.ledger)
        await Flow(forgetful).pass()
        let name = try #require(office.folder.names(in: "notices/new").first)
        let head = try heads(office.folder.file("notices"))
        // As if the file had not been made yet, while the log goes on with another message.
        try FileManager.default.removeItem(atPath: office.folder.file("notices/new/\(name)"))
        try office.drop(office.mail("secure"))
        try await office.pass()
        #expect(office.folder.names(in: "notices/new").contains(name))
        #expect(try heads(office.folder.file("notices")).contains(head[0]))
    }

    @Test("mails are read in new and cur, whatever else lies there, and headers of any length")
    func readsMaildirs() throws {
        let folder = try TemporaryFolder()
        try Maildir(folder.path).create()
        let hash = String(repeating: "0f", count: 32)
        let field = "X-Sealpost-Message: m1\nX-Sealpost-Log: 7 \(hash)\n"
        try folder.write("new/1", field + "\nbody\n")
        try folder.write("cur/2:2,S", "Subject: \(String(repeating: "x", count: 8190))\n\(field)\n")
        try folder.write("cur/3:2,S", "Subject: other\n\n\(field)")
        try folder.write("cur/4:2,", "X-Sealpost-Log: nonsense\n\n")
        // The empty line between two blocks that are read.
        try folder.write("cur/5:2,", "A: \(String(repeating: "x", count: 8188))\n\n" + field)
        try folder.write("cur/6:2,", "")
        let found = try witnesses(folder.path).map { try $0.get() }.sorted { $0.path < $1.path }
        #expect(found.map(\.path) == ["cur/2:2,S", "cur/4:2,", "new/1"].map(folder.file))
        let head = LogHead(number: 7, hash: hash)
        #expect(found.map(\.head) == [head, nil, head])
        #expect(found.map(\.message) == ["m1", "", "m1"])
    }

    @Test("what can't be read is said, and no Maildir is an error")
    func failsOpenly() throws {
        let folder = try TemporaryFolder()
        try Maildir(folder.path).create()
        try FileManager.default.createDirectory(atPath: folder.file("cur/1"), withIntermediateDirectories: false)
        let found = try witnesses(folder.path)
        #expect(found.count == 1)
        #expect(throws: FileFault.self) { try found[0].get() }
        #expect(throws: FileFault.self) { try witnesses(folder.file("none")) }
        // A file whose name is there and whose content is gone was removed by its reader.
        let gone = try TemporaryFolder()
        try Maildir(gone.path).create()
        try FileManager.default.createSymbolicLink(
            atPath: gone.file("new/1"), withDestinationPath: gone.file("nothing"))
        #expect(try witnesses(gone.path).isEmpty)
    }
}
