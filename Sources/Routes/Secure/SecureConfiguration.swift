// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What the secure service is like: its documentation names no field of a message, so every name is a setting.
public struct SecureConfiguration: Sendable {
    /// How the message stands in the request.
    public enum MessageEncoding: String, Sendable, CaseIterable {
        /// As a JSON string, with JSON's own escapes: the plain reading of "MIME-encoded, escaped".
        case text
        /// As Base64 in a JSON string.
        case base64
    }

    /// How several recipients stand in the request.
    public enum RecipientForm: String, Sendable, CaseIterable {
        /// As an array of strings.
        case array
        /// As one string, separated by commas.
        case commas
    }

    /// The service's documented base address.
    public static let standardURL = "https://api-prd.kpn.com/network/secumailer/securemail"

    /// Where mail is sent to, below the base address.
    public var messagePath: String
    /// Where domains are, below the base address.
    public var accountPath: String
    /// The member that holds the sender.
    public var senderField: String
    /// The member that holds the recipients.
    public var recipientsField: String
    /// The member that holds the message.
    public var messageField: String
    /// The member that holds the address for notifications, when an account is made.
    public var notifyField: String
    /// The query parameter that names the domain whose records are asked for.
    public var domainParameter: String
    /// How several recipients stand in the request.
    public var recipientForm: RecipientForm
    /// How the message stands in the request.
    public var messageEncoding: MessageEncoding
    /// The largest request body, in bytes; the service names no limit.
    public var maximumRequestBytes: Int

    /// Makes a configuration.
    public init(
        messagePath: String = "/message", accountPath: String = "/account", senderField: String = "sender",
        recipientsField: String = "recipients", messageField: String = "message", notifyField: String = "email",
        domainParameter: String = "domain", recipientForm: RecipientForm = .array,
        messageEncoding: MessageEncoding = .text, maximumRequestBytes: Int = 10_000_000
    ) {
        self.messagePath = messagePath
        self.accountPath = accountPath
        self.senderField = senderField
        self.recipientsField = recipientsField
        self.messageField = messageField
        self.notifyField = notifyField
        self.domainParameter = domainParameter
        self.recipientForm = recipientForm
        self.messageEncoding = messageEncoding
        self.maximumRequestBytes = maximumRequestBytes
    }
}
