// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Ledgers
import Mail
import Tracking

/// Finds the mail that somebody means, and names those that may be meant where there are several.
enum ChosenMail {
    /// How many are named.
    private static let mostShown = 10

    /// The one mail that these words mean; ends the command where there is none, or more than one.
    static func only(_ words: [String], in ledger: SQLiteLedger) throws -> (id: String, search: MailSearch) {
        let typed = words.joined(separator: " ")
        guard let search = MailSearch(typed) else { throw Failure.report("say which mail is meant", .usage) }
        let matches = search.matches(in: try ledger.identities())
        guard let first = matches.first else {
            throw Failure.report(
                "no message is known by \"\(typed.onOneLine)\": sealpost queue list --all shows what there is", .usage)
        }
        guard matches.count == 1 else {
            // Those of lately are meant more often.
            let shown = matches.suffix(mostShown).reversed().map { mail in
                let arrived = mail.arrived.formatted("%Y-%m-%d %H:%M", inUTC: false)
                return "\n  \(mail.id)  \(arrived)  \(PlainText.fitted(mail.subject, (Style.columns ?? .max) - 38))"
            }
            let rest = matches.count > shown.count ? "\n  and \(matches.count - shown.count) earlier ones" : ""
            throw Failure.report(
                "\"\(typed.onOneLine)\" may be any of \(matches.count) messages; say which by the last four of its id:"
                    + shown.joined() + rest, .usage)
        }
        return (first.id, search)
    }
}
