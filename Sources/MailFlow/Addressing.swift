// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Rules

/// Who a message is from and for, as its header and its envelope say together, and what follows for each recipient.
struct Addressing {
    let message: Message
    let envelope: Envelope
    /// The author, with the display name; the mailbox is empty where there is no From field.
    let author: Address
    /// The addresses, each once, in the order in which they are named.
    let recipients: [String]

    /// A message that was resent goes to those of its Resent- fields only: the others had it the first time
    /// (RFC 5322, section 3.6.6).
    init(_ message: Message, _ envelope: Envelope) {
        self.message = message
        self.envelope = envelope
        author = message.addresses(in: "From").first ?? Address(mailbox: "")
        var addresses = envelope.recipients
        if envelope.readsRecipientsFromHeader {
            let isResent = ["Resent-To", "Resent-Cc", "Resent-Bcc"].contains { message.value(of: $0) != nil }
            let names = ["To", "Cc", "Bcc"].map { isResent ? "Resent-\($0)" : $0 }
            addresses += names.flatMap { message.addresses(in: $0) }.map(\.mailbox)
        }
        var seen: Set<String> = []
        recipients = addresses.filter { !$0.isEmpty && seen.insert(Address(mailbox: $0).canonical).inserted }
    }

    /// The envelope's sender, or the author where the door was told none; the name is the author's in both cases.
    var sender: Address {
        guard let sender = envelope.sender, sender.contains("@") else { return author }
        return Address(name: author.name, mailbox: sender)
    }

    /// Whom a route of this kind names as the sender.
    ///
    /// A service writes to people in the author's name; a mail system sends its bounces to the envelope's sender, which can
    /// be nobody.
    func sender(for kind: RouteKind?) -> Address {
        switch kind {
        case .sendmail, .smtp: Address(name: author.name, mailbox: envelope.sender ?? author.mailbox)
        case .registered, .secure, nil: author
        }
    }

    /// What is to be done for each recipient.
    func decide(_ rules: RuleSet) -> [(recipient: String, decision: Decision)] {
        guard !recipients.isEmpty else {
            return [("nobody", Decision(.refuse("To, Cc and Bcc name nobody: write the address of a recipient")))]
        }
        guard author.mailbox.contains("@") else {
            let reason = "there is no From field with a complete address: a service must be told who is writing"
            return recipients.map { ($0, Decision(.refuse(reason))) }
        }
        let decisions = rules.decide(message: message, sender: sender.mailbox, recipients: recipients)
        return zip(recipients, decisions).map { recipient, decision in
            Self.isUsable(recipient)
                ? (recipient, decision) : (recipient, Decision(.refuse("\"\(recipient)\" is no complete mail address")))
        }
    }

    /// Whether a text can be a recipient: something before and after an `@`, and no character that could end a header
    /// field or an address early.
    static func isUsable(_ text: String) -> Bool {
        let address = Address(mailbox: text)
        let isClean = text.unicodeScalars.allSatisfy { scalar in
            scalar.value > 32 && scalar.value != 127 && !"<>,;".unicodeScalars.contains(scalar)
        }
        return isClean && !address.localPart.isEmpty && !address.domain.isEmpty && !address.domain.hasPrefix(".")
    }
}
