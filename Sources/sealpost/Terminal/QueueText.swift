// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Ledgers
import Mail

/// What waits and why, for a person at a terminal; where there is no terminal, each recipient with all of it on one line.
///
/// Told a page at a time, so that none has to wait in memory for all others: columns are as wide as what was told so far wants.
struct QueueText {
    private let style: Style
    /// The columns of the terminal; nil where there is none.
    private let columns: Int?
    /// How many messages are one page.
    private static let pageLength = 200
    /// The widest route and address that columns were made for.
    private var widths = (route: 0, address: 0)
    private var page: [Standing] = []
    private var messages = 0
    /// How many recipients there are of each state.
    private var counts: [DeliveryState: Int] = [:]

    init(style: Style, columns: Int?) {
        self.style = style
        self.columns = columns
    }

    /// Takes the next message.
    /// - Returns: The lines that can be printed by now.
    mutating func add(_ standing: Standing) -> [String] {
        page.append(standing)
        return page.count < Self.pageLength ? [] : turnPage()
    }

    /// Each message in one line, and each of its recipients below it.
    private mutating func turnPage() -> [String] {
        let recipients = page.flatMap(\.recipients)
        for recipient in recipients {
            widths.route = max(widths.route, min(Self.route(recipient).count, 14))
            widths.address = max(widths.address, min(recipient.address.onOneLine.count, 36))
            counts[recipient.state, default: 0] += 1
        }
        messages += page.count
        defer { page = [] }
        return page.flatMap { standing in
            [head(of: standing.message)]
                + standing.recipients.flatMap { lines(of: $0, routes: widths.route, addresses: widths.address) }
        }
    }

    /// The last page, and what stands below all messages: at a terminal a sum.
    /// - Parameter accepted: How many messages the doors have accepted at which nobody has looked yet.
    consuming func end(accepted: Int) -> [String] {
        var lines = turnPage()
        if columns != nil, messages > 0 {
            lines += ["", style.dim(sum), style.dim("What to do: sealpost queue show LAST-FOUR-OF-ID")]
        }
        if accepted > 0 { lines.append("\(accepted) accepted, to be looked at by the next delivery") }
        return lines.isEmpty && messages == 0 ? ["Nothing waits."] : lines
    }

    /// The end of an id tells messages of one day apart, and is what is typed.
    private func head(of message: MessageRecord) -> String {
        let arrived = message.arrived.formatted("%Y-%m-%d %H:%M", inUTC: false)
        let used = message.id.count + arrived.count + 4
        let subject = message.subject.isEmpty ? "(no subject)" : message.subject
        return style.dim("\(message.id.dropLast(4))") + style.bold("\(message.id.suffix(4))") + "  "
            + style.dim(arrived) + "  " + style.bold(fitted(subject, after: used))
    }

    private func lines(of recipient: RecipientRecord, routes: Int, addresses: Int) -> [String] {
        let state = recipient.state.rawValue.padding(11)
        let rest = Self.route(recipient).padding(routes + 2) + recipient.address.onOneLine
        let why = Self.why(recipient).onOneLine
        let line = "  " + Self.coloured(recipient.state, state, style) + rest
        guard !why.isEmpty else { return [line] }
        let aligned = Self.route(recipient).padding(routes + 2) + recipient.address.onOneLine.padding(addresses + 2)
        guard let columns, 2 + state.count + aligned.count + why.count > columns else {
            return ["  " + Self.coloured(recipient.state, state, style) + aligned + why]
        }
        return [line] + PlainText.wrapped(why, columns: columns, indent: 6, lines: 3)
    }

    private static func route(_ recipient: RecipientRecord) -> String { recipient.route?.rawValue.onOneLine ?? "-" }

    private static func why(_ recipient: RecipientRecord) -> String {
        switch recipient.state {
        case .sent: recipient.ticket.map { "ticket \($0.token)" } ?? recipient.reason
        case .decided:
            recipient.nextAttempt.flatMap { $0 > .now() ? "at \(clock($0))" : nil } ?? ""
        case .queued: ""
        case .deferred: (recipient.nextAttempt.map { "again at \(clock($0)): " } ?? "") + recipient.reason
        case .sending, .held, .uncertain, .refused, .cancelled: recipient.reason
        }
    }

    private var sum: String {
        let counts = DeliveryState.allCases.compactMap { state in self.counts[state].map { "\($0) \(state.rawValue)" } }
        let messages = "\(messages) message\(messages == 1 ? "" : "s")"
        return "\(messages): \(counts.joined(separator: ", "))"
    }

    private func fitted(_ text: String, after used: Int) -> String {
        columns.map { PlainText.fitted(text, max($0 - used, 16)) } ?? text.onOneLine
    }

    /// The time alone where it is today.
    private static func clock(_ time: Timestamp) -> String {
        let day = "%Y-%m-%d"
        let isToday = time.formatted(day, inUTC: false) == Timestamp.now().formatted(day, inUTC: false)
        return time.formatted(isToday ? "%H:%M:%S" : "\(day) %H:%M", inUTC: false)
    }

    static func coloured(_ state: DeliveryState, _ text: String, _ style: Style) -> String {
        switch state {
        case .sent: style.green(text)
        case .held, .deferred: style.yellow(text)
        case .uncertain, .refused: style.red(text)
        case .queued, .decided, .sending, .cancelled: text
        }
    }
}
