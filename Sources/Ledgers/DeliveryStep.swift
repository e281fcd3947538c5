// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// Something that can happen to one recipient of one message.
public enum DeliveryStep: String, Sendable, Hashable, Codable, CaseIterable {
    /// The rules chose a route.
    case decide
    /// The rules, or a fault before sending, leave it to a person.
    case hold
    /// The rules refuse it, or the other side does, or time is up.
    case refuse
    /// The rules drop it, or a person does.
    case cancel
    /// A request is about to leave.
    case begin
    /// The other side took it.
    case send
    /// A person says that it was sent.
    case vouch
    /// The other side did not take it, surely not, and may later.
    case `defer`
    /// A request left, and what became of it is not known, or not any more.
    case lose
    /// It has waited for long, and the sender is to be told.
    case delay
    /// A person, or a mended rule file, lets a held one be decided again.
    case release

    /// The state that this step leads to from `state`, or nil where it can't happen there.
    ///
    /// The whole of the state machine. There is no step from `sending` or `uncertain` that leads back to `decided` or
    /// `sending` by itself: what may have been sent is never sent again without a person's word, or that of the settings of
    /// a route where a second mail is no second legal act.
    public func state(after state: DeliveryState) -> DeliveryState? {
        switch (state, self) {
        case (.queued, .decide), (.held, .decide): .decided
        case (.queued, .hold), (.decided, .hold), (.deferred, .hold), (.held, .hold): .held
        case (.queued, .refuse), (.held, .refuse), (.decided, .refuse), (.sending, .refuse), (.deferred, .refuse):
            .refused
        case (.queued, .cancel), (.held, .cancel), (.decided, .cancel), (.deferred, .cancel), (.uncertain, .cancel):
            .cancelled
        case (.decided, .begin), (.deferred, .begin): .sending
        case (.sending, .send), (.uncertain, .send), (.decided, .send), (.deferred, .send), (.held, .send),
            (.uncertain, .vouch):
            .sent
        case (.sending, .defer), (.deferred, .delay): .deferred
        case (.sending, .lose), (.decided, .lose), (.deferred, .lose), (.held, .lose): .uncertain
        case (.held, .release), (.uncertain, .release), (.decided, .delay): .decided
        default: nil
        }
    }

    /// Whether a person is told of it.
    public var isWorthANotice: Bool {
        switch self {
        case .hold, .refuse, .send, .lose, .delay: true
        case .decide, .cancel, .begin, .vouch, .defer, .release: false
        }
    }
}
