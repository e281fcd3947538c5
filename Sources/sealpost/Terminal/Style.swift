// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Colours on a terminal, and none anywhere else, nor where `NO_COLOR` is set (no-color.org).
struct Style {
    /// Whether text is coloured.
    let isColoured: Bool

    /// Decides for standard output.
    static let standardOutput = Style(isColoured: isatty(STDOUT_FILENO) == 1 && getenv("NO_COLOR") == nil)

    /// How many columns the terminal has; nil where standard output is none: tty_ioctl(4).
    static var columns: Int? {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
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
