// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import MarkupReading
import Testing

@Suite struct MarkupSizeTests {
    @Test(arguments: ["", "<p class=\"a\">Some text, and a <b>word</b>.</p>", "<a b c d='e'f>\n"])
    func `text and tags count by their bytes`(html: String) {
        #expect(markupSize(ofHTML: html.utf8) == html.utf8.count)
    }

    @Test func `of a picture in a data URL little counts`() {
        let picture =
            "<img alt=\"x\" src=\"data:image/png;base64," + String(repeating: "iVBORw0K+/", count: 50_000) + "==\">"
        #expect(markupSize(ofHTML: picture.utf8) < 100)
    }

    @Test("what begins a tag or an attribute ends a run", arguments: ["<", ">", " ", "\n", "\"", "'", "\0"])
    func separators(separator: String) {
        let html = String(repeating: "aaaaaaaaa" + separator, count: 100)
        #expect(markupSize(ofHTML: html.utf8) == 1000)
    }
}
