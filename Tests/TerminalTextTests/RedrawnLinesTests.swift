// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TerminalText

@Suite("lines drawn anew") struct RedrawnLinesTests {
    private func drawing(_ lines: inout RedrawnLines, _ count: Int, _ footer: StyledText?, _ columns: Int = 80)
        -> String
    {
        let texts = (0..<count).map { StyledText("\($0)") }
        return lines.drawing(texts, footer, columns: columns, rows: 6) { $0.plain }
    }

    @Test("lines stand where those before them stood, however many they were")
    func redrawn() {
        var lines = RedrawnLines()
        #expect(drawing(&lines, 2, "end") == "0\n1\nend\n")
        #expect(drawing(&lines, 1, "end") == "\u{1B}[3F\u{1B}[J0\nend\n")
        #expect(drawing(&lines, 1, nil) == "\u{1B}[2F\u{1B}[J0\n")
    }

    @Test("no more are drawn than the window has rows for, but at the end all")
    func cut() {
        var lines = RedrawnLines()
        #expect(drawing(&lines, 4, "end") == "0\n1\n2\n3\nend\n")
        #expect(drawing(&lines, 5, "end") == "\u{1B}[5F\u{1B}[J0\n1\n2\n… 2 more lines\nend\n")
        #expect(drawing(&lines, 5, nil) == "\u{1B}[5F\u{1B}[J0\n1\n2\n3\n4\n")
    }

    @Test("a line that the terminal breaks counts as the rows that it takes")
    func broken() {
        var lines = RedrawnLines()
        let long = [String(repeating: "0", count: 30), String(repeating: "契", count: 15)]
        let texts = (long + ["b", "c"]).map { StyledText($0) }
        let first = lines.drawing(texts, "end", columns: 20, rows: 7) { $0.plain }
        #expect(first == "\(long[0])\n\(long[1])\n… 2 more lines\nend\n")
        #expect(lines.drawing([], nil, columns: 20, rows: 7) { $0.plain } == "\u{1B}[6F\u{1B}[J")
    }

    @Test("a window of another width is cleared")
    func resized() {
        var lines = RedrawnLines()
        _ = drawing(&lines, 1, nil)
        #expect(drawing(&lines, 1, nil, 40) == "\u{1B}[H\u{1B}[2J0\n")
    }
}
