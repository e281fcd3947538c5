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
}

extension String {
    /// The text with blanks after it, to a number of columns; a longer one gets one blank.
    func padding(_ columns: Int) -> String {
        self + String(repeating: " ", count: max(1, columns - count))
    }
}
