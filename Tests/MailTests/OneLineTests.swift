// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Testing

@Suite struct OneLineTests {
    @Test(
        "what ends a line or is obeyed by a terminal is made visible",
        arguments: [
            ("plain", "plain"), ("Zürich 👩‍🚀 日本", "Zürich 👩‍🚀 日本"), ("", ""), ("a\nb\tc", "a b c"), ("a\r\nb", "a b"),
            ("a\rb", "a b"), ("\r\n\r\n", "  "), ("\u{1B}[2J", "\u{FFFD}[2J"), ("a\u{0}b\u{7F}", "a\u{FFFD}b\u{FFFD}"),
            ("\u{85}\u{9B}31m", " \u{FFFD}31m"), ("a\u{2028}b\u{2029}c", "a b c"),
        ])
    func oneLine(_ text: String, _ expected: String) { #expect(text.onOneLine == expected) }
}
