// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// A piece of a page: text is escaped when it is written, and nothing else can hold it, so no text is ever taken for markup.
///
/// What is written is HTML and, where the root is one element, well-formed XML too, so that more programs can check it.
public indirect enum HTMLNode: Sendable {
    /// Text from anywhere.
    case text(String)
    /// An element; its name and the names of its attributes are the program's own.
    case element(StaticString, [(StaticString, String)], [HTMLNode])
    /// A style sheet of the program's own.
    case style(StaticString)

    /// The text in one line of visible characters.
    public static func line(_ text: String) -> HTMLNode { .text(text.onOneLine) }

    /// Writes the node behind `output`.
    public func write(into output: inout String) {
        switch self {
        case .text(let text): output += Markup.escaped(text)
        case .style(let text): output += "<style>\(text)</style>"
        case .element(let name, let attributes, let children):
            output += "<\(name)"
            for (key, value) in attributes { output += " \(key)=\"\(Markup.escaped(value))\"" }
            if Self.void.contains("\(name)") { return output += "/>" }
            output += ">"
            for child in children { child.write(into: &output) }
            output += "</\(name)>"
            if Self.blocks.contains("\(name)") { output += "\n" }
        }
    }

    private static let void: Set<String> = ["meta"]
    private static let blocks: Set<String> = [
        "head", "header", "section", "h1", "h2", "p", "table", "thead", "tbody", "tr", "dl", "dt", "dd", "title",
        "main",
        "footer",
    ]
}
