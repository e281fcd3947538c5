// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A list of `tag=value;` as signatures and key records are written (RFC 6376, section 3.2).
struct TagList {
    private let values: [String: String]

    /// Reads a list; nil where it breaks the grammar or names a tag twice.
    init?(_ text: String) {
        var values: [String: String] = [:]
        let parts = text.split(separator: ";", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            let part = part.trimmed
            if part.isEmpty {
                // Only behind the last semicolon.
                guard index == parts.count - 1, index > 0 else { return nil }
                continue
            }
            guard let sign = part.firstIndex(of: "=") else { return nil }
            let name = part[..<sign].trimmed
            guard let first = name.first, first.isASCII, first.isLetter,
                name.utf8.allSatisfy({ $0 == 95 || (48...57).contains($0) || (97...122).contains($0 | 32) }),
                values.updateValue(String(part[part.index(after: sign)...].trimmed), forKey: String(name)) == nil
            else { return nil }
        }
        self.values = values
    }

    /// The value of a tag, with the space within it; nil where the tag is missing.
    subscript(name: String) -> String? { values[name] }

    /// The value without any space.
    func compact(_ name: String) -> String? { values[name].map { $0.filter { !$0.isWhitespace } } }

    /// The values between colons, in lower case.
    func words(_ name: String) -> [String]? {
        compact(name).map { $0.lowercased().split(separator: ":", omittingEmptySubsequences: false).map(String.init) }
    }
}

extension StringProtocol {
    /// Without the space, tabs and line ends around it.
    var trimmed: SubSequence {
        var text = self[...]
        while text.first?.isWhitespace == true { text = text.dropFirst() }
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return text
    }
}
