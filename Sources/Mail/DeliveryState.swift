// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Where one recipient of one message stands.
public enum DeliveryState: String, Sendable, Hashable, Codable, CaseIterable {
    /// Accepted by a door; nothing decided.
    case queued
    /// The rules chose a route; nothing sent.
    case decided
    /// A request is about to leave, or has left, and its outcome is not recorded yet.
    case sending
    /// Not taken, surely not; will be tried again.
    case deferred
    /// Waits for a person.
    case held
    /// May have been sent: only a person, or a found ticket, decides.
    case uncertain
    /// Taken by the service or the next mail system.
    case sent
    /// Will never be taken.
    case refused
    /// Ended by a person, or by a rule that discards.
    case cancelled

    /// Whether nothing more happens to it by itself or by a person's release.
    public var isFinal: Bool {
        switch self {
        case .sent, .refused, .cancelled: true
        case .queued, .decided, .sending, .deferred, .held, .uncertain: false
        }
    }
}
