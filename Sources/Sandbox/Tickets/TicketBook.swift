// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Mail

/// All tickets, by token.
struct TicketBook: Sendable {
    private var tickets: [String: RegisteredTicket] = [:]
    private var order: [String] = []

    /// All tickets in the order of their making.
    var all: [RegisteredTicket] { order.compactMap { tickets[$0] } }

    /// The states by token.
    var states: [String: TicketEvent.Kind] { tickets.mapValues(\.state) }

    /// The ticket of a token.
    subscript(token: String) -> RegisteredTicket? { tickets[token] }

    /// A token that no ticket has.
    func freshToken() -> String {
        var token = Opaque.ticket()
        while tickets[token] != nil { token = Opaque.ticket() }
        return token
    }

    /// Adds a ticket.
    mutating func add(_ ticket: RegisteredTicket) {
        tickets[ticket.token] = ticket
        order.append(ticket.token)
    }

    /// Lets something happen to a ticket.
    mutating func advance(
        _ token: String, _ kind: TicketEvent.Kind, at now: Timestamp, detail: String, forced: Bool
    ) throws(SandboxError) -> RegisteredTicket {
        guard var ticket = tickets[token] else { throw .unknownTicket(token) }
        try ticket.add(kind, at: now, detail: detail, forced: forced)
        tickets[token] = ticket
        return ticket
    }
}
