// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What the sender of a message asks of the notices about it.
///
/// RFC 3461: ENVID and RET of SMTP's MAIL command, NOTIFY and ORCPT of RCPT; `-V`, `-R` and `-N` of sendmail.
public struct NotificationRequest: Sendable, Hashable, Codable {
    /// What is asked for one recipient.
    public struct Recipient: Sendable, Hashable, Codable {
        /// On what conditions to notify; nil leaves it to Sealpost.
        public var conditions: NotifyConditions?
        /// The address that the sender wrote.
        public var originalRecipient: OriginalRecipient?

        /// Makes a request.
        public init(conditions: NotifyConditions? = nil, originalRecipient: OriginalRecipient? = nil) {
            self.conditions = conditions
            self.originalRecipient = originalRecipient
        }

        /// What is asked for one who is named twice: the notices of both, any of them where one of the two leaves it open.
        public func union(_ other: Recipient) -> Recipient {
            Recipient(
                conditions: conditions.flatMap { conditions in other.conditions.map(conditions.union) },
                originalRecipient: originalRecipient ?? other.originalRecipient)
        }
    }

    /// The sender's name for this sending.
    public var envelopeID: EnvelopeID?
    /// How much of the message to enclose; nil leaves it to Sealpost.
    public var returnedContent: ReturnedContent?
    /// The conditions for all recipients that have none of their own, those that the header names among them.
    public var conditions: NotifyConditions?
    /// What is asked for single recipients, by ``Address/canonical``.
    private var recipients: [String: Recipient] = [:]

    /// Asks for nothing.
    public init() {}

    /// Whether nothing is asked.
    public var isEmpty: Bool { self == NotificationRequest() }

    /// What is asked for one recipient alone.
    public subscript(recipient: String) -> Recipient {
        get { recipients[Address(mailbox: recipient).canonical] ?? Recipient() }
        set { recipients[Address(mailbox: recipient).canonical] = newValue == Recipient() ? nil : newValue }
    }

    /// The same with other names for the recipients, as where a domain is added that their writer left out.
    public func renamed(_ name: (String) -> String) -> NotificationRequest {
        var renamed = self
        renamed.recipients = Dictionary(
            recipients.map { (Address(mailbox: name($0.key)).canonical, $0.value) },
            uniquingKeysWith: { $0.union($1) })
        return renamed
    }

    /// On what conditions to notify of a recipient; nil leaves it to Sealpost.
    public func conditions(for recipient: String) -> NotifyConditions? { self[recipient].conditions ?? conditions }
}
