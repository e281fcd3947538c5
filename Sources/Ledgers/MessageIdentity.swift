// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// By what people tell one message from others.
public struct MessageIdentity: Sendable, Hashable {
    /// The spool's id.
    public var id: String
    /// The Message-ID without angle brackets; may be empty.
    public var messageID: String
    /// The decoded subject.
    public var subject: String
    /// When a door accepted it.
    public var arrived: Timestamp
    /// The tickets of its recipients.
    public var tickets: [Ticket]

    /// Makes an identity.
    public init(id: String, messageID: String, subject: String, arrived: Timestamp, tickets: [Ticket] = []) {
        self.id = id
        self.messageID = messageID
        self.subject = subject
        self.arrived = arrived
        self.tickets = tickets
    }
}
