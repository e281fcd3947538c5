// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
public import TerminalText

/// Mails, each with a line for every recipient: where it stands, by which route, since when, and its ticket.
public struct TrackingTable: Sendable {
    private let mails: [TrackedMail]
    /// The columns of the terminal; nil where there is none.
    private let columns: Int?
    private let clock: LocalClock
    /// Since when a recipient stands as it does.
    private let time: @Sendable (TrackedRecipient) -> String
    private let widths: (status: Int, route: Int, address: Int, time: Int)

    /// Makes a table.
    /// - Parameter columns: The columns of the terminal; nil where there is none, and nothing is cut.
    public init(_ mails: [TrackedMail], columns: Int?, clock: LocalClock) {
        self.mails = mails
        self.columns = columns
        self.clock = clock
        let time: @Sendable (TrackedRecipient) -> String = {
            columns == nil ? clock.second($0.since) : clock.short($0.since)
        }
        self.time = time
        let recipients = mails.flatMap(\.recipients)
        func widest(_ text: (TrackedRecipient) -> String) -> Int {
            recipients.map { Columns.width(of: text($0)) }.max() ?? 0
        }
        let route = min(widest(Self.route), columns == nil ? .max : Self.mostOfRoute)
        let (status, since, address) = (widest(\.status.word), widest(time), widest(Self.address))
        let ticket = widest { $0.ticket?.token ?? "" }
        let room = columns.map { $0 - 8 - status - route - since } ?? .max
        // On a narrow terminal addresses come before tickets, which are of use only whole.
        let beside = ticket == 0 || room - ticket - 2 < min(address, Self.leastOfAddress) ? room : room - ticket - 2
        widths = (status, route, min(address, max(beside, Self.leastOfAddress)), since)
    }

    private static let mostOfRoute = 14
    private static let leastOfAddress = 16

    /// A line for each mail, and below it one for each recipient.
    public var lines: [StyledText] { mails.flatMap { [heading($0)] + $0.recipients.map(line) } }

    /// How many mails there are, and how many recipients of each status.
    public var sum: String {
        let words = mails.flatMap(\.recipients).map(\.status.word)
        let counts = Dictionary(grouping: words, by: \.self).map { (word: $0.key, count: $0.value.count) }
            .sorted { ($1.count, $0.word) < ($0.count, $1.word) }.map { "\($0.count) \($0.word)" }
        return "\(mails.count) message\(mails.count == 1 ? "" : "s"): \(counts.joined(separator: ", "))"
    }

    /// The end of an id tells messages of one day apart, and is what is typed.
    func heading(_ mail: TrackedMail) -> StyledText {
        let arrived = clock.minute(mail.arrived)
        let subject = mail.subject.isEmpty ? "(no subject)" : mail.subject
        return StyledText(String(mail.id.dropLast(4)), .faint) + StyledText(String(mail.id.suffix(4)), .strong)
            + StyledText("  \(arrived)  ", .faint)
            + StyledText(fitted(subject, after: mail.id.count + 4 + arrived.count), .strong)
    }

    /// A recipient in one line.
    func line(_ recipient: TrackedRecipient) -> StyledText {
        let status = Columns.padded(recipient.status.word, widths.status)
        let route = Columns.padded(Columns.fitted(Self.route(recipient), widths.route), widths.route)
        let address = Columns.padded(Columns.fitted(address: recipient.address, widths.address), widths.address)
        let time = Columns.padded(self.time(recipient), widths.time)
        let rest = "  \(route)  \(address)  \(time)"
        let used = 2 + widths.status + Columns.width(of: rest) + 2
        let last = fitted(recipient.ticket?.token ?? recipient.reason, after: used)
        return StyledText("  ") + StyledText(status, recipient.status.emphasis)
            + (last.isEmpty
                ? StyledText(rest.trimmingTrailingBlanks)
                : StyledText(rest + "  ") + StyledText(last, recipient.ticket == nil ? .faint : .none))
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
