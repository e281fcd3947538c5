// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import Mail
import Rules

/// How mails with expected decisions came out, for a person at a terminal.
struct RuleTestReport {
    let style: Style
    private var counts: [String: Int] = [:]

    init(style: Style) { self.style = style }

    /// Whether all is as expected.
    private(set) var isGood = true

    /// A line for a mail, and what differs below it.
    mutating func lines(of item: RuleCase, _ outcome: Result<RuleCase.Outcome, FileFault>) -> String {
        switch outcome {
        case .success(.equal): return line(style.green("as expected"), "as expected", item)
        case .success(.recorded(let lines)):
            return line(style.yellow("recorded   "), "recorded", item) + shown(lines)
        case .success(.missing):
            return bad("not recorded", "without expected decisions", item, ["--record writes \(item.expected)"])
        case .success(.different(let lines)): return bad("different  ", "different", item, lines)
        case .failure(let fault): return bad("unreadable ", "unreadable", item, ["\(fault)"])
        }
    }

    /// How many came out how.
    var summary: String {
        let order = ["as expected", "recorded", "different", "without expected decisions", "unreadable"]
        let parts = order.compactMap { name in counts[name].map { "\($0) \(name)" } }
        let total = counts.values.reduce(0, +)
        return "\(total) mail\(total == 1 ? "" : "s"): \(parts.joined(separator: ", "))"
    }

    private mutating func line(_ word: String, _ kind: String, _ item: RuleCase) -> String {
        counts[kind, default: 0] += 1
        return "\(word)  \(item.mail.onOneLine)\n"
    }

    private mutating func bad(_ word: String, _ kind: String, _ item: RuleCase, _ details: [String]) -> String {
        isGood = false
        return line(style.red(word), kind, item) + shown(details)
    }

    private func shown(_ details: [String]) -> String {
        details.map { detail in
            let text = detail.onOneLine
            return "    "
                + (text.hasPrefix("- ") ? style.red(text) : text.hasPrefix("+ ") ? style.green(text) : text) + "\n"
        }.joined()
    }
}
