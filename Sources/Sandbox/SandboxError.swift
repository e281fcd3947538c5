// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Why a sandbox does not start, or does not do what it was told.
public enum SandboxError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The address is not this machine's loopback interface.
    case notLoopback(String)
    /// The address and port can't be listened on; with the reason.
    case cannotListen(String, String)
    /// The folder for accepted requests can't be used; with the reason.
    case cannotStore(String, String)
    /// No mails are written: no Maildir is set.
    case noMails
    /// No ticket has this token.
    case unknownTicket(String)
    /// The event can't follow the ticket's state.
    case outOfOrder(TicketEvent.Kind, after: TicketEvent.Kind)

    /// A lower-case phrase that says what to do next where something can be done.
    public var description: String {
        switch self {
        case .notLoopback(let host):
            "refusing to listen on \(host): the sandbox takes demo credentials, use 127.0.0.1 or ::1"
        case .cannotListen(let address, let reason):
            "cannot listen on \(address): \(reason); choose another port, or 0 for any"
        case .cannotStore(let path, let reason):
            "cannot keep requests in \(path): \(reason)"
        case .noMails:
            "no mails are written; start it with --status-maildir"
        case .unknownTicket(let token):
            "no ticket has the token \(token)"
        case .outOfOrder(let event, let state):
            "a ticket that is \(state.rawValue) cannot become \(event.rawValue)"
        }
    }
}
