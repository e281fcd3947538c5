// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Something that happened to a registered mail.
public struct TicketEvent: Sendable, Hashable, Codable {
    /// What can happen, in the words of the service's texts; `expired` and `failed` are in none of them.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// The service took the mail.
        case submitted
        /// The announcement went to the recipient.
        case announced
        /// A reminder went to the recipient.
        case reminded
        /// The recipient accepted the mail.
        case accepted
        /// The recipient refused it.
        case refused
        /// The recipient did neither in time.
        case expired
        /// The announcement could not be delivered.
        case failed

        /// Whether nothing more is expected to happen.
        public var isFinal: Bool {
            switch self {
            case .accepted, .refused, .expired, .failed: true
            case .submitted, .announced, .reminded: false
            }
        }

        /// Whether this can happen to a ticket in that state.
        func canFollow(_ state: Kind) -> Bool {
            switch self {
            case .submitted: false
            case .announced: state == .submitted
            case .reminded, .accepted, .refused, .expired: state == .announced || state == .reminded
            case .failed: !state.isFinal
            }
        }
    }

    /// What happened.
    public var kind: Kind
    /// When it happened, in milliseconds since 1970.
    public var milliseconds: Int64
    /// More about it, `statusdetail`; may be empty.
    public var detail: String
}
