// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Dossiers
import Ledgers
public import Mail
import Notices

/// What became of a message for one recipient.
public struct TrackedRecipient: Sendable, Hashable {
    /// The address, as the message names it.
    public var address: String
    /// The address that a rule redirects it to; nil where none does.
    public var redirectedTo: String?
    /// The route's name; empty where none was chosen.
    public var route: String
    /// Where it stands.
    public var status: TrackedStatus
    /// Since when.
    public var since: Timestamp
    /// Why it waits or ended; may be empty.
    public var reason: String
    /// By when it must reach the recipient; nil where nobody said.
    public var deadline: Timestamp?
    /// Its ticket, if it has one.
    public var ticket: Ticket?
    /// Whether nothing more is expected.
    public var isSettled: Bool
    /// What a notice says of it.
    public var told: Told
    /// What happened, in order.
    public var timeline: [TrackedStep]

    /// How it stands, in the sentences of notices.
    public struct Told: Sendable, Hashable {
        /// What happened, short, after the address.
        public var headline: String
        /// What that shows and what not; empty where no notice is about it.
        public var meaning: String
        /// What a person is to do; empty where there is nothing to do.
        public var advice: String

        /// Makes what is told.
        public init(headline: String, meaning: String = "", advice: String = "") {
            self.headline = headline
            self.meaning = meaning
            self.advice = advice
        }
    }

    /// Makes a recipient.
    public init(
        address: String, redirectedTo: String? = nil, route: String, status: TrackedStatus, since: Timestamp,
        reason: String = "", deadline: Timestamp? = nil, ticket: Ticket? = nil, isSettled: Bool, told: Told,
        timeline: [TrackedStep] = []
    ) {
        self.address = address
        self.redirectedTo = redirectedTo
        self.route = route
        self.status = status
        self.since = since
        self.reason = reason
        self.deadline = deadline
        self.ticket = ticket
        self.isSettled = isSettled
        self.told = told
        self.timeline = timeline
    }

    /// Tells what the ledger knows of a recipient.
    init(_ record: RecipientRecord, of standing: Standing, entries: [LogEntry], route: TrackedRoute?) {
        let progress = standing.progress(of: record)
        let status: TrackedStatus =
            record.state == .sent ? progress.event.map(TrackedStatus.event) ?? .state(.sent) : .state(record.state)
        let learnt = standing.reports.last {
            $0.recipient == record.id && $0.report.genuineness.isProven && $0.report.event == progress.event
        }?.recorded
        let isEvent = if case .event = status { true } else { false }
        self.init(
            address: record.address, redirectedTo: record.redirectedTo, route: record.route?.rawValue ?? "",
            status: status, since: (isEvent ? progress.time ?? learnt : nil) ?? record.changed,
            reason: isEvent || status == .state(.sent) ? "" : record.reason, deadline: record.mustReachBy,
            ticket: record.ticket,
            isSettled: status.isSettled(isFollowed: route?.isFollowed ?? false),
            told: Told(status, Knowledge(entries), record, of: standing.message.id, kind: route?.kind),
            timeline: TrackedStep.timeline(entries))
    }
}

extension TrackedRecipient.Told {
    fileprivate init(
        _ status: TrackedStatus, _ knowledge: Knowledge?, _ record: RecipientRecord, of message: String,
        kind: RouteKind?
    ) {
        guard let happening = status.happening else {
            self.init(headline: TrackedStep.words.state(status.word), meaning: knowledge?.words ?? Knowledge.unknown)
            return
        }
        var told = Notice.Recipient(
            address: record.destination, happening: happening, time: record.changed, kind: kind,
            routeName: record.route?.rawValue ?? "", reason: record.reason, holdCause: record.holdCause,
            answer: record.answer, ticket: record.ticket)
        told.lostRequests = record.losses
        let words = NoticeWords(language: "en")
        let isVouched = knowledge == .vouched && status == .state(.sent)
        let advice =
            switch happening {
            case .actionNeeded: words.advice(told, id: message)
            case .held, .uncertain, .delayed: "sealpost queue show \(message)"
            default: ""
            }
        self.init(
            headline: isVouched
                ? TrackedStep.words.happened(DeliveryStep.vouch.rawValue, event: nil, isProven: false)
                : words.headline(told),
            meaning: status.isCovered(by: knowledge, lostRequests: record.losses)
                ? words.meaning(told) : knowledge?.words ?? Knowledge.unknown,
            advice: advice)
    }
}

extension TrackedStatus {
    /// Whether what a notice says of it is all that there is to say: not where a request may have been taken before, or nobody
    /// but a person says that it was.
    fileprivate func isCovered(by knowledge: Knowledge?, lostRequests: Int) -> Bool {
        switch (self, knowledge) {
        case (.event, _), (.state(.uncertain), _), (_, .notSent), (_, .underWay), (_, .taken), (_, .ended): true
        case (.state(.deferred), .uncertain): lostRequests > 0
        case (_, .uncertain), (_, .vouched), (_, .endedUncertain), (_, nil): false
        }
    }
}
