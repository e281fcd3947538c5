// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Ledgers
public import Mail

/// What became of one message, for each of its recipients.
public struct TrackedMail: Sendable, Hashable {
    /// The spool's id.
    public var id: String
    /// The Message-ID without angle brackets; may be empty.
    public var messageID: String
    /// The decoded subject; may be empty.
    public var subject: String
    /// The sender's address.
    public var sender: String
    /// When a door accepted it.
    public var arrived: Timestamp
    /// Its recipients, in the order of the envelope.
    public var recipients: [TrackedRecipient]

    /// Makes a mail.
    public init(
        id: String, messageID: String, subject: String, sender: String, arrived: Timestamp,
        recipients: [TrackedRecipient]
    ) {
        self.id = id
        self.messageID = messageID
        self.subject = subject
        self.sender = sender
        self.arrived = arrived
        self.recipients = recipients
    }

    /// Tells what the ledger knows of a message.
    /// - Parameters:
    ///   - history: Its entries of the log, in order; none for a table, which tells of no steps.
    ///   - routes: The routes of the settings; a mail can have gone by one that is no longer there.
    public init(_ standing: Standing, history: [LogLink], routes: [RouteName: TrackedRoute]) {
        let message = standing.message
        self.init(
            id: message.id, messageID: message.messageID, subject: message.subject, sender: message.sender.mailbox,
            arrived: message.arrived,
            recipients: standing.recipients.map { recipient in
                TrackedRecipient(
                    recipient, of: standing, entries: history.map(\.entry).filter { $0.concerns(recipient.address) },
                    route: recipient.route.flatMap { routes[$0] })
            })
    }

    /// Whether nothing more is expected for any recipient.
    public var isSettled: Bool { recipients.allSatisfy(\.isSettled) }
}
