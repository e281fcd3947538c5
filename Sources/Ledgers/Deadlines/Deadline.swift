// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// A mail that must reach a recipient by some time, with all that is known of it.
public struct Deadline: Sendable, Hashable {
    /// The message.
    public var message: MessageRecord
    /// The recipient.
    public var recipient: RecipientRecord
    /// The deadline.
    public var time: Timestamp
    /// What was reported of the recipient.
    public var reports: [LoggedReport]
    /// What was raised before.
    public var entries: [DeadlineEntry]

    /// How it stands.
    public func verdict(on terms: DeadlineTerms, at now: Timestamp) -> DeadlineVerdict {
        DeadlineVerdict(self, on: terms, at: now)
    }
}

extension Deadline {
    /// The deadline of a recipient; nil where it has none.
    init?(_ recipient: RecipientRecord, in standing: Standing) {
        guard let time = recipient.mustReachBy else { return nil }
        self.init(
            message: standing.message, recipient: recipient, time: time,
            reports: standing.reports.filter { $0.recipient == recipient.id },
            entries: standing.deadlineEntries.filter { $0.recipient == recipient.id && $0.deadline == time })
    }
}

extension Standing {
    /// The recipients whom the message must reach by some time.
    public var deadlines: [Deadline] { recipients.compactMap { Deadline($0, in: self) } }
}
