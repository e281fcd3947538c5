// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Ledgers
import Mail
import TerminalText
import Tracking

/// Mails as they stood at one moment.
struct StatusPicture {
    let accounts: [(standing: Standing, history: [LogLink])]
    let mails: [TrackedMail]
    /// Whether one mail was asked for, which is then told of step by step.
    let isOfOne: Bool
    /// How many messages the doors have accepted at which nobody has looked yet.
    let accepted: Int

    /// Whether nothing more is expected.
    var isSettled: Bool { accepted == 0 && mails.allSatisfy(\.isSettled) }

    /// The number of the last entry of the log that it tells of.
    var lastEntry: Int64 { accounts.map(\.standing.lastEvent).max() ?? 0 }

    /// For programs: the mails to which something happened after an entry of the log, each in a line.
    func linesOfJSON(after number: Int64) throws -> [String] {
        let told = zip(accounts, mails).filter { $0.0.standing.lastEvent > number }
        return try QueueJSON(told.map(\.0), told.map(\.1)).lines()
    }

    /// For people.
    /// - Parameter columns: The columns of the terminal; nil where there is none.
    func lines(columns: Int?) -> [StyledText] {
        let clock = LocalClock(now: .now())
        if isOfOne {
            return mails.flatMap { mail in
                TrackingDetails(mail, columns: columns, clock: clock).lines
                    + (columns.map { Self.hints(on: mail, columns: $0) } ?? [])
            }
        }
        let table = TrackingTable(mails, columns: columns, clock: clock)
        var lines = table.lines
        if let columns, !mails.isEmpty {
            lines +=
                [""] + Self.faint([table.sum, "One of them step by step: sealpost status LAST-FOUR-OF-ID"], columns)
        }
        if accepted > 0 { lines.append(StyledText("\(accepted) accepted, to be looked at by the next delivery")) }
        return lines.isEmpty
            ? ["Nothing waits, and nothing happened of late. Further back: sealpost status --since 30d"] : lines
    }

    private static func hints(on mail: TrackedMail, columns: Int) -> [StyledText] {
        let id = mail.id.suffix(4)
        let page = mail.recipients.contains { $0.ticket != nil } ? ["The ticket's page: sealpost open \(id)"] : []
        return [""] + faint(page + ["The evidence: sealpost dossier \(id) --out FOLDER"], columns)
    }

    private static func faint(_ texts: [String], _ columns: Int) -> [StyledText] {
        texts.flatMap { Columns.wrapped($0, columns) }.map { StyledText($0, .faint) }
    }

    /// What happened after an entry of the log, each step in one line.
    func steps(after number: Int64) -> [String] {
        mails.flatMap { mail in
            mail.recipients.flatMap { recipient in
                recipient.timeline.filter { $0.number > number }.map { (mail, recipient, $0) }
            }
        }.sorted { ($0.2.number, $0.1.address) < ($1.2.number, $1.1.address) }.map { mail, recipient, step in
            let time = step.time.formatted("%Y-%m-%d %H:%M:%S", inUTC: false)
            let words = ([step.headline] + step.details + [step.source]).filter { !$0.isEmpty }.joined(separator: "; ")
            return "\(time)  \(mail.id)  \(recipient.address.onOneLine)  \(words.onOneLine)"
        }
    }
}
