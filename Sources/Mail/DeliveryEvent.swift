// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What a service says became of a mail after it took it, from what says least to what says most.
public enum DeliveryEvent: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// The announcement of a registered mail went to the recipient.
    case announced
    /// A reminder of it went to the recipient.
    case reminded
    /// The sender has to do something first, as give the recipient's phone number.
    case actionNeeded = "action-needed"
    /// The time in which the recipient could accept it is over.
    case expired
    /// It, or its announcement, could not be delivered.
    case undeliverable
    /// The recipient declined it.
    case declined
    /// The recipient accepted it.
    case accepted

    /// Whether the service is not expected to say more.
    ///
    /// Others can still come: a late acceptance, or a bounce that was on its way.
    public var isFinal: Bool {
        switch self {
        case .announced, .reminded, .actionNeeded: false
        case .expired, .undeliverable, .declined, .accepted: true
        }
    }

    /// Whether the recipient did it, and no machine.
    public var isByRecipient: Bool { self == .accepted || self == .declined }

    /// Orders by how much is said.
    public static func < (left: DeliveryEvent, right: DeliveryEvent) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
