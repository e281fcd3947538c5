// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// What the ledger does with reports of what became of sent mails.
///
/// Reports are events, only ever added: each is an entry of the log, and how a recipient stands by them is computed from all
/// of them. So nothing that came earlier is overwritten by what comes late.
public protocol StatusLedger: Sendable {
    /// Writes reports about a recipient down, each once, and with them what the source says of the attachments.
    ///
    /// That stands with a report that is proven, and only where it is other than before.
    /// - Returns: Those that were not known.
    func note(
        _ reports: [StatusReport], _ attachments: [ReportedAttachment], about recipient: Int64, of message: String,
        at now: Timestamp
    ) throws -> [StatusReport]

    /// The reports about the recipients of a message, in the order in which they came.
    func reports(of message: String) throws -> [LoggedReport]

    /// Takes tickets that are due to be asked about, so that no other process asks too.
    func ticketsToAsk(about routes: Set<RouteName>, limit: Int, at now: Timestamp) throws -> [FollowedTicket]

    /// Records that a ticket was asked about, and when it is to be again; nil ends that.
    func asked(about ticket: FollowedTicket, next: Timestamp?) throws

    /// Lets a time pass before the tickets of some routes are asked about again.
    func leaveAlone(_ routes: Set<RouteName>, until time: Timestamp) throws

    /// How many questions about tickets of some routes were asked since a time.
    func questions(about routes: Set<RouteName>, since time: Timestamp) throws -> Int

    /// Who has a ticket, by its token.
    func holders(of token: String) throws -> [(message: String, recipient: RecipientRecord)]

    /// Mails that were sent to an address by some routes since a time, by any name of the message.
    func sent(
        to address: String, by routes: Set<RouteName>, since time: Timestamp
    ) throws -> [(message: MessageRecord, recipient: RecipientRecord)]

    /// Whether a request for a recipient may have been taken whose ticket nobody knows.
    func hasLostRequest(_ recipient: Int64) throws -> Bool

    /// Requests by some routes of which no outcome is known, those included whose recipients may be sent again; and others to the same addresses whose tickets nobody knows though
    /// their mails have ended or were sent again: a ticket may be any of theirs.
    func openRequests(by routes: Set<RouteName>) throws -> [OpenRequest]

    /// Ends an uncertainty: the mail was sent, for its ticket was found. What was to be sent again, and has not left, doesn't leave.
    /// - Returns: Whether it was uncertain still, or to be sent again, and no other mail has the ticket.
    func found(
        _ ticket: Ticket, of recipient: Int64, of message: String, text: String, at now: Timestamp
    ) throws -> Bool

    /// Keeps from being sent again what a ticket may show to have been taken: a person is asked once more, once for a ticket.
    /// - Returns: Whether it was to be sent again, and the ticket is new.
    func doubt(
        _ token: String, of recipient: Int64, of message: String, because reason: String, at now: Timestamp
    ) throws -> Bool

    /// Which of the files of a folder were looked at; those that are gone are forgotten.
    func lookedAt(_ names: Set<String>, in folder: String) throws -> Set<String>

    /// Records that files were looked at and need not be again.
    func note(lookedAt names: [String], in folder: String) throws
}
