// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import MailFlow
import Rules

/// What rules make of the mails of a folder, for programs: a JSON object on each line, the last one being the summary.
struct ReplayJSON {
    private struct Record: Encodable {
        var mail: String
        var subject: String?
        var recipient: String?
        var decision: ReplayedDecision?
        var against: ReplayedDecision?
        var differs: Bool?
        var error: String?
    }

    private struct Summary: Encodable {
        struct Rule: Encodable {
            var place: Decision.Place
            var command: String
            var count: Int
        }

        struct Move: Encodable {
            var from: String
            var to: String
            var count: Int
        }

        var mails: Int
        var unreadable: Int
        var recipients: Int
        var undecided: Int
        var routes: [String: Int]
        var rules: [Rule]
        var moves: [Move]
    }

    /// A line for each recipient of a mail; one for a mail that can't be read.
    func lines(of mail: ReplayedMail) throws -> [String] {
        if let fault = mail.fault { return [try JSONText.line(Record(mail: mail.path, error: fault))] }
        return try mail.recipients.map { recipient in
            try JSONText.line(
                Record(
                    mail: mail.path, subject: mail.subject, recipient: recipient.address, decision: recipient.decision,
                    against: recipient.other, differs: recipient.other.map { _ in recipient.differs }))
        }
    }

    /// The summary.
    func line(of tally: ReplayTally) throws -> String {
        let rules = tally.lines.map {
            Summary.Rule(place: $0.line.place, command: $0.line.command, count: $0.count)
        }
        let moves = tally.moves.map { Summary.Move(from: $0.key.from, to: $0.key.to, count: $0.value) }
        return try JSONText.line([
            "summary": Summary(
                mails: tally.mails, unreadable: tally.unreadable, recipients: tally.recipients,
                undecided: tally.undecided, routes: tally.goals, rules: rules,
                moves: moves.sorted { ($0.from, $0.to) < ($1.from, $1.to) })
        ])
    }
}
