// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Ledgers
import Mail

/// Who has not been reached, for a person at a terminal; where there is no terminal, each with all of it on one line.
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

    /// The most urgent first.
    var lines: [String] {
        guard !mails.isEmpty else { return ["Nobody is overdue."] }
        return mails.sorted { ($1.alarm, $0.deadline.time) < ($0.alarm, $1.deadline.time) }.flatMap { lines(of: $0) }
    }

    private func lines(of mail: OverdueMail) -> [String] {
        let word = mail.alarm.rawValue.padding(13)
        let deadline = mail.deadline
        let subject = deadline.message.subject.isEmpty ? "(no subject)" : deadline.message.subject.onOneLine
        let head =
            "\(OverdueMail.clock(deadline.time))  \(deadline.recipient.address.onOneLine)  \(deadline.message.id)  \(subject)"
        let rest = "\(mail.known); \(mail.advice)"
        let coloured = mail.alarm >= .anotherWay ? style.red(word) : style.yellow(word)
        guard let columns else { return ["\(coloured)\(head)  \(rest)"] }
        return [coloured + PlainText.fitted(head, max(columns - word.count, 16))]
            + PlainText.wrapped(rest, columns: columns, indent: 4)
    }
}
