// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Actions in words, each once: what is filed twice into one folder is there once.
struct ActionList {
    private(set) var lines: [String] = []

    mutating func add(_ action: String, isCopy: Bool) {
        guard !lines.contains(where: { $0 == action || $0 == action + " (copy)" }) else { return }
        lines.append(isCopy ? action + " (copy)" : action)
    }

    /// A text as a person sees it in one line.
    static func shown(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.trimmingCharacters(in: .whitespaces).unicodeScalars.prefix(100) {
            result.append(scalar.value < 0x20 || scalar.value == 0x7F ? "?" : scalar)
        }
        return String(result).trimmingCharacters(in: .whitespaces)
    }

    /// An address with its domain in lower case, which says the same.
    static func mailbox(_ text: String) -> String {
        guard let at = text.lastIndex(of: "@") else { return text }
        return text[..<at] + text[at...].lowercased()
    }
}
