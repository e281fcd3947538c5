// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// What a status source says of one ticket: which mail it is, and what happened to it.
public struct TicketStatus: Sendable, Hashable {
    /// The ticket's token.
    public var token: String
    /// The sender's address.
    public var sender: String
    /// The recipient's address.
    public var recipient: String
    /// The subject.
    public var subject: String
    /// The attachments.
    public var attachments: [ReportedAttachment]
    /// What happened, in the source's order.
    public var reports: [StatusReport]

    /// Makes a status.
    public init(
        token: String, sender: String, recipient: String, subject: String, attachments: [ReportedAttachment],
        reports: [StatusReport]
    ) {
        self.token = token
        self.sender = sender
        self.recipient = recipient
        self.subject = subject
        self.attachments = attachments
        self.reports = reports
    }

    /// When the first thing happened to it that has a time.
    public var begin: Timestamp? { reports.compactMap(\.time).min() }
}
