// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Foundation
import Mail
import TestSupport
import Testing

@testable import MailFlow

/// What was on its way from an outbox into the spool when a process stopped, and the settings name that outbox no more.
@Suite("former outboxes") struct FormerOutboxTests {
    /// An office whose outbox was changed after a process had claimed a mail and stopped.
    private func office(_ claimed: String, isMbox: Bool) async throws -> Office {
        let office = try await Office()
        if isMbox { try office.folder.write("outbox", "") }
        _ = try office.mailbox()
        let mail = office.mail("registered letter")
        try office.folder.write(claimed, isMbox ? "From jan Sat Nov 21 09:30:00 2026\n\(mail)\n" : mail)
        let settings = office.settings().replacing("outbox = \"outbox\"", with: "outbox = \"other\"")
        try office.folder.write("config.toml", settings)
        return office
    }

    @Test("a claimed mail is taken in and held, and what else lies there is left alone", arguments: [false, true])
    func claimed(isMbox: Bool) async throws {
        let folder = isMbox ? "outbox.sealpost-claimed" : "outbox/sealpost-claimed"
        let office = try await office("\(folder)/\(SpoolID())", isMbox: isMbox)
        let rest = isMbox ? "outbox" : "outbox/new/rest"
        let mail = office.mail("registered, too")
        try office.folder.write(rest, isMbox ? "From jan Sat Nov 21 09:30:00 2026\n\(mail)\n" : mail)
        for _ in 0..<2 { try await office.pass() }
        #expect(try office.states() == [.held])
        #expect(office.folder.names(in: folder).isEmpty)
        #expect(try office.folder.text(rest).contains("registered, too"))
        let notice = try #require(try office.notices().first)
        #expect(notice.flatText.contains("it came from the outbox \(office.folder.file("outbox"))"))
    }

    @Test("a copy of an mbox that was not emptied yet is no mail; one that was is")
    func copied() async throws {
        for isEmptied in [false, true] {
            let office = try await office("outbox.sealpost-claimed/\(SpoolID()).copied", isMbox: true)
            let name = try #require(office.folder.names(in: "outbox.sealpost-claimed").first)
            let copy = try office.folder.text("outbox.sealpost-claimed/\(name)")
            try office.folder.write("outbox", isEmptied ? "" : copy)
            for _ in 0..<2 { try await office.pass() }
            #expect(try office.states() == (isEmptied ? [.held] : []))
            #expect(try office.folder.text("outbox") == (isEmptied ? "" : copy))
            #expect(office.folder.names(in: "outbox.sealpost-claimed").isEmpty)
        }
    }

    @Test("an outbox that is gone with all that was in it is forgotten")
    func gone() async throws {
        let office = try await office("outbox/sealpost-claimed/none", isMbox: false)
        try FileManager.default.removeItem(atPath: office.folder.file("outbox"))
        try await office.pass()
        #expect(try office.mailbox().outboxes.map(\.path) == [office.folder.file("other")])
        #expect(!office.folder.names().contains("outbox"))
    }
}
