// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// A call on the ledger that its state does not allow.
public enum LedgerFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// A step that can't happen in the state that the recipient is in.
    case impossibleStep(DeliveryStep, from: DeliveryState, recipient: String, message: String)
    /// A claim that somebody else has by now.
    case lostClaim(message: String)
    /// A ticket that another mail has.
    case otherTicket(String, message: String, recipient: String)
    /// The beginning or end of an id that fits several messages.
    case ambiguous(String, matches: [String])

    /// What happened, and to which message.
    public var description: String {
        switch self {
        case .impossibleStep(let step, let state, let recipient, let message):
            "\(message): can't \(step.rawValue) the mail to \(recipient), which is \(state.rawValue)"
        case .lostClaim(let message): "\(message): another process has taken this delivery over"
        case .otherTicket(let token, let message, let recipient):
            "the ticket \(token) is that of the mail \(message) to \(recipient): look again which one is meant"
        case .ambiguous(let id, let matches):
            "\(id): the ids of \(matches.count) messages begin or end so, type more of it"
        }
    }
}
