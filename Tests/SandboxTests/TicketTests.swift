// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Testing

@testable import Sandbox

@Suite("a ticket")
struct TicketTests {
    static func ticket() throws -> RegisteredTicket {
        RegisteredTicket(token: "K.1", request: 1, try RegisteredMail(sampleMail()), at: Timestamp(seconds: 0))
    }

    @Test(
        "only what can follow does",
        arguments: [
            ([TicketEvent.Kind.announced, .reminded, .reminded, .accepted], nil),
            ([.announced, .refused], nil), ([.announced, .reminded, .expired], nil), ([.failed], nil),
            ([.announced, .failed], nil), ([.accepted], .accepted), ([.reminded], .reminded),
            ([.announced, .announced], .announced), ([.announced, .accepted, .refused], .refused),
            ([.announced, .expired, .accepted], .accepted), ([.announced, .accepted, .failed], .failed),
            ([.submitted], .submitted),
        ] as [([TicketEvent.Kind], TicketEvent.Kind?)])
    func order(events: [TicketEvent.Kind], refused: TicketEvent.Kind?) throws {
        var ticket = try Self.ticket()
        var stopped: TicketEvent.Kind?
        for event in events where stopped == nil {
            do throws(SandboxError) {
                try ticket.add(event, at: Timestamp(seconds: 1))
            } catch {
                #expect(error == .outOfOrder(event, after: ticket.state))
                stopped = event
            }
        }
        #expect(stopped == refused)
    }

    @Test("a service out of step can be had by force")
    func force() throws {
        var ticket = try Self.ticket()
        try ticket.add(.expired, at: Timestamp(seconds: 1), forced: true)
        try ticket.add(.accepted, at: Timestamp(seconds: 2), forced: true)
        #expect(ticket.history.map(\.kind) == [.submitted, .expired, .accepted])
        #expect(ticket.isAccepted)
    }

    @Test("an announcement waits for the command if it is told to")
    func heldAnnouncement() async throws {
        try await Client.with {
            $0.registered.announcesAtOnce = false
        } _: { client in
            let token = try await TicketPageTests.token(client)
            #expect(await client.sandbox.ticket(token)?.state == .submitted)
            #expect(!(await TicketPageTests.page(client, token).text.contains("<form")))
            try await client.sandbox.advance(ticket: token, to: .announced)
            #expect(await TicketPageTests.page(client, token).text.contains("<form"))
            await #expect(throws: SandboxError.unknownTicket("K.none")) {
                try await client.sandbox.advance(ticket: "K.none", to: .announced)
            }
        }
    }
}
