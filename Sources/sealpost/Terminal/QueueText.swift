// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Ledgers
import Mail

/// What waits and why, for a person at a terminal.
struct QueueText {
    let standings: [Standing]
    /// How many messages the doors have accepted at which nobody has looked yet.
    let accepted: Int
    let style: Style

    init(_ standings: [Standing], accepted: Int, style: Style) {
        self.standings = standings
        self.accepted = accepted
        self.style = style
    }

    /// A message in one line, and each of its recipients in one below it.
    var lines: [String] {
        var lines: [String] = []
        for standing in standings {
            let message = standing.message
            let subject = message.subject.isEmpty ? "(no subject)" : PlainText.fitted(message.subject, 48)
            let arrived = message.arrived.formatted("%Y-%m-%d %H:%M", inUTC: false)
            lines.append("\(style.bold(message.id))  \(style.dim(arrived))  \(subject)")
            lines += standing.recipients.map { "  " + line(of: $0) }
        }
        if accepted > 0 { lines.append("\(accepted) accepted, to be looked at by the next delivery") }
        return lines.isEmpty ? ["Nothing waits."] : lines
    }

    private func line(of recipient: RecipientRecord) -> String {
        let state = Self.coloured(recipient.state, style, width: 11)
        let route = (recipient.route?.rawValue ?? "-").padding(12)
        let next =
            recipient.state == .deferred ? recipient.nextAttempt.map { ", again at \(Self.clock($0))" } ?? "" : ""
        return state + route + recipient.address.onOneLine.padding(28) + Self.why(recipient) + next
    }

    private static func why(_ recipient: RecipientRecord) -> String {
        switch recipient.state {
        case .sent:
            recipient.ticket.map { "ticket \($0.token.onOneLine)" } ?? PlainText.fitted(recipient.reason, 80)
        case .queued, .decided: ""
        case .sending, .deferred, .held, .uncertain, .refused, .cancelled: PlainText.fitted(recipient.reason, 110)
        }
    }

    /// All that is known of one message.
    static func details(of standing: Standing, style: Style) -> [String] {
        let message = standing.message
        let fields = [
            ("Id", message.id), ("Subject", message.subject), ("From", message.sender.mailbox),
            ("Message-ID", message.messageID), ("Came by", message.door.rawValue),
            ("Accepted", message.arrived.rfc3339),
            ("Size", "\(message.size) bytes"),
        ]
        var lines = fields.map { style.bold(($0.0 + ":").padding(13)) + $0.1.onOneLine }
        for recipient in standing.recipients {
            lines += ["", style.bold(recipient.address.onOneLine)]
            lines += details(of: recipient, style: style).map {
                "  " + ($0.0 + ":").padding(13) + $0.1.onOneLine
            }
            lines += next(for: recipient, of: message.id).map { "  " + $0 }
        }
        return lines
    }

    private static func details(of recipient: RecipientRecord, style: Style) -> [(String, String)] {
        var fields = [("State", recipient.state.rawValue), ("Since", recipient.changed.rfc3339)]
        if let address = recipient.redirectedTo { fields.append(("Redirected", address)) }
        if let route = recipient.route { fields.append(("Route", route.rawValue)) }
        if !recipient.places.isEmpty {
            fields.append(("Rules", recipient.places.map(\.description).joined(separator: ", ")))
        }
        if !recipient.reason.isEmpty { fields.append(("Reason", recipient.reason)) }
        if let answer = recipient.answer {
            fields.append(("Answer", "\(answer.host) \(answer.code.map(String.init) ?? "") \(answer.text)"))
        }
        if let ticket = recipient.ticket { fields += [("Ticket", ticket.token), ("Follow it at", ticket.url)] }
        fields += [("Attempts", "\(recipient.attempts)"), ("Identifier", recipient.identifier)]
        if recipient.state == .deferred, let next = recipient.nextAttempt {
            fields.append(("Next attempt", next.rfc3339))
        }
        return fields
    }

    /// What a person can do about it.
    private static func next(for recipient: RecipientRecord, of id: String) -> [String] {
        switch recipient.state {
        case .held:
            let byItself =
                recipient.holdCause?.isMendedElsewhere == true
                ? ["Mend what the reason names, and it is decided about again; or run one of:"]
                : ["To decide, run one of:"]
            return byItself + ["  sealpost queue release \(id) --route NAME", "  sealpost queue cancel \(id)"]
        case .uncertain:
            return [
                "Find out whether it was sent, and run one of:", "  sealpost queue resolve \(id) --sent",
                "  sealpost queue resolve \(id) --send-again",
            ]
        case .queued, .decided, .sending, .deferred, .sent, .refused, .cancelled: return []
        }
    }

    private static func clock(_ time: Timestamp) -> String { time.formatted("%Y-%m-%d %H:%M:%S", inUTC: false) }

    private static func coloured(_ state: DeliveryState, _ style: Style, width: Int) -> String {
        let text = state.rawValue.padding(width)
        return switch state {
        case .sent: style.green(text)
        case .held, .deferred: style.yellow(text)
        case .uncertain, .refused: style.red(text)
        case .queued, .decided, .sending, .cancelled: text
        }
    }
}
