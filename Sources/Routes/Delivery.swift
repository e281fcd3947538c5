// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// One message on its way to some of its recipients.
public struct Delivery: Sendable {
    /// The message.
    public var message: Message
    /// Who sends it: the name from the From field, the mailbox from the envelope; an empty mailbox is the null sender.
    public var sender: Address
    /// Who gets it, as addr-specs.
    public var recipients: [String]
    /// What rules and writer ask of the route.
    public var options: RouteOptions
    /// The stable id of this message and recipient, a UUID as text: the same in every attempt.
    public var identifier: String
    /// When the door accepted the message: the Date of a message that has none; nil leaves it without one.
    public var acceptedAt: Timestamp?

    /// The mark of this Sealpost, which ordinary mail carries so that it is known again; nil leaves it without.
    public var trace: String?

    /// Makes a delivery.
    public init(
        message: Message, sender: Address, recipients: [String], options: RouteOptions = RouteOptions(),
        identifier: String, acceptedAt: Timestamp? = nil, trace: String? = nil
    ) {
        self.message = message
        self.sender = sender
        self.recipients = recipients
        self.options = options
        self.identifier = identifier
        self.acceptedAt = acceptedAt
        self.trace = trace
    }

    /// The subject to send.
    var subject: String { options.subject ?? message.subject }
}
