// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Foundation
import Ledgers
import Mail
import MailFlow
import Maildirs
import Sandbox
import TestSupport
import Testing

/// What a process leaves behind that was stopped in the middle, or that works beside another.
@Suite struct CrashTests {
    @Test("a torn copy of a claimed mail is in nobody's way, and is swept away")
    func tornSpoolFile() async throws {
        let office = try await Office()
        _ = try office.mailbox()
        let id = SpoolID()
        try office.folder.write("outbox/sealpost-claimed/\(id)", office.mail("registered"))
        try office.folder.write("state/spool/tmp/\(id)", "Sealpost-Spool: 1\nDo")
        let old = Date(timeIntervalSinceNow: -40 * 3600)
        try FileManager.default.setAttributes(
            [.modificationDate: old], ofItemAtPath: office.folder.file("state/spool/tmp/\(id)"))
        try await office.pass()
        #expect(try office.states() == [.sent])
        #expect(office.folder.names(in: "state/spool/tmp").isEmpty)
    }

    @Test("a notice that was filed but not recorded is not filed again, and later news has its own")
    func noticeOnce() async throws {
        let office = try await Office()
        try office.drop(office.mail("registered", to: "a@example.org, b@example.org"))
        var fault = Office.refusal("no")
        fault.recipient = "a@example.org"
        await office.sandbox.fault(fault)
        var forgetful = try office.mailbox()
        forgetful.ledger = ForgetfulLedger(forgetful.ledger)
        await Flow(forgetful).pass()
        #expect(try office.notices().count == 1)
        let id = try #require(try office.ids().first)
        // Something else happens before anybody attends to the message again.
        let mailbox = try office.mailbox()
        #expect(try mailbox.ledger.tell(id)?.isRepetition == true)
        try await office.pass()
        #expect(try office.notices().count == 1)
        #expect(office.folder.names(in: "sent/cur").count == 1)
    }

    @Test("news that comes after an unrecorded notice is told in another, without the old")
    func laterNews() async throws {
        let office = try await Office()
        try office.drop(office.mail("astray"))
        var forgetful = try office.mailbox()
        forgetful.ledger = ForgetfulLedger(forgetful.ledger)
        await Flow(forgetful).pass()
        let id = try #require(try office.ids().first)
        #expect(
            try office.mailbox().ledger.apply(.release(RouteName("secure")), to: id, recipient: nil, at: .now()) == 1)
        try await office.pass()
        #expect(try office.notices().map(\.subject) == ["On hold: astray", "Handed over: astray"])
    }

    @Test("an outcome that can't be recorded, since the process was taken for dead, ends the uncertainty all the same")
    func takenForDead() async throws {
        let office = try await Office()
        try office.drop(office.mail("registered"))
        var mailbox = try office.mailbox()
        mailbox.ledger = HastyLedger(mailbox.ledger)
        await Flow(mailbox).pass()
        let recipients = try mailbox.ledger.standings(includingFinished: true).flatMap(\.recipients)
        #expect(recipients.map(\.state) == [.sent], "\(recipients.map(\.reason))")
        #expect(await office.arrived().count == 1)
    }

    @Test("a mail whose accepted file somebody removed is told of")
    func fileGone() async throws {
        let office = try await Office()
        try office.drop(office.mail("registered"))
        let mailbox = try office.mailbox()
        _ = try mailbox.outboxes[0].takeOver(into: mailbox.spool)
        try office.enterOnly(mailbox)
        let id = try #require(try office.ids().first)
        try FileManager.default.removeItem(atPath: office.folder.file("state/spool/kept/\(id)"))
        try await office.pass()
        #expect(try office.states() == [.held])
        #expect(try office.notices().map(\.subject) == ["On hold: registered"])
    }

    @Test("a signal to stop leaves what has not begun for the next time")
    func stops() async throws {
        let office = try await Office()
        try office.drop(office.mail("registered"))
        let stop = StopSignal()
        stop.set()
        await Flow(try office.mailbox()).pass(until: stop)
        #expect(try office.states() == [.decided])
        try await office.pass()
        #expect(try office.states() == [.sent])
    }
}
