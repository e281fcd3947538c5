// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// What the log shows of a mail to one recipient, and what it leaves open.
public enum Knowledge: String, Sendable, Hashable, CaseIterable {
    /// Nothing was sent so far.
    case notSent = "not-sent"
    /// A request is about to leave, or has left, and nothing is written of its outcome.
    case underWay = "under-way"
    /// Whether it was sent nobody knows.
    case uncertain
    /// The other side said that it took it.
    case taken
    /// A person said that it was sent; no answer shows it.
    case vouched
    /// It was not sent and won't be.
    case ended
    /// It won't be sent again, and whether it was sent before nobody knows.
    case endedUncertain = "ended-uncertain"

    /// Judges a recipient's steps, in order.
    ///
    /// That a request was lost once stays open, whatever came after it, until an answer or a person says that it was sent.
    public init(_ steps: [(step: DeliveryStep, state: DeliveryState)]) {
        var wasLost = false
        for step in steps where step.step == .lose { wasLost = true }
        switch (steps.last?.state ?? .queued, steps.last?.step) {
        case (.sent, .vouch): self = .vouched
        case (.sent, _): self = .taken
        case (.sending, _): self = .underWay
        case (.uncertain, _): self = .uncertain
        case (.refused, _), (.cancelled, _): self = wasLost ? .endedUncertain : .ended
        case (.queued, _), (.decided, _), (.deferred, _), (.held, _): self = wasLost ? .uncertain : .notSent
        }
    }
}
