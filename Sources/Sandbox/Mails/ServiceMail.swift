// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import DKIM
internal import Mail
internal import TransferEncodings

/// A mail by which a service tells a sender something.
///
/// No form of these mails is documented: words and fields are the sandbox's own.
struct ServiceMail: Sendable {
    /// What the secure service writes about.
    enum Matter: String, Sendable, CaseIterable {
        /// The mail could not be delivered.
        case undeliverable
        /// The service wants to know the recipient's phone number.
        case phoneNumber
    }

    let to: String
    let subject: String
    let lines: [String]

    /// Tells of an event of a ticket.
    init(_ ticket: RegisteredTicket, _ text: String, page: String) {
        to = ticket.sender
        subject = "\(text): \(ticket.subject)"
        lines = [
            "\(text).", "", "Onderwerp: \(ticket.subject)", "Aan: \(ticket.recipient)", "",
            "Uw biljet: \(page)",
        ]
    }

    /// Tells the sender of a secure mail something.
    init(_ matter: Matter, sender: String, recipient: String, subject: String) {
        to = sender
        switch matter {
        case .undeliverable:
            self.subject = "Undeliverable: \(subject)"
            lines = ["Your message \"\(subject)\" could not be delivered securely to \(recipient)."]
        case .phoneNumber:
            self.subject = "Phone number needed: \(subject)"
            lines = ["Please register a mobile phone number of \(recipient), who cannot open \"\(subject)\" without."]
        }
    }

    /// The mail as a Maildir holds it.
    func bytes(from domain: String, _ forgery: Forgery, _ signer: DKIMSigner, forger: DKIMSigner, at now: Timestamp)
        -> [UInt8]
    {
        let claim =
            "Authentication-Results: \(HostName.current); dkim=pass header.d=\(domain)\n"
        let text = """
            From: Status <status@\(domain)>
            To: <\(to)>
            Subject: \(EncodedWord.encode(subject, column: 9))
            Date: \(now.rfc5322)
            Message-ID: <\(Opaque.identifier())@\(domain)>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            \(lines.joined(separator: "\n"))

            """
        let chosen: DKIMSigner? =
            switch forgery {
            case .none, .tampered: signer
            case .otherKey, .otherDomain: forger
            case .unsigned, .claimed: nil
            }
        let field = chosen?.field(for: Array(text.utf8), at: now) ?? ""
        let body = forgery == .tampered ? text + "Changed on its way.\n" : text
        return Array(((forgery == .claimed ? claim : "") + field + body).utf8)
    }
}
