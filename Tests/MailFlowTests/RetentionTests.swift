// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Foundation
import Ledgers
import Mail
import MailFlow
import Sandbox
import TestSupport
import Testing

/// How long the bytes of a message are kept, by a clock that the test sets.
@Suite("retention")
struct RetentionTests {
    private static let day = 86_400.0

    /// An office with a mail at each end, and one in each state that is none; the ids by subject.
    private func office() async throws -> (Office, [String: String]) {
        let office = try await Office()
        var refusal = Office.refusal("no")
        refusal.recipient = "refused@example.org"
        await office.sandbox.fault(refusal)
        await office.sandbox.fault(Fault(.dropAfter, on: .send, to: "uncertain@example.org", times: 2))
        var busy = Fault(.status, on: .send, to: "deferred@example.org", times: 99)
        busy.status = 408
        await office.sandbox.fault(busy)
        for name in ["sent", "refused", "cancelled", "uncertain", "deferred", "held", "partly"] {
            let subject = ["held", "cancelled"].contains(name) ? name : "registered \(name)"
            let more = name == "partly" ? ", uncertain@example.org" : ""
            try office.drop(office.mail(subject, to: "\(name)@example.org\(more)"))
        }
        try await office.pass()
        let standings = try office.mailbox().ledger.standings(includingFinished: true)
        let ids = Dictionary(
            uniqueKeysWithValues: standings.map { standing in
                (standing.message.subject.replacing("registered ", with: ""), standing.message.id)
            })
        let cancelled = try #require(ids["cancelled"])
        _ = try office.mailbox().ledger.apply(.cancel, to: cancelled, recipient: nil, at: .now())
        try await office.pass()
        return (office, ids)
    }

    /// A pass of a process by whose clock it is so many days later.
    private func pass(_ office: Office, afterDays days: Double) async throws {
        var mailbox = try office.mailbox()
        mailbox.clock = {
            var moment = Moment.now()
            moment.wall = moment.wall.advanced(bySeconds: days * Self.day)
            return moment
        }
        await Flow(mailbox).pass()
    }

    private func kept(_ office: Office, _ ids: [String: String]) -> Set<String> {
        let files = Set(office.folder.names(in: "state/spool/kept"))
        return Set(ids.filter { files.contains($0.value) }.keys)
    }

    @Test("content is deleted after its time at each end, and never before one")
    func ends() async throws {
        let (office, ids) = try await office()
        let expected: [String: [DeliveryState]] = [
            "sent": [.sent], "refused": [.refused], "cancelled": [.cancelled], "uncertain": [.uncertain],
            "deferred": [.deferred], "held": [.held], "partly": [.sent, .uncertain],
        ]
        for (name, id) in ids {
            let states = try office.mailbox().ledger.standing(of: id)?.recipients.map(\.state)
            #expect(states == expected[name], "\(name)")
        }
        let copies = ["sent/cur", "failed/new", "held/new", "notices/new"].map { office.folder.names(in: $0) }
        try await pass(office, afterDays: 29)
        #expect(kept(office, ids) == Set(ids.keys))
        try await pass(office, afterDays: 31)
        #expect(kept(office, ids) == ["uncertain", "deferred", "held", "partly"])
        for (name, id) in ids {
            let standing = try #require(try office.mailbox().ledger.standing(of: id))
            #expect((standing.contentDeleted == nil) == kept(office, ids).contains(name), "\(name)")
            #expect(try !SQLiteLedger(path: office.folder.file("state/ledger.sqlite")).history(of: id).isEmpty)
        }
        try await pass(office, afterDays: 4000)
        #expect(kept(office, ids) == ["uncertain", "deferred", "held", "partly"])
        // The copies are the user's.
        #expect(copies == ["sent/cur", "failed/new", "held/new", "notices/new"].map { office.folder.names(in: $0) })
    }

    @Test("what a person ends goes after its time from then")
    func endedByPerson() async throws {
        let (office, ids) = try await office()
        let ledger = try office.mailbox().ledger
        for name in ["uncertain", "partly"] {
            let id = try #require(ids[name])
            #expect(try ledger.apply(.cancel, to: id, recipient: nil, at: .now()) == 1)
        }
        try await office.pass()
        try await pass(office, afterDays: 31)
        #expect(kept(office, ids) == ["deferred", "held"])
    }

    @Test("a process that stops between the file and the ledger leaves what the next one ends")
    func stopped() async throws {
        let (office, ids) = try await office()
        let id = try #require(ids["sent"])
        let spoolID = try #require(SpoolID(rawValue: id))
        try office.mailbox().spool.remove(spoolID)
        try await pass(office, afterDays: 31)
        #expect(try office.mailbox().ledger.standing(of: id)?.contentDeleted != nil)
        #expect(kept(office, ids) == ["uncertain", "deferred", "held", "partly"])
        // When it was deleted is said once.
        let deleted = try office.mailbox().ledger.standing(of: id)?.contentDeleted
        try await pass(office, afterDays: 60)
        #expect(try office.mailbox().ledger.standing(of: id)?.contentDeleted == deleted)
    }

    @Test("one file that can't be deleted does not keep the others")
    func stuck() async throws {
        let (office, ids) = try await office()
        let id = try #require(ids["sent"])
        let path = office.folder.file("state/spool/kept/\(id)")
        try FileManager.default.removeItem(atPath: path)
        // A folder of that name can't be unlinked, by root neither.
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        try await pass(office, afterDays: 31)
        #expect(kept(office, ids) == ["sent", "uncertain", "deferred", "held", "partly"])
        try FileManager.default.removeItem(atPath: path)
        try await pass(office, afterDays: 31)
        #expect(try office.mailbox().ledger.standing(of: id)?.contentDeleted != nil)
    }
}
