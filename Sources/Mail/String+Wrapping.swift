// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension String {
    /// The text in lines of 76 columns, broken at spaces, for mail and plain files; a word that is too long stays whole.
    ///
    /// RFC 5322, section 2.1.1, recommends at most 78.
    /// - Parameters:
    ///   - indent: What each line begins with.
    ///   - first: What the first line begins with, if it is something else.
    public func wrapped(indent: String = "", first: String? = nil) -> [String] {
        var lines: [String] = []
        var line = first ?? indent
        var isEmpty = true
        for word in split(whereSeparator: \.isWhitespace) {
            if !isEmpty, line.count + 1 + word.count > 76 {
                lines.append(line)
                line = indent
                isEmpty = true
            }
            line += isEmpty ? String(word) : " \(word)"
            isEmpty = false
        }
        return lines + [line]
    }
}
