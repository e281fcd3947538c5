// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Foundation
import Ledgers
import Mail
import Notices
import Reading
import TestSupport
import Testing

@testable import MailFlow

/// Files that can't be read, or that end who reads them.
@Suite struct QuarantineTests {
    private let office: Office
    private let id = SpoolID()

    init() async throws { office = try await Office() }

    /// Leaves what so many processes leave behind that crash while they read the message.
    private func crash(_ count: Int, reading id: SpoolID) throws {
        for number in 0..<count {
            // Numbers beyond what the kernel gives out.
            let readings = Readings(try office.mailbox().spool, owner: "boot/\(99_999_999 + number)/1")
            try readings.begin(id)
        }
    }

    private func accept() throws {
        let envelope = Envelope(sender: "jan@office.example", recipients: ["piet@example.org"])
        let entry = SpoolEntry(door: .sendmail, envelope: envelope)
        let mail = office.mail("registered letter")
        try office.mailbox().spool.accept(entry, as: id) { (file) throws(SpoolFault) in
            do throws(FileFault) { try file.append(Array(mail.utf8)) } catch { throw .file(error) }
        }
    }

    private var marks: [String] { office.folder.names(in: "state/spool/reading") }

    @Test("a damaged file goes into quarantine, is told of once, and can be mended and put back")
    func damaged() async throws {
        try accept()
        let path = "state/spool/new/\(id)"
        let whole = try office.folder.text(path)
        try office.folder.write(path, String(whole.dropFirst(20)))
        try office.drop(office.mail("another registered letter"))
        for _ in 0..<3 { try await office.pass() }
        #expect(try office.states() == [.sent])
        let file = try #require(try office.mailbox().spool.quarantined().first)
        #expect(file.reason.contains("damaged"))
        let notices = try office.notices().filter { $0.subject.hasPrefix("SET ASIDE") }
        #expect(notices.map(\.subject) == ["SET ASIDE, not sent: \(id)"])
        #expect(notices[0].flatText.contains("mv \(file.path) \(file.acceptedPath)"))
        #expect(
            notices[0].flatText.contains("damaged") && notices[0].flatText.contains("The file is enclosed as it is."))
        let enclosed = try #require(notices[0].attachments.first)
        #expect(notices[0].attachments.count == 1 && enclosed.fileName == id.rawValue)
        var bytes: [UInt8] = []
        notices[0].decode(enclosed) { bytes += $0 }
        #expect(String(decoding: bytes, as: UTF8.self) == String(whole.dropFirst(20)))
        try office.folder.write("state/spool/bad/\(id)", whole)
        #expect(rename(file.path, file.acceptedPath) == 0)
        try await office.pass()
        #expect(try office.states() == [.sent, .sent])
    }

    @Test("a crash between the notice and the move makes no second notice")
    func repeated() async throws {
        try accept()
        try office.folder.write("state/spool/new/\(id)", "torn")
        let mailbox = try office.mailbox()
        // Nothing can be moved there.
        let bad = office.folder.file("state/spool/bad")
        try FileManager.default.removeItem(atPath: bad)
        try office.folder.write("state/spool/bad", "")
        #expect(throws: FileFault.self) { try Quarantine(mailbox).take(id, because: .damaged) }
        #expect(try office.notices().count == 1 && mailbox.spool.newIDs() == [id])
        try FileManager.default.removeItem(atPath: bad)
        try FileManager.default.createDirectory(atPath: bad, withIntermediateDirectories: false)
        try await office.pass()
        #expect(try office.notices().count == 1)
        #expect(try mailbox.spool.quarantined().count == 1)
    }

    @Test("a file that was put back as it is, and can't be read again, is told of again, under another name")
    func putBack() async throws {
        try accept()
        try office.folder.write("state/spool/new/\(id)", "torn")
        for count in 1...3 {
            try await office.pass()
            try await office.pass()
            #expect(try office.notices().count == count)
            #expect(try Set(office.notices().compactMap(\.messageID)).count == count)
            let file = try #require(try office.mailbox().spool.quarantined().first)
            #expect(rename(file.path, file.acceptedPath) == 0)
        }
    }

    @Test("where a copy was put back, the first file stays as it was, and the copy is set aside beside it")
    func copiedBack() async throws {
        try accept()
        try office.folder.write("state/spool/new/\(id)", "torn")
        try await office.pass()
        let spool = try office.mailbox().spool
        for count in 2...3 {
            try office.folder.write("state/spool/new/\(id)", "torn \(count)")
            try await office.pass()
            #expect(try office.notices().count == count)
            let files = try spool.quarantined()
            #expect(
                files.map { String($0.path.split(separator: "/").last ?? "") }
                    == (1...count).map {
                        $0 == 1 ? "\(id)" : "\(id)-\($0)"
                    })
            #expect(files.allSatisfy { $0.id == id && $0.reason.contains("damaged") })
            #expect(
                try office.notices().contains {
                    $0.flatText.contains("mv \(files[count - 1].path) \(files[0].acceptedPath)")
                })
        }
        #expect(try office.folder.text("state/spool/bad/\(id)") == "torn")
    }

    @Test("a folder, a loop of links and a file of somebody else's are no message, and in nobody's way")
    func noFiles() async throws {
        _ = try office.mailbox()
        let ids = [SpoolID(), SpoolID()]
        try FileManager.default.createDirectory(
            atPath: office.folder.file("state/spool/new/\(ids[0])"), withIntermediateDirectories: false)
        let link = office.folder.file("state/spool/new/\(ids[1])")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: link)
        try office.drop(office.mail("registered letter"))
        for _ in 0..<2 { try await office.pass() }
        #expect(try office.states() == [.sent])
        #expect(try Set(office.mailbox().spool.quarantined().map(\.id)) == Set(ids))
        #expect(try office.notices().count == 3)
    }

    @Test("a mail whose reading ended too many processes is read no more, and in quarantine; with one less it is sent")
    func endsProcesses() async throws {
        for count in [Readings.limit - 1, Readings.limit] {
            let office = try await Office()
            let test = try await QuarantineTests(in: office)
            try test.accept()
            try test.crash(count, reading: test.id)
            for _ in 0..<2 { try await office.pass() }
            #expect(test.marks.isEmpty)
            let isGone = count == Readings.limit
            #expect(try office.states() == (isGone ? [] : [.sent]))
            #expect(try office.mailbox().spool.quarantined().count == (isGone ? 1 : 0))
            #expect(
                try office.notices().map(\.subject)
                    == [isGone ? "SET ASIDE, not sent: \(test.id)" : "Handed over: registered letter"])
            guard let file = try office.mailbox().spool.quarantined().first else { continue }
            #expect(file.reason == "reading it has ended Sealpost 3 times")
            // Put back, it gets as many tries again.
            #expect(rename(file.path, file.acceptedPath) == 0)
            try test.crash(count - 1, reading: test.id)
            try await office.pass()
            #expect(try office.states() == [.sent])
        }
    }

    @Test("a mail that ends processes when its request is built is held, and told of without being read")
    func endsSendingProcesses() async throws {
        try accept()
        let mailbox = try office.mailbox()
        try office.enterOnly(mailbox)
        try crash(Readings.limit, reading: id)
        try await office.pass()
        #expect(try office.states() == [.held])
        #expect(await office.arrived().isEmpty)
        let notice = try #require(try office.notices().first)
        #expect(notice.subject == "On hold: registered letter")
        #expect(notice.flatText.contains("rm \(office.folder.file("state/spool/reading"))/\(id).*"))
        for mark in marks {
            try FileManager.default.removeItem(atPath: office.folder.file("state/spool/reading/\(mark)"))
        }
        let route = RouteName("registered")
        #expect(try mailbox.ledger.apply(.release(route), to: id.rawValue, recipient: nil, at: .now()) == 1)
        try await office.pass()
        #expect(try office.states() == [.sent])
    }

    @Test("a mail that ends processes is not decided about again when the rules are mended")
    func endsDecidingProcesses() async throws {
        try office.folder.write("rules.sieve", "broken")
        try accept()
        try await office.pass()
        #expect(try office.states() == [.held])
        try crash(Readings.limit, reading: id)
        try office.folder.write("rules.sieve", Office.rules)
        try await office.pass()
        #expect(try office.states() == [.held])
        #expect(try office.mailbox().ledger.messagesToDecideAgain().isEmpty)
        #expect(await office.arrived().isEmpty)
    }

    @Test("what the ledger knows by now is in nobody's way: another process could read it")
    func knownMeanwhile() async throws {
        try accept()
        let mailbox = try office.mailbox()
        let record = MessageRecord(
            id: id.rawValue, door: .sendmail, arrived: .now(), sender: Address(mailbox: "jan@office.example"),
            messageID: "", subject: "s", size: 1)
        try mailbox.ledger.enter(record, decisions: [], windows: [:], at: .now())
        try Quarantine(mailbox).take(id, because: .damaged)
        #expect(try mailbox.spool.quarantined().isEmpty && office.notices().isEmpty)
        #expect(try mailbox.spool.newIDs() == [id])
    }

    @Test("processes that read the same mail at once are no crashes")
    func together() throws {
        try accept()
        let spool = try office.mailbox().spool
        let (one, two) = (Readings(spool), Readings(spool, owner: ProcessIdentity.own))
        try one.begin(id)
        try one.begin(id)
        try two.look()
        #expect(try two.read(id) { 7 } == 7)
    }
}

extension QuarantineTests {
    private init(in office: Office) async throws { self.office = office }
}
