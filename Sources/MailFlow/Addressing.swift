// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Rules
import Sieve

/// Who a message is from and for, as its header and its envelope say together, and what follows for each recipient.
struct Addressing {
    let message: Message
    let envelope: Envelope
    /// The author, with the display name; the mailbox is empty where there is no From field.
    let author: Address
    /// The addresses, each once, in the order in which they are named.
    let recipients: [String]
    /// What shows that the message goes in a circle; nil where nothing does.
    let loop: String?
    /// The addresses whose mail was just being delivered when the message came here.
    private let delivered: Set<String>

    /// A message that was resent goes to those whom its topmost block of Resent- fields names, and is theirs who resent it:
    /// the others had it the first time (RFC 5322, section 3.6.6).
    ///
    /// A mailbox that is named twice gets one letter. Two that differ in case alone are one: a mail system may tell them
    /// apart (RFC 5321, section 2.4), but none in use does, and a second letter can't be taken back.
    init(_ message: Message, _ envelope: Envelope, by door: Door? = nil, at place: Locality = Locality()) {
        self.message = message
        var envelope = envelope
        envelope.sender = envelope.sender.map(place.qualified)
        envelope.notification = envelope.notification.renamed(place.qualified)
        self.envelope = envelope
        let resent = Self.topmostResentFields(of: message)
        let isResent = resent.contains { ["resent-to", "resent-cc", "resent-bcc"].contains($0.name.lowercased()) }
        let prefix = isResent ? "Resent-" : ""
        let fields = isResent ? resent : message.header
        var author =
            ["From", "Sender"].lazy.flatMap { name in fields.filter { $0.isNamed(prefix + name) } }.flatMap(\.addresses)
            .first ?? Address(mailbox: envelope.sender ?? "")
        author.mailbox = place.qualified(author.mailbox)
        self.author = author
        var addresses = envelope.recipients
        if envelope.readsRecipientsFromHeader {
            let there = Set(envelope.deliveredTo.map { Address(mailbox: $0).canonical })
            for name in ["To", "Cc", "Bcc"] {
                addresses += fields.filter { $0.isNamed(prefix + name) }.flatMap(\.addresses)
                    .filter { !there.contains($0.canonical) }.map(\.mailbox)
            }
        }
        var seen: Set<String> = []
        recipients = addresses.map(place.qualified)
            .filter { !$0.isEmpty && seen.insert(Address(mailbox: $0).canonical).inserted }
        loop = Trace(message.header).loop(through: place.instance)
        delivered = door == .pipe ? Self.delivered(message) : []
    }

    /// The topmost Resent- fields: up to the first that is there a second time, or to a field of an earlier journey, since with
    /// these an earlier block begins.
    private static func topmostResentFields(of message: Message) -> [HeaderField] {
        var names: Set<String> = []
        var block: [HeaderField] = []
        for field in message.header {
            let name = field.name.lowercased()
            if !block.isEmpty, traceFields.contains(name) { break }
            guard name.hasPrefix("resent-") else { continue }
            guard names.insert(name).inserted else { break }
            block.append(field)
        }
        return block
    }

    /// For whom delivering programs say that they were delivering, since the message was last resent.
    private static func delivered(_ message: Message) -> Set<String> {
        let fields = message.header.prefix { !$0.name.lowercased().hasPrefix("resent-") }
        return Set(fields.filter { $0.isNamed("Delivered-To") }.flatMap(\.addresses).map(\.canonical))
    }

    /// Fields that mail systems put above all others when a message passes them (RFC 5321, section 4.4).
    private static let traceFields: Set<String> = ["received", "return-path", "delivered-to"]

    /// The envelope's sender, or the author where the door was told none; the name is the author's in both cases.
    var sender: Address {
        guard let sender = envelope.sender, sender.contains("@") else { return author }
        return Address(name: author.name, mailbox: sender)
    }

    /// What rules find in the envelope's "from": nothing for the null sender (RFC 5228, section 5.4).
    var reversePath: String { envelope.sender == "" ? "" : sender.mailbox }

    /// Whom a route of this kind names as the sender.
    ///
    /// A service writes to people in the author's name; a mail system sends its bounces to the envelope's sender, which can
    /// be nobody. A sender without a domain is a user of this machine, whom its own mail system knows.
    func sender(for kind: RouteKind?) -> Address {
        switch kind {
        case .sendmail: Address(name: author.name, mailbox: envelope.sender ?? author.mailbox)
        case .smtp: envelope.sender == "" ? Address(name: author.name, mailbox: "") : sender
        case .registered, .secure, nil: author
        }
    }

    /// What is to be done for each recipient.
    func decide(_ rules: RuleSet, in surroundings: Surroundings) -> [(recipient: String, decision: Decision)] {
        guard !recipients.isEmpty else { return [("nobody", objection ?? Decision(.hold("")))] }
        let decisions = rules.decide(message: message, sender: reversePath, recipients: recipients, in: surroundings)
        return zip(recipients, decisions).map { ($0, objection(to: $0) ?? $1) }
    }

    /// What ``decide(_:in:)`` says, and why.
    func explain(_ rules: RuleSet, in surroundings: Surroundings) -> Explanation {
        guard !recipients.isEmpty else {
            let decided = decide(rules, in: surroundings)
            return Explanation(recipients: decided.map(RecipientExplanation.init(recipient:decision:)))
        }
        let asked = rules.explain(
            message: message, sender: reversePath, recipients: recipients, in: surroundings)
        return Explanation(
            recipients: zip(recipients, asked.recipients).map { recipient, told in
                objection(to: recipient).map { RecipientExplanation(recipient: recipient, decision: $0) } ?? told
            })
    }

    /// Why no rule is asked about a recipient; nil where rules decide.
    func objection(to recipient: String) -> Decision? {
        if let objection { return objection }
        let address = Address(mailbox: recipient)
        guard address.isComplete || address.isLocalName else {
            return Decision(.refuse("\"\(recipient)\" is no complete mail address"))
        }
        guard delivered.contains(address.canonical) else { return nil }
        let reason = "mail loop: the message came here on its way to \(recipient), and would come again"
        return Decision(.hold(reason), holdCause: .message)
    }

    /// Why no rule is asked about this message; nil where rules decide.
    ///
    /// What could not be read faithfully may be the very field that seems to be missing, so that is held and not refused.
    var objection: Decision? {
        if let loop { return Decision(.hold(loop), holdCause: .message) }
        let missing: String
        if recipients.isEmpty {
            missing = "To, Cc and Bcc name nobody: write the address of a recipient"
        } else if !author.mailbox.contains("@"), !author.isLocalName {
            missing =
                "there is no From field with an address (Resent-From, where it is resent): whoever gets the mail must be told "
                + "who is writing"
        } else {
            return nil
        }
        guard message.isDoubtful else { return Decision(.refuse(missing)) }
        let reason = "\(missing); but the message can't be read faithfully: \(message.graveDoubts)"
        return Decision(.hold(reason), holdCause: .message)
    }
}
