// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
public import Ledgers
import Mail
import Settings

/// How mails are looked after that must reach their recipients by some time.
public struct DeadlinePlan: Sendable {
    /// Where they stand.
    public var ledger: any DeadlineLedger
    /// What counts as having reached somebody, and when a person is told.
    public var terms: DeadlineTerms

    /// Makes a plan.
    public init(ledger: any DeadlineLedger, terms: DeadlineTerms) {
        self.ledger = ledger
        self.terms = terms
    }
}

extension Assembly {
    /// What the settings say of deadlines.
    public var deadlineTerms: DeadlineTerms {
        DeadlineTerms(
            reachedBy: settings.deadline.reachedBy == .announced ? .announced : .accepted,
            warnBefore: settings.deadline.warnBefore, announceWithin: settings.deadline.announceWithin,
            announcing: Set(ways.filter { $0.value.kind == .registered }.keys))
    }
}

extension Mailbox {
    /// The most that are looked at in one transaction.
    private static let mostDeadlines = 100

    /// Looks at the mails whose time comes, and writes down what a person is to be told.
    func judgeDeadlines() {
        guard let deadlines else { return }
        tolerating("deadlines") {
            var judged = Self.mostDeadlines
            while judged == Self.mostDeadlines {
                let found = try deadlines.ledger.judgeDeadlines(
                    on: deadlines.terms, limit: Self.mostDeadlines, at: clock().wall)
                for one in found.raised { log.raised(one.message, one.recipient, one.alarm) }
                judged = found.judged
            }
        }
    }
}
