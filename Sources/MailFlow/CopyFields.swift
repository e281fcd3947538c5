// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Ledgers
import Mail

/// What a copy of a message says of its sending, in fields above its own header.
///
/// It says what is known when the copy is filed. Mail programs and IMAP servers remember what they read of a file, and take
/// one that changes for damaged, so what happens later is told by notices, in the message's thread.
enum CopyFields {
    /// The message's id, the worst of its states, each recipient with state and ticket, and each ticket.
    static func of(_ standing: Standing) -> [MarkedMessage.Field] {
        let worst = standing.recipients.map(\.state).max { gravity(of: $0) < gravity(of: $1) }
        let tickets = standing.recipients.compactMap { $0.ticket.map { plain($0.token) } }
        return [field(.message, standing.message.id)] + (worst.map { [field(.state, $0.rawValue)] } ?? [])
            + standing.recipients.map { field(.recipient, line($0)) } + tickets.map { field(.ticket, $0) }
    }

    private static func field(_ field: OwnField, _ value: String) -> MarkedMessage.Field {
        MarkedMessage.Field(name: field.rawValue, lines: [value])
    }

    private static func line(_ recipient: RecipientRecord) -> String {
        "<\(plain(recipient.destination))>; state=\(recipient.state.rawValue)"
            + (recipient.ticket.map { "; ticket=\(plain($0.token))" } ?? "")
    }

    /// In the order in which notices have it; a copy is filed in no state but these.
    private static func gravity(of state: DeliveryState) -> Int {
        [.sent, .cancelled, .held, .refused, .uncertain].firstIndex(of: state) ?? 0
    }

    /// The text with a question mark for all that could end the field, the address or the ticket early.
    private static func plain(_ text: String) -> String {
        String(text.onOneLine.unicodeScalars.map { "<>; ".unicodeScalars.contains($0) ? "?" : Character($0) })
    }
}
