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
    /// The fingerprints of the attachments, as they came: Base64 of SHA-256 as far as is known.
    public var fingerprints: [String]
    /// What happened, in the source's order.
    public var reports: [StatusReport]

    /// Makes a status.
    public init(
        token: String, sender: String, recipient: String, subject: String, fingerprints: [String],
        reports: [StatusReport]
    ) {
        self.token = token
        self.sender = sender
        self.recipient = recipient
        self.subject = subject
        self.fingerprints = fingerprints
        self.reports = reports
    }

    /// When the first thing happened to it that has a time.
    public var begin: Timestamp? { reports.compactMap(\.time).min() }
}
