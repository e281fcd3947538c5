// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import HTMLWriting
import Mail

/// A notice as HTML for mail clients.
///
/// Made of what they all know: tables for what stands side by side, and styles on the elements themselves. Nothing is
/// fetched. Text has the colour that the client gives it, so that it can be read on light and dark alike. A bar beside what
/// happened to a recipient tells by its colour and by its shape what the words beside it say.
struct NoticePage {
    let content: NoticeContent

    /// The document.
    var html: String {
        var output = "<!DOCTYPE html>\n"
        HTMLNode.element("html", [("lang", content.language)], [head, body]).write(into: &output)
        return output + "\n"
    }

    private var head: HTMLNode {
        HTMLNode.element(
            "head", [],
            [
                .element("meta", [("charset", "utf-8")], []),
                .element("meta", [("name", "viewport"), ("content", "width=device-width")], []),
                // Without it clients that have a dark mode make up their own colours.
                .element("meta", [("name", "color-scheme"), ("content", "light dark")], []),
                .element("title", [], [.line(content.title)]),
            ])
    }

    private var body: HTMLNode {
        let rows =
            [Self.paragraph(content.opening), Self.table(content.facts, style: "margin:0 0 8px")]
            + content.sections.flatMap(Self.section)
            + [Self.paragraph(content.closing, style: "margin:0;font-size:13px;line-height:18px;opacity:.75")]
        let column = Self.box(
            "width:100%;max-width:640px;margin:0 auto;text-align:left;font-family:\(Self.font);"
                + "font-size:15px;line-height:22px", cell: "padding:0", rows)
        return .element(
            "body", [("style", "margin:0;padding:0")], [Self.box("width:100%", cell: "padding:24px 16px", [column])])
    }

    private static let font = "system-ui,-apple-system,Segoe UI,Roboto,Noto Sans,Helvetica,Arial,sans-serif"
    private static let fixedFont = "ui-monospace,Consolas,DejaVu Sans Mono,Menlo,monospace"

    // MARK: What the content is made of

    /// How far what belongs to an account stands from the left, its mark included.
    private static let indent = 24

    private static func section(_ section: NoticeContent.Section) -> [HTMLNode] {
        let style = section.accounts.isEmpty ? "padding:0" : "padding:0 0 0 \(indent)px"
        return section.accounts.map(account)
            + [box("width:100%;margin:0 0 36px", cell: style, section.passages.flatMap(passage))]
    }

    private static func account(_ account: NoticeContent.Account) -> HTMLNode {
        let headline = account.headline.prefix(1).uppercased() + account.headline.dropFirst()
        let lines: [HTMLNode] = [
            styled("div", "opacity:.8;overflow-wrap:anywhere", [.line(account.recipient)]),
            styled("h2", "margin:2px 0 8px;font-size:19px;line-height:25px;font-weight:600", [.line(headline)]),
            paragraph(account.sentence, style: "margin:0"),
        ]
        let (width, mark) = mark(account.tone)
        return box(
            "width:100%;margin:24px 0 0",
            cell: "border-left:\(width)px \(mark);padding:2px 0 2px \(indent - width)px",
            lines + (account.facts.isEmpty ? [] : [table(account.facts, style: "margin:10px 0 0")]))
    }

    /// The bars: told apart by their shape where the colours can't be, and each seen on light and on dark.
    private static func mark(_ tone: Tone) -> (width: Int, style: String) {
        switch tone {
        case .calm: (4, "solid #4a7fc1")
        case .good: (8, "solid #2e8b57")
        case .waiting: (6, "dashed #b7791f")
        case .doubtful: (6, "dotted #9a62c9")
        case .bad: (9, "double #d23f4a")
        }
    }

    private static func passage(_ passage: NoticeContent.Passage) -> [HTMLNode] {
        let text = [
            styled("p", "margin:20px 0 2px;font-weight:600", [.line(passage.label)]),
            paragraph(passage.text, style: "margin:0"),
        ]
        guard !passage.commands.isEmpty else { return text }
        let commands = passage.commands.map { command in
            styled(
                "div", "padding:1px 0 1px 24px;text-indent:-24px", [styled("code", "font:inherit", [.line(command)])])
        }
        let cell =
            "border:1px solid #8e8e8e;border-radius:4px;padding:8px 12px;font-family:\(fixedFont);font-size:13px;"
            + "line-height:20px;overflow-wrap:anywhere"
        return text + [box("width:100%;margin:10px 0 0", cell: cell, commands)]
    }

    private static func table(_ facts: [NoticeContent.Fact], style: String) -> HTMLNode {
        HTMLNode.element(
            "table", [("cellpadding", "0"), ("cellspacing", "0"), ("border", "0"), ("style", style)],
            facts.map { fact in
                HTMLNode.element(
                    "tr", [],
                    [
                        HTMLNode.element(
                            "th",
                            [
                                ("scope", "row"), ("align", "left"), ("valign", "top"),
                                ("style", "padding:1px 20px 1px 0;font-weight:400;white-space:nowrap;opacity:.75"),
                            ], [.line(fact.label)]),
                        HTMLNode.element(
                            "td", [("valign", "top"), ("style", "padding:1px 0;overflow-wrap:anywhere")],
                            [value(of: fact)]),
                    ])
            })
    }

    private static func value(of fact: NoticeContent.Fact) -> HTMLNode {
        switch fact.form {
        case .words: .line(fact.value)
        case .verbatim:
            HTMLNode.element("code", [("style", "font-family:\(fixedFont);font-size:13px")], [.line(fact.value)])
        // A value from elsewhere: nothing but a page is led to.
        case .page where fact.value.hasPrefix("https://") || fact.value.hasPrefix("http://"):
            HTMLNode.element("a", [("href", fact.value), ("style", "color:inherit")], [.line(fact.value)])
        case .page: .line(fact.value)
        }
    }

    // MARK: Elements

    private static func paragraph(_ text: String, style: String = "margin:0 0 14px") -> HTMLNode {
        styled("p", style, [.line(text)])
    }

    private static func styled(_ name: StaticString, _ style: String, _ children: [HTMLNode]) -> HTMLNode {
        HTMLNode.element(name, [("style", style)], children)
    }

    /// A table of one cell, which more clients know to lay out than other elements.
    private static func box(_ style: String, cell: String, _ children: [HTMLNode]) -> HTMLNode {
        HTMLNode.element(
            "table",
            [("role", "presentation"), ("cellpadding", "0"), ("cellspacing", "0"), ("border", "0"), ("style", style)],
            [HTMLNode.element("tr", [], [styled("td", cell, children)])])
    }
}
