// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import TerminalText

/// Text from a mail on its way to a terminal, which must not take it for a command.
enum PlainText {
    /// The text in one line, without control characters, cut to a number of columns, with a mark where something is missing.
    static func fitted(_ text: String, _ columns: Int) -> String {
        Columns.fitted(text, columns)
    }

    /// The text in lines of so many columns, broken at blanks, each behind an indentation; a word that is too long stays whole.
    /// - Parameter count: How many lines at most; the last one bears a mark where something is missing.
    static func wrapped(_ text: String, columns: Int, indent: Int, lines count: Int = .max) -> [String] {
        let width = max(columns - indent, 20)
        var lines = Columns.wrapped(text, width, breaksWords: false)
        if lines.count > count {
            lines = Array(lines.prefix(count))
            lines[count - 1] = Columns.fitted(lines[count - 1] + " …", width)
        }
        return lines.map { String(repeating: " ", count: indent) + $0 }
    }
}

extension String {
    /// The text with blanks after it, to a number of columns; a longer one gets one blank.
    func padding(_ columns: Int) -> String {
        self + String(repeating: " ", count: max(1, columns - Columns.width(of: self)))
    }
}
