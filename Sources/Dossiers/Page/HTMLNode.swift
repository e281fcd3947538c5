// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// A piece of a page: text is escaped when it is written, and nothing else can hold it, so no text is ever taken for markup.
indirect enum HTMLNode: Sendable {
    /// Text from anywhere.
    case text(String)
    /// An element; its name and the names of its attributes are the program's own.
    case element(StaticString, [(StaticString, String)], [HTMLNode])
    /// A style sheet of the program's own.
    case style(StaticString)

    /// The text in one line of visible characters: what is said of control characters stands in the files beside the page.
    static func line(_ text: String) -> HTMLNode { .text(text.onOneLine) }

    /// Writes the node behind `output`.
    func write(into output: inout String) {
        switch self {
        case .text(let text): output += Self.escaped(text)
        case .style(let text): output += "<style>\(text)</style>"
        case .element(let name, let attributes, let children):
            output += "<\(name)"
            for (key, value) in attributes { output += " \(key)=\"\(Self.escaped(value))\"" }
            // With its slash the page is well-formed XML too, so that more programs can check it.
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

    private static func escaped(_ text: String) -> String {
        var output = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"": output += "&quot;"
            case "'": output += "&#39;"
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output
    }
}
