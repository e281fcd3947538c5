// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Normalization

/// Text measured as a terminal shows it: letters of East Asia and emoji take two columns, combining marks none.
public enum Columns {
    /// How many columns a text takes.
    public static func width(of text: String) -> Int {
        text.utf8.allSatisfy { $0 < 0x80 } ? text.utf8.count : text.reduce(0) { $0 + width(of: $1) }
    }

    /// What a terminal makes of several characters that belong together is at most two columns wide.
    private static func width(of character: Character) -> Int {
        min(2, character.unicodeScalars.reduce(0) { $0 + $1.columnWidth })
    }

    /// The text in one line, without control characters, cut to a number of columns, with a mark where something is missing.
    public static func fitted(_ text: String, _ columns: Int) -> String {
        let line = text.onOneLine
        guard width(of: line) > columns else { return line }
        return beginning(of: line, columns - 1) + "…"
    }

    /// A mail address cut to a number of columns: in its local part if that is enough, since the domain says more.
    public static func fitted(address: String, _ columns: Int) -> String {
        let line = address.onOneLine
        guard width(of: line) > columns, let sign = line.lastIndex(of: "@") else { return fitted(line, columns) }
        let domain = line[sign...]
        let space = columns - width(of: String(domain)) - 1
        return space < 2 ? fitted(line, columns) : beginning(of: String(line[..<sign]), space) + "…" + domain
    }

    /// The text with blanks after it, to a number of columns.
    public static func padded(_ text: String, _ columns: Int) -> String {
        text + String(repeating: " ", count: max(0, columns - width(of: text)))
    }

    /// The text in lines of so many columns, broken at blanks.
    /// - Parameter breaksWords: Whether a word that is too long is broken where it must be, or stays whole.
    public static func wrapped(_ text: String, _ columns: Int, breaksWords: Bool = true) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(whereSeparator: \.isWhitespace).map(String.init) {
            if !line.isEmpty, width(of: line) + 1 + width(of: word) > columns {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? word : " \(word)"
            while breaksWords, width(of: line) > columns, case let head = beginning(of: line, columns), !head.isEmpty {
                lines.append(head)
                line.removeFirst(head.count)
            }
        }
        return lines + [line]
    }

    /// As much of a text as so many columns hold.
    private static func beginning(of text: String, _ columns: Int) -> String {
        var left = columns
        return String(
            text.prefix { character in
                left -= width(of: character)
                return left >= 0
            })
    }
}
