// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension String {
    /// The text as one line of a terminal or a log can show it: nothing in it ends the line, or is obeyed.
    ///
    /// Mails, and rule files that came from elsewhere, can hold escape sequences. Tabs and line breaks become spaces, other
    /// control characters U+FFFD.
    public var onOneLine: String {
        guard utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return self }
        var line = UnicodeScalarView()
        var isAfterReturn = false
        for scalar in unicodeScalars {
            switch scalar {
            case "\n" where isAfterReturn: break
            case "\t", "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": line.append(" ")
            default: line.append(scalar.isObeyed ? "\u{FFFD}" : scalar)
            }
            isAfterReturn = scalar == "\r"
        }
        return String(line)
    }
}

extension Unicode.Scalar {
    /// Whether it is one of the control characters, C0, DEL and C1, or turns the order of the letters behind it around.
    fileprivate var isObeyed: Bool {
        switch value {
        case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
