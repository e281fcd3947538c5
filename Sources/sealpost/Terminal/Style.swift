// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import TerminalText

/// Colours on a terminal, and none anywhere else, nor where `NO_COLOR` is set (no-color.org).
struct Style {
    /// Whether text is coloured.
    let isColoured: Bool

    /// Decides for standard output.
    static let standardOutput = Style(isColoured: isatty(STDOUT_FILENO) == 1 && getenv("NO_COLOR") == nil)

    /// How many columns the terminal has; nil where standard output is none.
    static var columns: Int? { size?.columns }

    /// How many columns and rows the terminal has; nil where standard output is none: tty_ioctl(4).
    static var size: (columns: Int, rows: Int)? {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// A line with its colours.
    func text(_ line: StyledText) -> String {
        line.parts.map { part in
            switch part.emphasis {
            case .none: part.text
            case .strong: bold(part.text)
            case .faint: dim(part.text)
            case .good: green(part.text)
            case .waiting: yellow(part.text)
            case .bad: red(part.text)
            }
        }.joined()
    }

    func bold(_ text: String) -> String { wrap(text, "1") }
    func dim(_ text: String) -> String { wrap(text, "2") }
    func red(_ text: String) -> String { wrap(text, "31") }
    func green(_ text: String) -> String { wrap(text, "32") }
    func yellow(_ text: String) -> String { wrap(text, "33") }

    private func wrap(_ text: String, _ code: String) -> String {
        isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
