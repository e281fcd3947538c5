// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// A path as a test writes it: an address with or without angle brackets, behind a source route or not.
///
/// RFC 5321, section 4.1.2. Doors read real envelopes; this is only for tests that try what a door would turn away.
struct EnvelopePath {
    /// The address; empty for the null path.
    let mailbox: String

    /// Reads a path; nil where it is none.
    init?(_ text: String) {
        var rest = text[...]
        if rest.hasPrefix("<") {
            guard rest.hasSuffix(">"), rest.count > 1 else { return nil }
            rest = rest.dropFirst().dropLast()
            if rest.hasPrefix("@") {
                guard let colon = rest.firstIndex(of: ":") else { return nil }
                let route = rest[..<colon].split(separator: ",", omittingEmptySubsequences: false)
                guard route.allSatisfy({ $0.first == "@" && Self.isDomain($0.dropFirst()) }) else { return nil }
                rest = rest[rest.index(after: colon)...]
            }
        }
        guard rest.isEmpty || Self.isMailbox(rest) else { return nil }
        mailbox = String(rest)
    }

    private static func isMailbox(_ text: Substring) -> Bool {
        guard let at = text.lastIndex(of: "@") else { return isLocalPart(text) }
        return isLocalPart(text[..<at]) && isDomain(text[text.index(after: at)...])
    }

    private static func isLocalPart(_ text: Substring) -> Bool {
        if text.first == "\"" { return text.count > 2 && text.last == "\"" }
        return !text.isEmpty
            && text.unicodeScalars.allSatisfy { $0.value > 0x20 && !"<>()[]\\,;:@\"".unicodeScalars.contains($0) }
    }

    private static func isDomain(_ text: Substring) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return labels.allSatisfy { label in
            !label.isEmpty
                && label.unicodeScalars.allSatisfy {
                    $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-" || $0 == "_"
                }
        }
    }
}
