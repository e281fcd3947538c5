// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import DurableFiles
import Ledgers
import MailFlow

/// What a check of the log found, for a person at a terminal.
struct LogVerification {
    /// What the notices said.
    struct Witnesses {
        /// How many agree with the ledger.
        var agreeing = 0
        /// The last entry that one of them vouches for; 0 where none does.
        var last: Int64 = 0
        /// How many do not agree, or can't be read.
        var findings = 0

        /// Counts what a dossier showed.
        mutating func take(_ found: [LogFinding]) { findings += found.count }

        /// Compares one mail with the ledger.
        mutating func take(
            _ found: Result<LogWitnesses.Witness, FileFault>, _ ledger: SQLiteLedger
        ) throws -> LogFinding? {
            let finding: LogFinding?
            switch found {
            case .failure(let fault): finding = LogFinding(.unread, number: nil, fault.description)
            case .success(let witness):
                if let head = witness.head {
                    finding = try ledger.verify(head, of: witness.message, keptIn: witness.path)
                    if finding == nil {
                        agreeing += 1
                        last = max(last, head.number)
                    }
                } else {
                    finding = LogFinding(
                        .unread, number: nil, message: witness.message,
                        "\(witness.path): its field X-Sealpost-Log holds no number and hash")
                }
            }
            if finding != nil { findings += 1 }
            return finding
        }
    }

    let style: Style

    /// A finding in one line, with what to do.
    func line(of finding: LogFinding) -> String {
        let number = finding.number.map { "entry \($0)" }
        let parts = [number, finding.message, finding.recipient].compactMap(\.self).filter { !$0.isEmpty }
        let place = parts.map(\.onOneLine).joined(separator: ", ")
        return style.red(finding.kind.rawValue) + "  " + (place.isEmpty ? "" : style.bold(place) + ": ")
            + finding.text.onOneLine + "; " + style.dim(finding.advice.onOneLine)
    }

    /// What it came to.
    func lines(of summary: LogSummary, _ witnesses: Witnesses) -> String {
        let found = summary.findings + witnesses.findings
        let verdict =
            found == 0
            ? style.green("The log is whole.") : style.red("\(found) finding\(found == 1 ? "" : "s").")
        let left = summary.head.number - witnesses.last
        let vouched =
            witnesses.agreeing == 0
            ? "No notice vouches for it."
            : "\(witnesses.agreeing) notice\(witnesses.agreeing == 1 ? "" : "s") agree\(witnesses.agreeing == 1 ? "s" : ""), "
                + "up to entry \(witnesses.last)"
                + (left > 0 ? "; for the \(left) after it no notice vouches." : ".")
        let uncovered =
            summary.uncovered == 0
            ? ""
            : "\nOf \(summary.uncovered) recipient\(summary.uncovered == 1 ? "" : "s") of before the log does not tell losses and "
                + "decided_at; these could not be compared."
        return """
            \(verdict) \(summary.entries) entries of \(summary.messages) messages; the last is
              \(summary.head)
            \(vouched)\(uncovered)
            """
    }
}
