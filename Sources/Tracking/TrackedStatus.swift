// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail
public import Notices
public import TerminalText

/// Where a mail to one recipient stands: its state in the ledger, and once it is sent what was reported of it.
public enum TrackedStatus: Sendable, Hashable {
    /// What Sealpost knows of itself.
    case state(DeliveryState)
    /// What was reported after it was sent, and proven.
    case event(DeliveryEvent)

    /// The word that the queue and the log have for it.
    public var word: String {
        switch self {
        case .state(let state): state.rawValue
        case .event(let event): event.rawValue
        }
    }

    /// What a notice tells of it; nil where there is none about it.
    public var happening: Happening? {
        switch self {
        case .state(.deferred): .delayed
        case .state(let state): Happening(rawValue: state.rawValue)
        case .event(let event): Happening(rawValue: event.rawValue)
        }
    }

    /// How it stands out.
    public var emphasis: StyledText.Emphasis {
        switch self {
        case .state(.sent), .event(.announced), .event(.reminded), .event(.accepted): .good
        case .state(.held), .state(.deferred), .event(.actionNeeded): .waiting
        case .state(.uncertain), .state(.refused), .event(.expired), .event(.undeliverable), .event(.declined): .bad
        case .state(.queued), .state(.decided), .state(.sending), .state(.cancelled): .none
        }
    }

    /// Whether nothing more is expected.
    /// - Parameter isFollowed: Whether it is learned what becomes of the mail once it is sent.
    public func isSettled(isFollowed: Bool) -> Bool {
        switch self {
        case .state(.sent): !isFollowed
        case .state(let state): state.isFinal
        case .event(let event): event.isFinal
        }
    }
}
