// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail
public import RegularExpressions

/// How one service's status mails are told from others, and what they say.
///
/// No form of these mails is documented, so all of it is a site's own setting.
public struct StatusMailForm: Sendable {
    /// What a mail has to hold to mean an event: every pattern that is given has to be found.
    public struct Meaning: Sendable {
        /// The event.
        public var event: DeliveryEvent
        /// Looked for in the subject.
        public var subject: RegularExpression?
        /// Looked for in the text.
        public var body: RegularExpression?

        /// Makes a meaning; without any pattern no mail has it.
        public init(event: DeliveryEvent, subject: RegularExpression?, body: RegularExpression?) {
            self.event = event
            self.subject = subject
            self.body = body
        }
    }

    /// Where a ticket's token stands: in the links to its page.
    public static let usualToken = "ticket_token=([A-Za-z0-9._~%-]+)"

    /// The domain that writes and signs these mails, in lower case; its subdomains too.
    public var domain: String
    /// Finds the token, in its first group; nil where such mails name none.
    public var token: RegularExpression?
    /// What they mean.
    public var meanings: [Meaning]
    /// The name of the receiver's mail server whose `Authentication-Results` are believed; nil for none.
    public var authenticator: String?

    /// Makes a form.
    public init(domain: String, token: RegularExpression?, meanings: [Meaning], authenticator: String? = nil) {
        self.domain = domain.lowercased()
        self.token = token
        self.meanings = meanings
        self.authenticator = authenticator?.lowercased()
    }

    /// Whether a domain is this one, or lies in it.
    func covers(_ other: String) -> Bool {
        let other = other.lowercased()
        return other == domain || other.hasSuffix("." + domain)
    }
}
