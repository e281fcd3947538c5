// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The header fields in which Sealpost tells the sender something, in notices and in copies of what was sent.
///
/// Whoever reads them believes them, so one that a message brings along is in neither.
public enum OwnField: String, Sendable, CaseIterable {
    /// The message's id in the spool.
    case message = "X-Sealpost-Message"
    /// The worst that happened.
    case state = "X-Sealpost-State"
    /// A recipient, with state and ticket.
    case recipient = "X-Sealpost-Recipient"
    /// The ticket of a registered mail.
    case ticket = "X-Sealpost-Ticket"
    /// The number and hash of an entry in the ledger's log.
    case log = "X-Sealpost-Log"

    /// Whether a field of this name is one of them; header names have no case.
    public static func isName(_ name: String) -> Bool {
        allCases.contains { $0.rawValue.lowercased() == name.lowercased() }
    }
}
