// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TerminalText

@Suite("text in columns") struct ColumnsTests {
    @Test(
        "a text is as wide as a terminal shows it",
        arguments: [
            ("", 0), ("abc", 3), ("één", 3), ("e\u{301}e\u{301}n", 3), ("契約書", 6), ("👩‍👩‍👧", 2), ("🇳🇱", 2), ("ｱ", 1),
            ("a\u{200B}b", 2),
        ])
    func width(_ text: String, _ columns: Int) { #expect(Columns.width(of: text) == columns) }

    @Test(
        "what is cut fits, bears a mark, and cuts no character in two",
        arguments: [
            "a long subject with words", "契約書の解除について",
            "e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}",
        ])
    func fitted(_ text: String) {
        for columns in 1...9 {
            let cut = Columns.fitted(text, columns)
            #expect(Columns.width(of: cut) <= columns && cut.hasSuffix("…") && text.hasPrefix(cut.dropLast()))
        }
        #expect(Columns.fitted(text, 40) == text)
        #expect(Columns.fitted("a\u{1B}[2Jb\nc", 40) == "a\u{FFFD}[2Jb c")
    }

    @Test("of an address the domain is kept where it fits")
    func addresses() {
        #expect(Columns.fitted(address: "maria.magdalena@example.org", 20) == "maria.m…@example.org")
        #expect(Columns.fitted(address: "maria@example.org", 20) == "maria@example.org")
        #expect(Columns.fitted(address: "m@a-very-long-domain-name.example", 12) == "m@a-very-lo…")
        for columns in 2...30 {
            let cut = Columns.fitted(address: "契約書@例え.example", columns)
            #expect(Columns.width(of: cut) <= columns, "\(cut)")
        }
    }

    @Test("lines are no wider than they may be, and hold all there was")
    func wrapped() {
        #expect(Columns.wrapped("", 20) == [""])
        #expect(Columns.wrapped("one two three", 7) == ["one two", "three"])
        #expect(Columns.wrapped("to abcdefgh it", 5, breaksWords: false) == ["to", "abcdefgh", "it"])
        #expect(Columns.wrapped("契約書の解除 について", 12) == ["契約書の解除", "について"])
        let text = "a \(String(repeating: "x", count: 50)) b 契約書の解除について c"
        for columns in 2...30 {
            let lines = Columns.wrapped(text, columns)
            for line in lines { #expect(Columns.width(of: line) <= columns) }
            #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
        }
    }

    @Test("a text is padded to its columns")
    func padded() {
        #expect(Columns.padded("契約", 6) == "契約  ")
        #expect(Columns.padded("契約", 3) == "契約")
    }

    @Test("parts that stand out come one after the other")
    func styled() {
        let line = "a " + StyledText("b", .bad) + StyledText("", .good) + StyledText("c")
        #expect(line.plain == "a bc")
        #expect(line.parts.map(\.emphasis) == [.none, .bad, .none])
    }
}
