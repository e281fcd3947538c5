// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Composes plain text from the events of an HTML walk.
///
/// White space collapses as it does in a browser; blocks become lines, paragraphs get a blank line between.
struct PlainTextWriter {
    private var output = ""
    /// The words of the present line, without its prefix.
    private var line = ""
    /// Whether a blank stands between the line and what comes next.
    private var needsBlank = false
    /// Whether a blank line stands between the output and what comes next.
    private var needsBlankLine = false
    /// What each open list has counted to; nil for lists without numbers.
    private var lists: [Int?] = []
    /// The list item's mark, until its first text.
    private var mark = ""
    private var quoteDepth = 0
    private var preformattedDepth = 0
    private var droppedDepth = 0
    /// The targets of open links, and the text that each has so far.
    private var links: [(href: String, text: String)] = []
    /// Whether a table row has had a cell.
    private var hasCell = false

    private static let dropped: Set<String> = ["head", "script", "style", "template", "title", "noscript", "object"]
    /// Elements with a blank line before and after.
    private static let paragraphs: Set<String> = [
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "blockquote", "pre", "table", "hr", "figure",
        "fieldset",
    ]
    /// Elements on lines of their own.
    private static let blocks: Set<String> = [
        "div", "li", "tr", "dt", "dd", "address", "article", "aside", "footer", "header", "main", "nav", "section",
        "center", "form", "caption", "option", "legend", "figcaption", "body", "html", "thead", "tbody", "tfoot",
    ]

    mutating func take(_ event: HTMLEvent) {
        switch event {
        case .start(let name, let href, let alt): start(name, href, alt)
        case .end(let name): end(name)
        case .text(let text): if droppedDepth == 0 { append(text) }
        }
    }

    mutating func finish() -> String {
        endLine()
        return output
    }

    private mutating func start(_ name: String, _ href: String?, _ alt: String?) {
        if Self.dropped.contains(name) { droppedDepth += 1 }
        guard droppedDepth == 0 else { return }
        beginBlock(name)
        switch name {
        case "br": breakLine()
        case "hr": append("----")
        case "ul": lists.append(nil)
        case "ol": lists.append(0)
        case "li": mark = nextMark()
        case "blockquote": quoteDepth += 1
        case "pre": preformattedDepth += 1
        case "a": links.append((href ?? "", ""))
        case "img": if let alt, !alt.allSatisfy(\.isWhitespace) { append("[\(alt)]") }
        case "tr": hasCell = false
        case "td", "th":
            if hasCell && !line.isEmpty {
                line += " |"
                needsBlank = true
            }
            hasCell = true
        default: break
        }
    }

    private mutating func end(_ name: String) {
        if Self.dropped.contains(name) { droppedDepth = max(0, droppedDepth - 1) }
        guard droppedDepth == 0 else { return }
        if name == "a", let link = links.popLast() { appendTarget(of: link) }
        endBlock(name)
        switch name {
        case "ul", "ol": if !lists.isEmpty { lists.removeLast() }
        case "li": mark = ""
        case "blockquote": quoteDepth = max(0, quoteDepth - 1)
        case "pre": preformattedDepth = max(0, preformattedDepth - 1)
        default: break
        }
    }

    private mutating func beginBlock(_ name: String) {
        // A list in a list, and a paragraph that begins an item, follow without a blank line.
        let isNested = (name == "ul" || name == "ol") && !lists.isEmpty || !mark.isEmpty
        if Self.paragraphs.contains(name) {
            endLine()
            if !isNested { needsBlankLine = true }
        } else if Self.blocks.contains(name) {
            endLine()
        }
    }

    private mutating func endBlock(_ name: String) {
        guard Self.paragraphs.contains(name) || Self.blocks.contains(name) else { return }
        endLine()
        let isInnerList = (name == "ul" || name == "ol") && lists.count > 1
        if Self.paragraphs.contains(name) && !isInnerList { needsBlankLine = true }
    }

    private mutating func nextMark() -> String {
        guard let last = lists.indices.last, let count = lists[last] else { return "- " }
        lists[last] = count + 1
        return "\(count + 1). "
    }

    private mutating func append(_ text: String) {
        if preformattedDepth > 0 {
            appendPreformatted(text)
            return
        }
        for index in links.indices { links[index].text += text }
        for (number, word) in text.utf8.split(omittingEmptySubsequences: false, whereSeparator: Self.isBlank)
            .enumerated()
        {
            if number > 0 { needsBlank = true }
            appendWord(Self.withoutNoBreakSpaces(Substring(word)))
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D || byte == 0x0C
    }

    /// A no-break space is no white space to HTML, but a plain text needs none.
    private static func withoutNoBreakSpaces(_ word: Substring) -> Substring {
        // Most words have no byte that this character begins with.
        guard word.utf8.contains(0xC2) else { return word }
        return Substring(String(String.UnicodeScalarView(word.unicodeScalars.map { $0 == "\u{A0}" ? " " : $0 })))
    }

    private mutating func appendWord(_ word: Substring) {
        guard !word.isEmpty else { return }
        if needsBlank && !line.isEmpty { line += " " }
        needsBlank = false
        line += word
    }

    private mutating func appendPreformatted(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, part) in lines.enumerated() {
            line += part
            if index < lines.count - 1 { breakLine() }
        }
    }

    /// Writes where a link leads, unless its text says so already.
    private mutating func appendTarget(of link: (href: String, text: String)) {
        var target = link.href.filter { !$0.isWhitespace && $0 != "<" && $0 != ">" }
        let scheme = target.prefix { $0 != ":" }.lowercased()
        guard ["http", "https", "mailto", "tel", "ftp"].contains(scheme) else { return }
        if scheme == "mailto" || scheme == "tel" { target = String(target.dropFirst(scheme.count + 1)) }
        let text = link.text.filter { !$0.isWhitespace }
        let isSaid = text == target || "http://\(text)" == target || "https://\(text)" == target || "\(text)/" == target
        if !isSaid {
            needsBlank = true
            appendWord("<\(target)>"[...])
        }
    }

    /// Ends the present line even if it is empty, as `<br>` does.
    private mutating func breakLine() {
        if line.isEmpty && mark.isEmpty {
            if !output.isEmpty { needsBlankLine = true }
        } else {
            endLine()
        }
        needsBlank = false
    }

    private mutating func endLine() {
        needsBlank = false
        let content = trimmedEnd(line)
        line = ""
        guard !content.isEmpty else { return }
        let quote = String(repeating: "> ", count: min(quoteDepth, 20))
        let indent = String(repeating: "  ", count: min(max(0, lists.count - 1), 20))
        // Further lines of an item stand under its text.
        let hang = lists.isEmpty ? "" : mark.isEmpty ? "  " : mark
        if !output.isEmpty {
            output += "\n"
            if needsBlankLine { output += trimmedEnd(quote) + "\n" }
        }
        needsBlankLine = false
        output += quote + indent + hang + content
        mark = ""
    }

    private func trimmedEnd(_ text: String) -> String {
        var text = text
        while let last = text.last, last == " " || last == "\t" || last == "\r" { text.removeLast() }
        return text
    }
}
