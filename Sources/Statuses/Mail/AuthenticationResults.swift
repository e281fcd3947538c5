// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What a receiving mail server says of the checks that it made of a mail.
///
/// RFC 8601. Only what is needed is taken: what it says of DKIM.
public struct AuthenticationResults: Sendable, Hashable {
    /// Who says it (authserv-id), in lower case.
    public let server: String
    /// The domains of which a signature passed, in lower case.
    public let signers: Set<String>
    /// Each result of the method `dkim` with its properties, as `dkim=pass header.d=example.org`.
    public let dkim: [String]

    /// Reads the value of a field; nil where it breaks the grammar.
    public init?(_ value: String) {
        guard let parts = Self.parts(value), let first = parts.first?.first else { return nil }
        server = first.lowercased()
        // A version of the format may follow the name; none but 1 is known.
        guard parts[0].count == 1 || parts[0].dropFirst().elementsEqual(["1"]) else { return nil }
        var signers: Set<String> = []
        var dkim: [String] = []
        for part in parts.dropFirst() {
            guard let method = part.first?.lowercased() else { continue }
            if method.hasPrefix("dkim=") || method.hasPrefix("dkim/1=") { dkim.append(part.joined(separator: " ")) }
            guard method == "dkim=pass" || method == "dkim/1=pass" else { continue }
            for word in part.dropFirst() where word.lowercased().hasPrefix("header.d=") {
                signers.insert(word.dropFirst("header.d=".count).lowercased())
            }
        }
        self.signers = signers
        self.dkim = dkim
    }

    /// The words between semicolons, without comments and quotation marks, and without space around equals signs.
    private static func parts(_ value: String) -> [[String]]? {
        var parts: [[String]] = [[]]
        var word = ""
        var isQuoted = false
        var depth = 0
        var isEscaped = false
        var awaitsValue = false
        func end() {
            guard !word.isEmpty else { return }
            parts[parts.count - 1].append(word)
            word = ""
        }
        for character in value {
            if isEscaped {
                if depth == 0 { word.append(character) }
                isEscaped = false
            } else if character == "\\", isQuoted || depth > 0 {
                isEscaped = true
            } else if isQuoted {
                if character == "\"" { isQuoted = false } else { word.append(character) }
            } else if character == "(" {
                depth += 1
            } else if depth > 0 {
                if character == ")" { depth -= 1 }
            } else if character == ")" {
                return nil
            } else if character == "\"" {
                isQuoted = true
                awaitsValue = false
            } else if character == ";" {
                end()
                parts.append([])
                awaitsValue = false
            } else if character.isWhitespace {
                if !awaitsValue { end() }
            } else if character == "=" {
                if word.isEmpty { word = parts[parts.count - 1].popLast() ?? "" }
                word.append("=")
                awaitsValue = true
            } else {
                awaitsValue = false
                word.append(character)
            }
        }
        end()
        return isQuoted || isEscaped || depth > 0 ? nil : parts
    }
}
