// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// Text from a mail on its way to a terminal, which must not take it for a command.
enum PlainText {
    /// The text in one line, without control characters, cut to a number of columns, with a mark where something is missing.
    static func fitted(_ text: String, _ columns: Int) -> String {
        let line = text.onOneLine
        return line.count <= columns ? line : line.prefix(columns - 1) + "…"
    }

    /// The text in lines of so many columns, broken at blanks, each behind an indentation; a word that is too long stays whole.
    /// - Parameter count: How many lines at most; the last one bears a mark where something is missing.
    static func wrapped(_ text: String, columns: Int, indent: Int, lines count: Int = .max) -> [String] {
        let width = max(columns - indent, 20)
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " \(word)"
        }
        lines.append(line)
        if lines.count > count {
            lines = Array(lines.prefix(count))
            lines[count - 1] = lines[count - 1].prefix(width - 1) + "…"
        }
        return lines.map { String(repeating: " ", count: indent) + $0 }
    }
}

extension String {
    /// The text with blanks after it, to a number of columns; a longer one gets one blank.
    func padding(_ columns: Int) -> String {
        self + String(repeating: " ", count: max(1, columns - count))
    }
}
