// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The columns of a recipient's row that the log vouches for, beside its state.
///
/// What is missing here, such as the time of the next attempt, says nothing of what happened.
enum EvidenceColumn: String, CaseIterable {
    case redirectedTo = "redirected_to"
    case route
    case options
    case places
    case attempts
    case holdCause = "hold_cause"
    case answer
    case ticketToken = "ticket_token"
    case ticketURL = "ticket_url"
    case fingerprint
    case mustReachBy = "must_reach_by"
    case losses
    case decidedAt = "decided_at"

    /// What a new row holds.
    var initial: String? {
        switch self {
        case .options: "{}"
        case .places: "[]"
        case .attempts, .losses, .decidedAt: "0"
        case .redirectedTo, .route, .holdCause, .answer, .ticketToken, .ticketURL, .fingerprint, .mustReachBy: nil
        }
    }

    /// The columns that entries name since a later version, with which a message's history begins by then: where no entry names
    /// one, the log doesn't vouch for it.
    static let named: [EvidenceColumn] = [.losses, .decidedAt]

    /// The columns of a message's row that the log vouches for.
    static let ofMessage = [
        "door", "arrived", "sender_name", "sender", "message_id", "subject", "size", "notification",
    ]
}
