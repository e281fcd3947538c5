// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import MarkupReading
import HTMLWriting
import Testing

@Suite struct HTMLNodeTests {
    private func written(_ node: HTMLNode) -> String {
        var output = ""
        node.write(into: &output)
        return output
    }

    @Test("text and the values of attributes are read back as they were written")
    func escapes() throws {
        let text = "<b a='1' b=\"2\">&amp; ü\n\t\r]]>"
        let html = written(HTMLNode.element("p", [("title", text)], [.text(text)]))
        let read = try XMLWalk.elements(of: Array(html.utf8))
        #expect(read.map(\.name) == ["p"] && read.map(\.attributes) == [["title": text]])
        #expect(plainText(fromHTML: html).contains("<b a='1' b=\"2\">&amp; ü"))
    }

    @Test("what may not stand in XML is replaced")
    func replaces() {
        #expect(written(.text("a\u{0}b\u{1B}c\u{FFFE}")) == "a\u{FFFD}b\u{FFFD}c\u{FFFD}")
        #expect(written(.line("a\nb\u{202E}c")) == "a b\u{FFFD}c")
    }

    @Test("an element without content is closed in its own tag, and a style is the program's own")
    func closes() {
        let node = HTMLNode.element("head", [], [.element("meta", [("charset", "utf-8")], []), .style("p > a { }")])
        #expect(written(node) == "<head><meta charset=\"utf-8\"/><style>p > a { }</style></head>\n")
    }
}
