// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// All that the ledger knows of one message.
public struct Standing: Sendable, Hashable {
    /// The message.
    public var message: MessageRecord
    /// Its recipients, in the order of the envelope.
    public var recipients: [RecipientRecord]
    /// The events that nobody has been told of yet, in order.
    public var untold: [LedgerEvent]
    /// What was reported of the recipients after they were sent to, in the order in which it came.
    public var reports: [LoggedReport]
    /// What was written down about the time by which it must reach its recipients, in that order.
    public var deadlineEntries: [DeadlineEntry] = []
    /// The number of the last event that people were told of.
    public var told: Int64
    /// The number of the last event.
    public var lastEvent: Int64
    /// The log's head as it was after the last of the untold events, or else after the last one; nil where there is none.
    public var head: LogHead?
    /// In which folder a copy of the message lies.
    public var filing: Filing?
    /// Since when nothing more can happen to it; nil while something can.
    public var finished: Timestamp?
    /// When its content was deleted from the spool; nil while it is kept.
    public var contentDeleted: Timestamp?

    /// The reports that say something new and that nobody has been told of yet.
    public var news: [LoggedReport] { reports.filter { $0.number > told && $0.isNews } }

    /// How far a recipient's mail has come by the reports.
    public func progress(of recipient: RecipientRecord) -> DeliveryProgress {
        DeliveryProgress(reports.lazy.filter { $0.recipient == recipient.id }.map(\.report))
    }

    /// In which folder a copy belongs; nil while deliveries are still under way.
    public var properFiling: Filing? {
        let states = Set(recipients.map(\.state))
        if !states.isDisjoint(with: [.queued, .decided, .sending, .deferred]) { return nil }
        if !states.isDisjoint(with: [.held, .uncertain]) { return .held }
        return states.contains(.sent) ? .sent : .failed
    }

    /// Whether nothing is about to become of it within moments, so that one notice can tell all that is new.
    ///
    /// A recipient who waits for a blocked account is no reason to keep the others' news back.
    public func isQuiet(at now: Timestamp) -> Bool {
        recipients.allSatisfy { recipient in
            switch recipient.state {
            case .queued, .sending: false
            case .decided:
                recipient.changed.advanced(bySeconds: 60) < now
                    || untold.last { $0.recipient == recipient.id }?.step == .delay
            case .deferred, .held, .uncertain, .sent, .refused, .cancelled: true
            }
        }
    }
}
