// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Ledgers
import Mail
import TerminalText

/// Who has not been reached, for a person at a terminal, where ids are never cut; where there is no terminal, each with all of
/// it on one line.
struct OverdueText {
    private let mails: [OverdueMail]
    private let style: Style
    /// The columns of the terminal; nil where there is none.
    private let columns: Int?

    init(_ mails: [OverdueMail], style: Style, columns: Int?) {
        self.mails = mails
        self.style = style
        self.columns = columns
    }

    var lines: [String] { mails.isEmpty ? ["Nobody is overdue."] : mails.flatMap { lines(of: $0) } }

    private func lines(of mail: OverdueMail) -> [String] {
        let deadline = mail.deadline
        let word = mail.alarm.rawValue.padding(13)
        let coloured = mail.alarm >= .anotherWay ? style.red(word) : style.yellow(word)
        let subject = deadline.message.subject.isEmpty ? "(no subject)" : deadline.message.subject.onOneLine
        let id = deadline.message.id
        let about = "\(OverdueMail.clock(deadline.time))  \(deadline.recipient.address.onOneLine)  \(subject)"
        let rest = "\(mail.known); \(mail.advice)"
        guard let columns else { return ["\(coloured)\(id)  \(about)  \(rest)"] }
        let indent = 4
        let used = word.count + id.count + 2
        let head =
            columns - used >= Self.leastBesideID
            ? ["\(coloured)\(id)  \(Columns.fitted(about, columns - used))"]
            : ["\(coloured)\(id)", String(repeating: " ", count: indent) + Columns.fitted(about, columns - indent)]
        return head + PlainText.wrapped(rest, columns: columns, indent: indent)
    }

    /// Room for the time, and for as much of the address as mostly tells whose it is.
    private static let leastBesideID = 36
}
