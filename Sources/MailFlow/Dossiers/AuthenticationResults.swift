// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What a server says of a mail's signatures in its Authentication-Results field.
///
/// Only the topmost field is asked, which the receiver's own server put there last; those below may have come with the mail.
/// RFC 8601, section 2.2.
enum AuthenticationResults {
    /// The results of the method `dkim`, each with the name of the server that says it: `mx.example: dkim=pass ...`.
    static func dkim(_ field: String) -> [String] {
        let parts = withoutComments(field).split(separator: ";", omittingEmptySubsequences: false).map { part in
            part.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        guard let server = parts.first?.split(separator: " ").first else { return [] }
        return parts.dropFirst().filter { $0.lowercased().hasPrefix("dkim=") }.map { "\(server): \($0)" }
    }

    /// The field without comments, which can hold anything (RFC 5322, section 3.2.2).
    private static func withoutComments(_ field: String) -> String {
        var output = ""
        var depth = 0
        var isQuoted = false
        var isEscaped = false
        for character in field {
            defer { isEscaped = character == "\\" && !isEscaped }
            if isEscaped {
                if depth == 0 { output.append(character) }
                continue
            }
            switch character {
            case "\"" where depth == 0: isQuoted.toggle()
            case "(" where !isQuoted:
                depth += 1
                continue
            case ")" where !isQuoted && depth > 0:
                depth -= 1
                continue
            default: break
            }
            if depth == 0 { output.append(character) }
        }
        return output
    }
}
