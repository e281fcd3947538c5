// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// How the secure service behaves; nearly all field names are undocumented, so they can be set.
public struct SecureSettings: Sendable {
    /// The form in which `GET /account` lists the DNS records; the documentation shows one and describes the other.
    public enum Shape: String, Sendable, CaseIterable {
        /// One object for each record, as in the documentation's example.
        case flat
        /// `receiving_dns_records`, `sending_dns_records` and a `state` in `domain`, as in the documentation's text.
        case sections
    }

    /// The form in which `POST /message` expects the mail.
    public enum MessageForm: String, Sendable, CaseIterable {
        /// The mail itself as a JSON string.
        case text
        /// The mail as Base64.
        case base64
    }

    /// Where the service lies on the host.
    public var base = "/network/secumailer/securemail"
    /// The form of the DNS records.
    public var shape = Shape.sections
    /// How many calls of `GET /account` find a new domain `unverified` before it is `valid`; nil waits for the command.
    public var validAfter: Int? = 1
    /// Domains that have a valid account from the start.
    public var domains: [String] = []
    /// The names under which `POST /account` takes the address for notifications.
    public var notifyFields = ["email", "email_address", "notification_email", "reseller_email"]
    /// The name of the sender in `POST /message`.
    public var senderField = "sender"
    /// The name of the recipients in `POST /message`.
    public var recipientsField = "recipients"
    /// The name of the mail in `POST /message`.
    public var messageField = "message"
    /// The form of the mail in `POST /message`.
    public var messageForm = MessageForm.text
    /// The status for an accepted message: 200, 201 or 202.
    public var acceptedStatus = 202
    /// The status for a sender whose domain has an account that is not valid yet: 412 or 403.
    public var unverifiedStatus = 412

    /// Makes the default settings.
    public init() {}
}
