// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Rules
import Sieve
import Testing

/// `docs/rules.md` says what there is: no more and no less.
@Suite struct ReferenceTests {
    private let text: String

    init() throws {
        text = try String(contentsOf: projectFolder.appending(path: "docs/rules.md"), encoding: .utf8)
    }

    /// The row of the reference for a part of the language.
    private func row(_ part: Vocabulary) -> String {
        func cell(_ words: [String]) -> String { words.map { "`\($0)`" }.joined(separator: " ") }
        let name = part.capability.map { "`\($0)`" } ?? "(base)"
        let cells = [
            name, part.specification, cell(part.commands), cell(part.tests), cell(part.tags), cell(part.comparators),
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }

    @Test("every extension has its row, and no row is of anything else")
    func extensions() throws {
        let reference = try #require(text.range(of: "## Reference"))
        let rows = text[reference.upperBound...].split(separator: "\n").filter { $0.hasPrefix("| ") }.map(String.init)
        #expect(Set(rows.dropFirst(2)) == Set(Vocabulary.all.map(row)))
        #expect(rows.count == Vocabulary.all.count + 2)
    }

    @Test("every option is described")
    func options() {
        for option in OptionName.allCases { #expect(text.contains("| `\(option.fieldName)` |")) }
    }

    @Test("the limits are those of the program")
    func limits() {
        let limits = Limits.standard
        let sentence =
            "\(limits.actions) actions, \(limits.redirects) redirections, \(limits.edits) edits, "
            + "\(limits.variableSize / 1024) kB in a variable, \(limits.stringSize / 1024) kB in a string"
        #expect(text.contains(sentence))
        let dialect = Dialect.standard
        #expect(
            text.contains("Includes go \(dialect.includeDepth) files deep, and \(dialect.includeCount) files in all."))
    }
}
