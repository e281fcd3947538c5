// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import HTMLWriting

/// The elements that the page is made of.
extension HTMLNode {
    static func block(_ name: StaticString, class style: StaticString = "", _ children: [HTMLNode]) -> HTMLNode {
        .element(name, style.utf8CodeUnitCount == 0 ? [] : [("class", "\(style)")], children)
    }

    static func paragraph(_ text: String) -> HTMLNode { .block("p", [.line(text)]) }

    static func code(_ text: String) -> HTMLNode { .block("code", [.line(text)]) }

    /// A table; the head is repeated on each page that it is printed on.
    static func table(class style: StaticString, head: [String], rows: [[[HTMLNode]]]) -> HTMLNode {
        .block(
            "table", class: style,
            [
                .block("thead", [.block("tr", head.map { .element("th", [("scope", "col")], [.line($0)]) })]),
                .block("tbody", rows.map { .block("tr", $0.map { .block("td", $0) }) }),
            ])
    }

    /// Terms with what they say, those without being left out.
    static func terms(_ terms: [(String, [HTMLNode])]) -> HTMLNode {
        .block(
            "dl",
            terms.filter { !$0.1.isEmpty }.flatMap { [.block("dt", [.line($0.0)]), .block("dd", $0.1)] })
    }

    /// A file of the dossier, as a link beside the page.
    static func file(_ path: String) -> HTMLNode { HTMLNode.element("a", [("href", path)], [.line(path)]) }

    /// Nodes with a line break between them.
    static func lines(_ nodes: [HTMLNode]) -> [HTMLNode] { nodes.map { .block("div", [$0]) } }
}
