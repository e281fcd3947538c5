// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Who a message is from and for, as the door was told: apart from what its header says.
///
/// RFC 5321, section 2.3.1.
public struct Envelope: Sendable, Hashable, Codable {
    /// The reverse-path without angle brackets; empty for the null sender, nil where the door was not told one.
    public var sender: String?
    /// The forward-paths without angle brackets, in the order given.
    public var recipients: [String]
    /// Whether the recipients named by the header (To, Cc, Bcc, or their Resent- forms) are added to `recipients`.
    ///
    /// True for an outbox, and for `sendmail -t`, which unites both lists as most programs of that name do.
    public var readsRecipientsFromHeader: Bool
    /// What the sender asks of notices.
    public var notification = NotificationRequest()
    /// Addresses to which the message has come already, and to which the header does not send it again.
    ///
    /// A mail that is sent on from somebody's mailbox names that mailbox in its To or Cc: sent there, it would come back here.
    public var deliveredTo: [String] = []

    /// Makes an envelope.
    public init(sender: String? = nil, recipients: [String] = [], readsRecipientsFromHeader: Bool = false) {
        self.sender = sender
        self.recipients = recipients
        self.readsRecipientsFromHeader = readsRecipientsFromHeader
    }
}
