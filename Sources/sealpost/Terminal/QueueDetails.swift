// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Ledgers
import Mail

/// All that is known of one message, for a person at a terminal, and what that person can do.
struct QueueDetails {
    private let standing: Standing
    private let content: ContentKeeping
    private let style: Style
    /// The columns of the terminal; nil where there is none.
    private let columns: Int?

    init(_ standing: Standing, content: ContentKeeping, style: Style, columns: Int?) {
        self.standing = standing
        self.content = content
        self.style = style
        self.columns = columns
    }

    /// The message's fields, and a block for each recipient.
    var lines: [String] {
        let message = standing.message
        let fields = [
            ("Id", message.id), ("Subject", message.subject), ("From", message.sender.mailbox),
            ("Message-ID", message.messageID), ("Came by", message.door.rawValue),
            ("Accepted", message.arrived.rfc3339), ("Size", "\(message.size) bytes"), ("Content", content.text),
        ]
        var lines = fields.flatMap { field($0.0, $0.1, indent: 0) }
        for recipient in standing.recipients {
            lines += ["", style.bold(recipient.address.onOneLine)]
            lines += Self.fields(of: recipient).flatMap { field($0.0, $0.1, indent: 2) }
            lines += next(for: recipient).map { "  " + $0 }
        }
        return lines
    }

    private func field(_ label: String, _ value: String, indent: Int) -> [String] {
        let head = String(repeating: " ", count: indent) + (label + ":").padding(13)
        var lines = PlainText.wrapped(value.onOneLine, columns: columns ?? .max, indent: head.count)
        let first = String(lines[0].dropFirst(head.count))
        let state = label == "State" ? DeliveryState(rawValue: value) : nil
        lines[0] = style.bold(head) + (state.map { QueueText.coloured($0, first, style) } ?? first)
        return lines
    }

    private static func fields(of recipient: RecipientRecord) -> [(String, String)] {
        var fields = [("State", recipient.state.rawValue), ("Since", recipient.changed.rfc3339)]
        if let address = recipient.redirectedTo { fields.append(("Redirected", address)) }
        if let route = recipient.route { fields.append(("Route", route.rawValue)) }
        if !recipient.places.isEmpty {
            fields.append(("Rules", recipient.places.map(\.description).joined(separator: ", ")))
        }
        if !recipient.reason.isEmpty { fields.append(("Reason", recipient.reason)) }
        if let answer = recipient.answer {
            let parts = [answer.host, answer.code.map(String.init) ?? "", answer.text]
            fields.append(("Answer", parts.filter { !$0.isEmpty }.joined(separator: " ")))
        }
        if let ticket = recipient.ticket { fields += [("Ticket", ticket.token), ("Follow it at", ticket.url)] }
        fields += [("Attempts", "\(recipient.attempts)"), ("Identifier", recipient.identifier)]
        if let deadline = recipient.mustReachBy { fields.append(("Must reach by", deadline.rfc3339)) }
        if let next = recipient.nextAttempt, [.decided, .deferred].contains(recipient.state) {
            fields.append(("Next attempt", next.rfc3339))
        }
        return fields
    }

    /// What a person can do about it.
    private func next(for recipient: RecipientRecord) -> [String] {
        let id = standing.message.id
        let cancel = "  sealpost queue cancel \(id)"
        guard content.isKept else {
            if recipient.state == .uncertain {
                return [
                    "It can't be sent any more. Find out whether it was sent, and run one of:",
                    "  sealpost queue resolve \(id) --sent", cancel,
                ]
            }
            return [.held, .deferred, .decided].contains(recipient.state)
                ? ["It can't be sent any more. To end it:", cancel] : []
        }
        switch recipient.state {
        case .held:
            let byItself =
                recipient.holdCause?.isMendedElsewhere == true
                ? "Mend what the reason names, and it is decided about again; or run one of:" : "To decide, run one of:"
            let route = recipient.route == nil ? " --route NAME" : ""
            return [byItself, "  sealpost queue release \(id)\(route)", cancel]
        case .uncertain:
            return [
                "Find out whether it was sent, and run one of:", "  sealpost queue resolve \(id) --sent",
                "  sealpost queue resolve \(id) --send-again", cancel,
            ]
        case .deferred:
            return [
                "It is tried again by itself. Or run one of:", "  sealpost queue retry \(id)",
                "  sealpost queue hold \(id)", cancel,
            ]
        case .queued, .decided, .sending, .sent, .refused, .cancelled: return []
        }
    }
}
