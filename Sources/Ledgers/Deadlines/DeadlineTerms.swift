// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// What counts as having reached a recipient, and when a person is told that a mail has not.
public struct DeadlineTerms: Sendable, Hashable {
    /// What shows that a mail reached its recipient.
    public enum Proof: String, Sendable, Hashable, CaseIterable {
        /// The service announced it to the recipient, and that did not come back.
        case announced
        /// The recipient accepted it.
        case accepted
    }

    /// What shows that a mail reached its recipient.
    public var reachedBy: Proof
    /// How long before the deadline another way can still be taken, in seconds.
    public var warnBefore: Double
    /// How long after it was sent a mail is to have been announced, in seconds.
    public var announceWithin: Double
    /// The routes by which mails are announced.
    public var announcing: Set<RouteName>

    /// Makes terms.
    public init(
        reachedBy: Proof = .announced, warnBefore: Double = 2 * 86_400, announceWithin: Double = 2 * 3600,
        announcing: Set<RouteName> = []
    ) {
        self.reachedBy = reachedBy
        self.warnBefore = warnBefore
        self.announceWithin = announceWithin
        self.announcing = announcing
    }

    /// The last moment at which another way can be taken, for a mail that was submitted at `arrived`.
    ///
    /// A mail whose whole time is hardly longer than the warning has half of it first: to be warned of what was sent a moment
    /// ago teaches nobody to heed warnings.
    func lastSafeMoment(of deadline: Timestamp, submitted arrived: Timestamp) -> Timestamp {
        let half = Double(max(0, deadline.milliseconds - arrived.milliseconds)) / 2000
        return deadline.advanced(bySeconds: -min(warnBefore, half))
    }
}
