// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import MailFlow
import Rules

/// What rules make of the mails of a folder, for a person at a terminal.
struct ReplayText {
    let style: Style
    /// Whether only what differs between two sets of rules is shown.
    let isComparing: Bool
    /// The columns of the terminal; nil where there is none.
    var columns: Int?

    /// Below this a line for all of it would be broken in the middle.
    private static let wideColumns = 140

    /// A line for each recipient of a mail; on a narrow terminal behind a line for the mail.
    func lines(of mail: ReplayedMail) -> [String] {
        if let columns, columns < Self.wideColumns { return narrowLines(of: mail, columns) }
        let name = PlainText.fitted(mail.path.split(separator: "/").last.map(String.init) ?? "", 32)
        if let fault = mail.fault {
            return ["\(style.red("!")) \(name.padding(34))\(style.red(fault.onOneLine))"]
        }
        let subject = PlainText.fitted(mail.subject.isEmpty ? "(no subject)" : mail.subject, 32)
        return mail.recipients.filter { !isComparing || $0.differs }.map { recipient in
            let address = PlainText.fitted(recipient.address, 40)
            let mark = recipient.decision.action == "route" ? " " : style.red("!")
            let decided =
                recipient.other.map { "\(told(recipient.decision)) \(style.bold("->")) \(told($0))" }
                ?? told(recipient.decision)
            return "\(mark) \(name.padding(34))\(subject.padding(34))\(address.padding(28))\(decided)"
        }
    }

    private func narrowLines(of mail: ReplayedMail, _ columns: Int) -> [String] {
        let name = PlainText.fitted(mail.path.split(separator: "/").last.map(String.init) ?? "", 32)
        let space = max(columns - name.count - 2, 8)
        if let fault = mail.fault {
            return [style.bold(name) + "  " + style.red(PlainText.fitted("! " + fault, space))]
        }
        let told = mail.recipients.filter { !isComparing || $0.differs }
        guard !told.isEmpty else { return [] }
        let subject = PlainText.fitted(mail.subject.isEmpty ? "(no subject)" : mail.subject, space)
        return [style.bold(name) + "  " + subject]
            + told.map { recipient in
                let mark = recipient.decision.action == "route" ? " " : style.red("!")
                let address = PlainText.fitted(recipient.address, 28).padding(30)
                let space = max(columns - 4 - address.count, 8)
                guard let other = recipient.other else {
                    return "  \(mark) \(address)\(self.told(recipient.decision, space))"
                }
                let half = max((space - 4) / 2, 8)
                return "  \(mark) \(address)\(self.told(recipient.decision, half)) \(style.bold("->")) "
                    + self.told(other, half)
            }
    }

    private func told(_ decision: ReplayedDecision, _ columns: Int = .max) -> String {
        let goal =
            decision.action == "redirect"
            ? "to \(decision.redirectedTo ?? "") by \(decision.route ?? "")" : decision.goal
        let place = decision.places.first.map { " (\(Self.short($0)))" } ?? ""
        let why = ["hold", "refuse"].contains(decision.action) ? decision.why.map { ": \($0)" } ?? "" : ""
        let text = PlainText.fitted(goal.onOneLine + place + PlainText.fitted(why, 90), columns)
        return decision.action == "route" ? style.green(text) : style.red(text)
    }

    /// The line without the folder of its file.
    private static func short(_ place: Decision.Place) -> String {
        "\(place.file.split(separator: "/").last ?? ""):\(place.line)"
    }

    /// How many went where, and which lines decided.
    func summary(of tally: ReplayTally) -> [String] {
        var lines = ["", style.bold("\(count(tally.mails, "mail")), \(count(tally.recipients, "recipient"))")]
        if tally.unreadable > 0 { lines.append(style.red("\(tally.unreadable) can't be read")) }
        if isComparing {
            lines.append("\(tally.differing) decided otherwise")
            let moves = tally.moves.sorted { ($1.value, $0.key.from, $0.key.to) < ($0.value, $1.key.from, $1.key.to) }
            lines += moves.map { row($0.value, "\($0.key.from) -> \($0.key.to)") }
        } else if tally.recipients > 0 {
            lines += ["", style.bold("By route")]
            lines += tally.goals.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { row($0.value, $0.key) }
        }
        let (used, unused) = (tally.lines.filter { $0.count > 0 }, tally.lines.filter { $0.count == 0 })
        if tally.recipients > 0 { lines += ["", style.bold("By rule")] }
        lines += used.map { row($0.count, "\(Self.short($0.line.place))  \($0.line.command)") }
        if tally.undecided > 0 { lines.append(row(tally.undecided, "no rule decided")) }
        if !unused.isEmpty {
            lines += ["", style.bold("Rules that matched nothing")]
            lines += unused.map { row(0, "\(Self.short($0.line.place))  \($0.line.command)") }
        }
        return lines
    }

    private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    private func row(_ count: Int, _ text: String) -> String {
        let number = "\(count)"
        return String(repeating: " ", count: max(8 - number.count, 0)) + number + "  " + text.onOneLine
    }
}
