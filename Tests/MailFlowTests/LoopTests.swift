// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Foundation
import Ledgers
import Mail
import MailFlow
import TestSupport
import Testing

/// Mail that goes in a circle by a way on which no door can say no.
@Suite("mail loops within the flow")
struct LoopTests {
    @Test("in an outbox, mail that this Sealpost passed on is held, with a notice that says why")
    func outbox() async throws {
        let office = try await Office()
        let mark = try #require(try office.mailbox().spool.instance())
        try office.drop("X-Sealpost-Trace: \(mark)\n" + office.mail("registered again"))
        try office.drop(String(repeating: "Received: x\n", count: 51) + office.mail("registered and again"))
        try office.drop("X-Sealpost-Trace: 0123456789abcdef\n" + office.mail("registered once"))
        try await office.pass()
        #expect(try office.states().map(\.rawValue).sorted() == ["held", "held", "sent"])
        #expect(await office.arrived().count == 1)
        #expect(try office.notices().filter { $0.flatText.contains("mail loop") }.count == 2)
        #expect(office.folder.names(in: "held/new").count == 2)
    }

    @Test("a mail that was piped in on its way to somebody is not sent to them again, and goes to the others")
    func deliveredTo() async throws {
        let office = try await Office()
        let mailbox = try office.mailbox()
        for door in [Door.pipe, .sendmail] {
            let mail =
                "Delivered-To: PIET@example.org\n"
                + office.mail("registered, by \(door.rawValue)", to: "piet@example.org, anna@example.net")
            let input = try office.folder.write("input", mail)
            let file = try #require(FileHandle(forReadingAtPath: input))
            try Submission(entry: SpoolEntry(door: door, envelope: Envelope(readsRecipientsFromHeader: true))).accept(
                from: file.fileDescriptor, into: mailbox.spool)
        }
        try await office.pass()
        let standings = try mailbox.ledger.standings(includingFinished: true)
        let held = standings.flatMap { standing in
            standing.recipients.filter { $0.state == .held }.map { "\(standing.message.door.rawValue) \($0.address)" }
        }
        #expect(held == ["pipe piet@example.org"])
        #expect(await office.arrived().count == 3)
        #expect(try office.notices().contains { $0.flatText.contains("on its way to piet@example.org") })
    }
}
