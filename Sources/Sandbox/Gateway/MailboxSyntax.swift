// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What the services take for an address and a domain.
enum MailboxSyntax {
    /// Whether the text is one addr-spec: no display name, no list, no quoted local part (RFC 5321, section 4.1.2).
    static func isAddress(_ text: String) -> Bool {
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, !halves[0].isEmpty, text.utf8.count <= 254 else { return false }
        return isDomain(String(halves[1]))
            && !text.unicodeScalars.contains {
                $0.value <= 0x20 || $0.value == 0x7F || ",;:<>()[]\\\"".unicodeScalars.contains($0)
            }
    }

    /// Whether the text is a domain name of at least two labels (RFC 1035, section 2.3.1, and U-labels).
    static func isDomain(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2
            && labels.allSatisfy { label in
                !label.isEmpty && label.utf8.count <= 63 && label.first != "-" && label.last != "-"
                    && label.unicodeScalars.allSatisfy {
                        $0 == "-" || $0.properties.isAlphabetic || ("0"..."9").contains($0)
                    }
            }
    }
}
