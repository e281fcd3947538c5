// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// What came of asking a status source about a ticket.
public enum StatusAnswer: Sendable, Hashable {
    /// What the source says of it by now.
    case status(TicketStatus)
    /// The source knows no such ticket, or does not show it to this user.
    case unknownTicket
    /// What came is no status; why, as a phrase for the log.
    case nothing(reason: String)
    /// Nothing came, or nothing could be asked, whatever the ticket; why, as a phrase for the log.
    case unreachable(reason: String)
    /// The source wants to be left alone until a time, about other tickets too; nil where it does not say until when.
    case later(Timestamp?)
}
