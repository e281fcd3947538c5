// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Mail

/// A registered mail on its way: the service calls it a "biljet".
public struct RegisteredTicket: Sendable, Hashable, Codable {
    /// The opaque token.
    public let token: String
    /// The number of the request that made it.
    public let request: Int
    /// The sender's address.
    public let sender: String
    /// The sender's name.
    public let senderName: String
    /// The recipient's address.
    public let recipient: String
    /// The subject.
    public let subject: String
    /// The recipient's language, `nl` where the request named none.
    public let language: String
    /// The attachments.
    public let attachments: [AcceptedAttachment]
    /// What happened, in order.
    public private(set) var history: [TicketEvent]

    init(token: String, request: Int, _ mail: RegisteredMail, at now: Timestamp) {
        self.token = token
        self.request = request
        sender = mail.sender
        senderName = mail.senderName
        recipient = mail.recipient
        subject = mail.subject
        language = mail.language.isEmpty ? "nl" : mail.language
        attachments = mail.attachments.map(\.described)
        history = [TicketEvent(kind: .submitted, milliseconds: now.milliseconds, detail: "")]
    }

    /// What happened last.
    public var state: TicketEvent.Kind { history.last?.kind ?? .submitted }

    /// Whether the recipient can still accept or refuse it.
    public var isOpen: Bool { TicketEvent.Kind.accepted.canFollow(state) }

    /// Whether the recipient has accepted it at any time, so that its content is theirs.
    public var isAccepted: Bool { history.contains { $0.kind == .accepted } }

    /// Adds an event; one that can't follow the state is an error unless it is forced, as a service out of step would.
    mutating func add(
        _ kind: TicketEvent.Kind, at now: Timestamp, detail: String = "", forced: Bool = false
    ) throws(SandboxError) {
        guard forced || kind.canFollow(state) else { throw .outOfOrder(kind, after: state) }
        history.append(TicketEvent(kind: kind, milliseconds: now.milliseconds, detail: detail))
    }
}
