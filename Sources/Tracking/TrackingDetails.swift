// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
public import TerminalText

/// All that is known of one mail: a table of its recipients, and what happened to each, in order.
public struct TrackingDetails: Sendable {
    private let mail: TrackedMail
    /// The columns of the terminal; nil where there is none.
    private let columns: Int?
    private let clock: LocalClock

    /// Makes the details.
    /// - Parameter columns: The columns of the terminal; nil where there is none, and nothing is wrapped.
    public init(_ mail: TrackedMail, columns: Int?, clock: LocalClock) {
        self.mail = mail
        self.columns = columns
        self.clock = clock
    }

    /// The lines.
    public var lines: [StyledText] {
        let table = TrackingTable([mail], columns: columns, clock: clock)
        let messageID = mail.messageID.isEmpty ? "" : "<\(mail.messageID)>"
        return [table.heading(mail)] + field("From", mail.sender) + whole("Message-ID", messageID)
            + field("Accepted", clock.full(mail.arrived))
            + [""] + mail.recipients.flatMap(table.lines)
            + mail.recipients.flatMap { [""] + block($0) } + meanings
    }

    // MARK: A recipient

    private func block(_ recipient: TrackedRecipient) -> [StyledText] {
        let told = recipient.told
        let name = recipient.redirectedTo.map { "\($0) (in place of \(recipient.address))" } ?? recipient.address
        let title = StyledText(name.onOneLine, .strong) + ": "
        let headline = StyledText(told.headline, recipient.status.emphasis)
        let fits = Columns.width(of: (title + headline).plain) <= columns ?? .max
        var lines = fits ? [title + headline] : hanging("", name, .strong) + ["  " + headline]
        lines += field("Reason", recipient.reason)
        lines += field("Must reach by", recipient.deadline.map(clock.full) ?? "")
        if let ticket = recipient.ticket {
            lines += whole("Ticket", ticket.token) + whole("Follow it at", ticket.url)
        }
        return lines + timeline(recipient.timeline)
    }

    /// What it means is said once of those to whom the same happened.
    private var meanings: [StyledText] {
        var seen: Set<TrackedRecipient.Told> = []
        let told = mail.recipients.map(\.told).filter { seen.insert($0).inserted }
        func section(_ name: String, _ texts: [(String, String)]) -> [StyledText] {
            let lines = texts.filter { !$0.1.isEmpty }.flatMap { hanging("  ", $0.0) + hanging("    ", $0.1, .faint) }
            return lines.isEmpty ? [] : ["", StyledText(name, .strong)] + lines
        }
        return section("What this shows", told.map { ($0.headline, $0.meaning) })
            + section("What to do now", told.map { ($0.headline, $0.advice) })
    }

    /// The date stands where it is another than before.
    private func timeline(_ steps: [TrackedStep]) -> [StyledText] {
        var last = ""
        return steps.flatMap { step in
            let day = clock.day(step.time)
            defer { last = day }
            let time = "\(day == last ? Self.blanks(day.count) : day) \(clock.timeOfDay(step.time))"
            return hanging(StyledText("  \(time)  ", .faint), step.headline, step.emphasis)
                + details(of: step).flatMap { hanging(StyledText(Self.blanks(time.count + 4)), $0, .faint) }
        }
    }

    /// The time by which others know it, and what else is said.
    private func details(of step: TrackedStep) -> [String] {
        let times = [
            step.isEvidence ? clock.utc(step.time) : nil, step.learnt.map { "learnt \(clock.full($0))" },
        ].compactMap(\.self)
        return [(times + step.details).joined(separator: "; "), step.source].filter { !$0.isEmpty }
    }

    // MARK: Pieces

    private static let leastOfText = 20

    private static func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

    private static func label(_ name: String) -> StyledText {
        StyledText("  " + Columns.padded("\(name):", 15), .strong)
    }

    private func field(_ name: String, _ value: String) -> [StyledText] {
        value.isEmpty ? [] : hanging(Self.label(name), value)
    }

    /// What a person types or opens: in pieces it could be neither.
    private func whole(_ name: String, _ value: String) -> [StyledText] {
        value.isEmpty ? [] : [Self.label(name) + StyledText(value.onOneLine)]
    }

    /// A text behind a head, in lines that begin where it does; below the head where the terminal is too narrow for that.
    private func hanging(
        _ head: StyledText, _ text: String, _ emphasis: StyledText.Emphasis = .none
    ) -> [StyledText] {
        let width = Columns.width(of: head.plain)
        let isBeside = columns.map { $0 - width >= Self.leastOfText } ?? true
        let indent = isBeside ? width : min(width, 4)
        let room = columns.map { max($0 - indent, Self.leastOfText) } ?? .max
        let lines = Columns.wrapped(text.onOneLine, room).map { StyledText($0, emphasis) }
        let rest = lines.dropFirst(isBeside ? 1 : 0).map { StyledText(Self.blanks(indent)) + $0 }
        if isBeside { return lines.prefix(1).map { head + $0 } + rest }
        return (head.plain.allSatisfy { $0 == " " } ? [] : [head]) + rest
    }
}
