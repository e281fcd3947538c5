// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
public import TerminalText

/// Mails, each with a line for every recipient: where it stands, by which route, since when, and its ticket.
///
/// What a person types or opens, an id or a ticket, is never cut. Where the terminal is narrow a ticket has a line of its own,
/// then the routes go, and then the times.
public struct TrackingTable: Sendable {
    /// The columns that there is room for, each with its width.
    private struct Layout {
        var status: Int
        /// Nil where it is left out, as is the time.
        var route: Int?
        var address: Int
        var time: Int?
        /// Whether tickets stand in the lines of their recipients.
        var holdsTickets: Bool
    }

    private let mails: [TrackedMail]
    /// The columns of the terminal; nil where there is none.
    private let columns: Int?
    private let clock: LocalClock
    private let layout: Layout

    /// Makes a table.
    /// - Parameter columns: The columns of the terminal; nil where there is none, and nothing is cut.
    public init(_ mails: [TrackedMail], columns: Int?, clock: LocalClock) {
        self.mails = mails
        self.columns = columns
        self.clock = clock
        let recipients = mails.flatMap(\.recipients)
        func widest(_ text: (TrackedRecipient) -> String) -> Int {
            recipients.map { Columns.width(of: text($0)) }.max() ?? 0
        }
        let (status, address) = (widest(\.status.word), widest(Self.address))
        let route = min(widest(Self.route), columns == nil ? .max : Self.mostOfRoute)
        let time = widest { Self.time($0, clock, isShort: columns != nil) }
        let ticket = widest { $0.ticket?.token ?? "" }
        guard let columns else {
            layout = Layout(status: status, route: route, address: address, time: time, holdsTickets: true)
            return
        }
        // Each column with the two blanks before it.
        let room = columns - (2 + status) - 2
        let layouts: [(route: Int?, time: Int?, others: Int, holdsTickets: Bool)] = [
            (route, time, 2 + route + 2 + time + (ticket == 0 ? 0 : 2 + ticket), true),
            (route, time, 2 + route + 2 + time, false),
            (nil, time, 2 + time, false),
            (nil, nil, 0, false),
        ]
        let least = min(address, Self.leastOfAddress)
        let fitting = layouts.first { room - $0.others >= least } ?? layouts[layouts.count - 1]
        layout = Layout(
            status: status, route: fitting.route, address: min(address, max(room - fitting.others, least)),
            time: fitting.time, holdsTickets: fitting.holdsTickets)
    }

    private static let mostOfRoute = 14
    private static let leastOfAddress = 16
    private static let leastOfSubject = 16

    /// A line for each mail, and below it those of each recipient.
    public var lines: [StyledText] { mails.flatMap { [heading($0)] + $0.recipients.flatMap(lines) } }

    /// How many mails there are, and how many recipients of each status.
    public var sum: String {
        let words = mails.flatMap(\.recipients).map(\.status.word)
        let counts = Dictionary(grouping: words, by: \.self).map { (word: $0.key, count: $0.value.count) }
            .sorted { ($1.count, $0.word) < ($0.count, $1.word) }.map { "\($0.count) \($0.word)" }
        return "\(mails.count) message\(mails.count == 1 ? "" : "s"): \(counts.joined(separator: ", "))"
    }

    /// The end of an id tells messages of one day apart, and is what is typed.
    func heading(_ mail: TrackedMail) -> StyledText {
        let arrived = "  \(clock.minute(mail.arrived))"
        let subject = mail.subject.isEmpty ? "(no subject)" : mail.subject
        let hasRoom = columns.map { $0 - mail.id.count - arrived.count - 2 >= Self.leastOfSubject } ?? true
        let rest = "\(hasRoom ? arrived : "")  "
        return StyledText(String(mail.id.dropLast(4)), .faint) + StyledText(String(mail.id.suffix(4)), .strong)
            + StyledText(rest, .faint) + StyledText(fitted(subject, after: mail.id.count + rest.count), .strong)
    }

    /// A recipient in one line, and where it has a ticket for which that has no room, that in another.
    func lines(_ recipient: TrackedRecipient) -> [StyledText] {
        let status = Columns.padded(recipient.status.word, layout.status)
        var cells: [String] = []
        if let width = layout.route {
            cells.append(Columns.padded(Columns.fitted(Self.route(recipient), width), width))
        }
        cells.append(Columns.padded(Columns.fitted(address: recipient.address, layout.address), layout.address))
        if let width = layout.time {
            cells.append(Columns.padded(Self.time(recipient, clock, isShort: columns != nil), width))
        }
        let rest = cells.map { "  " + $0 }.joined()
        let used = 2 + Columns.width(of: status + rest) + 2
        let ticket = recipient.ticket?.token.onOneLine
        let last = ticket.map { layout.holdsTickets ? $0 : "" } ?? fitted(recipient.reason, after: used)
        let line =
            StyledText("  ") + StyledText(status, recipient.status.emphasis)
            + (last.isEmpty
                ? StyledText(rest.trimmingTrailingBlanks)
                : StyledText(rest + "  ") + StyledText(last, ticket == nil ? .faint : .none))
        guard let ticket, !layout.holdsTickets else { return [line] }
        return [line, StyledText("    \(ticket)")]
    }

    /// Since when a recipient stands as it does.
    private static func time(_ recipient: TrackedRecipient, _ clock: LocalClock, isShort: Bool) -> String {
        isShort ? clock.short(recipient.since) : clock.second(recipient.since)
    }

    private static func route(_ recipient: TrackedRecipient) -> String {
        recipient.route.isEmpty ? "-" : recipient.route.onOneLine
    }

    private static func address(_ recipient: TrackedRecipient) -> String { recipient.address.onOneLine }

    /// What the line has room for, if that is worth showing.
    private func fitted(_ text: String, after used: Int) -> String {
        guard let columns else { return text.onOneLine }
        return columns - used < 4 ? "" : Columns.fitted(text, columns - used)
    }
}

extension String {
    fileprivate var trimmingTrailingBlanks: String {
        String(self[..<(lastIndex { $0 != " " }.map { index(after: $0) } ?? startIndex)])
    }
}
