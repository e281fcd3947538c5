// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import MarkupReading
import Testing

@Suite("Plain text from HTML")
struct PlainTextTests {
    @Test(
        "the shapes of a letter become lines",
        arguments: [
            ("", ""), ("just text", "just text"), ("<p>One</p><p>Two</p>", "One\n\nTwo"), ("a<br>b", "a\nb"),
            ("a<br><br>b", "a\n\nb"), ("<div>a</div><div>b</div>", "a\nb"), ("a   b\n\t c", "a b c"),
            ("<b>bo</b>ld <i>x</i>", "bold x"), ("x &amp; y &euro; &#233; &lt;z&gt;", "x & y € é <z>"),
            ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>d", "- a\n- b\n  - c\n\nd"),
            ("<ol><li>a</li><li><p>b</p></li></ol>", "1. a\n2. b"),
            ("<a href=\"https://x.example/a\">see</a>.", "see <https://x.example/a>."),
            ("<a href='https://x.example/'>x.example</a>", "x.example <https://x.example/>"),
            ("<a href='mailto:jan@x.example'>jan@x.example</a>", "jan@x.example"),
            ("<a href='javascript:alert(1)'>go</a>", "go"), ("<img src=x alt='Our logo'>", "[Our logo]"),
            ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td></td></tr></table>", "a | b\nc |"),
            ("<pre>a  b\n  c</pre>", "a  b\n  c"), ("<blockquote>a<br>b</blockquote>c", "> a\n> b\n\nc"),
            ("<style>p{}</style><script>x()</script><title>t</title>text", "text"), ("a<hr>b", "a\n\n----\n\nb"),
            ("<p>not closed <b>at all", "not closed at all"), ("one&nbsp;two", "one two"), ("a<!-- b -->c", "ac"),
        ])
    func shapes(html: String, text: String) {
        #expect(plainText(fromHTML: html) == text)
    }

    @Test("a NUL does not end the text")
    func nul() {
        #expect(plainText(fromHTML: "<p>a\0b</p>") == "a b")
    }

    @Test("no depth of nesting ends the program or loses text", arguments: [200, 300, 5000, 100_000])
    func depth(count: Int) {
        let html =
            String(repeating: "<div>", count: count) + "deep" + String(repeating: "</div>", count: count) + "after"
        let text = plainText(fromHTML: html)
        #expect(text.contains("deep"))
        #expect(text.contains("after"))
    }

    @Test("a charset named inside the text does not count, since the text is decoded already")
    func charset() {
        let html = "<html><head><meta http-equiv=content-type content='text/html; charset=iso-8859-1'></head>é</html>"
        #expect(plainText(fromHTML: html) == "é")
    }
}
