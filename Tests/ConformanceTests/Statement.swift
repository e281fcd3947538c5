// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A command of a generated script, as a tree, so that a script can be made smaller without falling apart.
indirect enum Statement: Sendable {
    case command(String)
    /// `if`, `elsif`, `else` and their like, with a test or without, and the block.
    case block(String, Condition?, [Statement])

    /// The statement as it stands in the script.
    func text(indent: Int = 0) -> String {
        let margin = String(repeating: "  ", count: indent)
        switch self {
        case .command(let text): return margin + text + "\n"
        case .block(let name, let condition, let inner):
            let head = name + (condition.map { " " + $0.text } ?? "")
            return margin + head + " {\n" + inner.map { $0.text(indent: indent + 1) }.joined() + margin + "}\n"
        }
    }

    /// The same with each test written otherwise.
    func mapped(_ change: (String) -> String) -> Statement {
        switch self {
        case .command: self
        case .block(let name, let condition, let inner):
            .block(name, condition?.mapped(change), inner.map { $0.mapped(change) })
        }
    }

    /// The same with all its text written otherwise.
    func rewritten(_ change: (String) -> String) -> Statement {
        switch self {
        case .command(let text): .command(change(text))
        case .block(let name, let condition, let inner):
            .block(name, condition?.mapped(change), inner.map { $0.rewritten(change) })
        }
    }

    /// The lists of statements that come from leaving out a part, or putting a block's content in its place.
    static func smaller(_ list: [Statement]) -> [[Statement]] {
        var result: [[Statement]] = []
        func put(_ statements: [Statement], at index: Int) {
            var copy = list
            copy.replaceSubrange(index...index, with: statements)
            result.append(copy)
        }
        for index in list.indices {
            put([], at: index)
            guard case .block(let name, let condition, let inner) = list[index] else { continue }
            put(inner, at: index)
            for smaller in smaller(inner) { put([.block(name, condition, smaller)], at: index) }
            for smaller in condition?.smaller ?? [] { put([.block(name, smaller, inner)], at: index) }
        }
        return result
    }
}
