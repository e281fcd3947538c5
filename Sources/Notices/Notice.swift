// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// A mail that tells the writer what became of a message, one for all that is new about it.
///
/// A report as other mail systems send it, so that people can read it and programs too: RFC 6522 for its shape, RFC 3464
/// for its machine-readable part, RFC 3834 for the field that keeps other programs from answering it.
public struct Notice: Sendable {
    /// What there is to tell of one recipient.
    public struct Recipient: Sendable, Hashable {
        /// The address that gets the mail.
        public var address: String
        /// The address that the message names, where a rule redirects it; nil where none does.
        public var insteadOf: String?
        /// The address that the sender wrote, where the door was told (ORCPT).
        public var originalRecipient: OriginalRecipient?
        /// What happened.
        public var happening: Happening
        /// When it happened.
        public var time: Timestamp
        /// By what kind of route; nil where none was chosen.
        public var kind: RouteKind?
        /// The name of the route in the settings; empty where none was chosen.
        public var routeName: String
        /// Why, or what the other side said, in one line.
        public var reason: String
        /// What has to be mended before it can go on; nil where nothing is on hold.
        public var holdCause: HoldCause?
        /// The other side's answer, where there was one.
        public var answer: Answer?
        /// The ticket of a registered mail.
        public var ticket: Ticket?
        /// How many requests may have been taken of which no answer says so.
        public var lostRequests = 0
        /// Whether the mail's ticket was found later, which shows that it was taken before.
        public var isFound = false
        /// Until when it is tried; nil where it is tried no more, or already ended.
        public var triedUntil: Timestamp?
        /// What a status source reported, where that is what happened.
        public var report: StatusReport?
        /// By when the mail must reach the recipient, where the time for that is what happened.
        public var deadline: Deadline?

        /// Makes what there is to tell.
        public init(
            address: String, insteadOf: String? = nil, originalRecipient: OriginalRecipient? = nil,
            happening: Happening, time: Timestamp, kind: RouteKind?,
            routeName: String, reason: String, holdCause: HoldCause? = nil,
            answer: Answer?, ticket: Ticket?, triedUntil: Timestamp? = nil, report: StatusReport? = nil
        ) {
            self.address = address
            self.insteadOf = insteadOf
            self.originalRecipient = originalRecipient
            self.happening = happening
            self.time = time
            self.kind = kind
            self.routeName = routeName
            self.reason = reason
            self.holdCause = holdCause
            self.answer = answer
            self.ticket = ticket
            self.triedUntil = triedUntil
            self.report = report
        }
    }

    /// The part of a message behind its header.
    public struct Body: Sendable {
        /// The message's bytes.
        public var source: any MessageBytes
        /// Where the body lies in them.
        public var range: Range<Int>

        /// Takes a range of a message.
        public init(source: any MessageBytes, range: Range<Int>) {
            self.source = source
            self.range = range
        }
    }

    /// The message's id in the spool.
    public var id: String
    /// The sender's own name for this sending (ENVID).
    public var envelopeID: EnvelopeID?
    /// The number of the last event told, which makes the notice's own Message-ID.
    public var event: Int64
    /// When that was written down.
    public var time: Timestamp
    /// Whom it tells: the message's sender.
    public var sender: Address
    /// The message's Message-ID without angle brackets; empty where it has none.
    public var messageID: String
    /// The message's decoded subject.
    public var subject: String
    /// When a door accepted the message.
    public var arrived: Timestamp
    /// What there is to tell, in the order of the envelope.
    public var recipients: [Recipient]
    /// The message's header as it stands, of which Bcc is left out.
    public var header: [UInt8]
    /// The message's body, where the sender wants all of it enclosed (RET=FULL); nil encloses the header alone.
    public var body: Body?
    /// The name of this host.
    public var host: String
    /// The hash of the log's entry for the event, in hexadecimal digits; nil where it has none.
    public var logHash: String?

    /// Makes a notice.
    public init(
        id: String, envelopeID: EnvelopeID? = nil, event: Int64, time: Timestamp = .now(), sender: Address,
        messageID: String, subject: String,
        arrived: Timestamp, recipients: [Recipient], header: [UInt8], body: Body? = nil, host: String,
        logHash: String? = nil
    ) {
        self.id = id
        self.envelopeID = envelopeID
        self.event = event
        self.time = time
        self.sender = sender
        self.messageID = messageID
        self.subject = subject
        self.arrived = arrived
        self.recipients = recipients
        self.header = header
        self.body = body
        self.host = host
        self.logHash = logHash
    }

    /// The worst of what happened: the notice's subject says it.
    public var gravest: Happening { recipients.map(\.happening).max() ?? .sent }
}
