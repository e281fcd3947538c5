// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Sieve

extension Explanation {
    /// The explanation for a person; recipients for whom everything is equal are told of together.
    public func text(colour: Bool) -> String {
        let ink = Ink(isOn: colour)
        var groups: [[RecipientExplanation]] = []
        for recipient in recipients {
            if let index = groups.firstIndex(where: { $0[0].isLike(recipient) }) {
                groups[index].append(recipient)
            } else {
                groups.append([recipient])
            }
        }
        return groups.map { text(of: $0[0], names: $0.map(\.recipient), ink) }.joined(separator: "\n")
    }

    private func text(of told: RecipientExplanation, names: [String], _ ink: Ink) -> String {
        var lines = ["\(names.joined(separator: ", ")): \(headline(of: told, ink))"]
        for (index, reason) in told.reasons.enumerated() {
            lines.append("  \(reason.place)  \(reason.command.onOneLine)")
            // Commands of one block have their tests in common; these are told once, behind the last of them.
            if index + 1 < told.reasons.count, told.reasons[index + 1].tests == reason.tests { continue }
            lines += reason.tests.flatMap { self.lines(of: $0, ink) }
        }
        if told.reasons.isEmpty {
            if told.action == "route" {
                lines.append("  no rule chose; this is the default route, or the writer's wish")
            }
            lines += told.tests.filter { $0.depth == 0 }.prefix(Self.shownTests).flatMap { self.lines(of: $0, ink) }
        }
        for (name, value) in optionList(told.options) { lines.append("  \(name): \(shown(value))") }
        for note in told.notes { lines.append("  note: \(note.onOneLine)") }
        return lines.joined(separator: "\n") + "\n"
    }

    /// How many tests are listed where no rule chose; more are no answer to anybody.
    private static let shownTests = 30

    private func lines(of test: TraceEvent, _ ink: Ink) -> [String] {
        let indent = String(repeating: "  ", count: test.depth + 2)
        let place = Decision.Place(file: test.file, line: test.place.line)
        let result = "\(indent)\(place)  \(test.text.onOneLine) \(test.result ? ink.good("true") : ink.faint("false"))"
        guard let match = test.match else { return [result] }
        return [result, "\(indent)  \(match.origin.onOneLine): \(shown(match.value)) matches \(shown(match.key))"]
    }

    private func headline(of told: RecipientExplanation, _ ink: Ink) -> String {
        let why = told.why.map { ": \($0.onOneLine)" } ?? ""
        switch told.action {
        case "route": return ink.good(told.route ?? "")
        case "redirect": return ink.good("to \((told.redirectedTo ?? "").onOneLine) by \(told.route ?? "")")
        case "hold": return ink.bad("held") + why
        case "refuse": return ink.bad("refused") + why
        default: return ink.bad(told.action)
        }
    }

    private func optionList(_ options: RouteOptions?) -> [(String, String)] {
        let all: [(String, String?)] = [
            ("language", options?.language), ("campaign", options?.campaign), ("own id", options?.ownID),
            ("must reach by", options?.mustReachBy), ("subject", options?.subject),
            ("flags of the copy", options?.copyFlags?.map(\.rawValue).joined(separator: " ")),
        ]
        return all.compactMap { name, value in value.map { (name, $0) } }
    }

    /// A value in quotes, on one line and clipped: a header field can be as long as its writer likes.
    private func shown(_ text: String) -> String {
        let clipped = text.count > 100 ? text.prefix(97) + "..." : text[...]
        return "\"" + String(clipped).onOneLine + "\""
    }
}
