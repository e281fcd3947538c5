// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A mailbox as header fields and envelopes name it: a display name, which may be empty, and an addr-spec.
///
/// The parts are kept as written; comparing goes through ``canonical``, because a domain has no case and no mail system
/// in use tells local parts apart by case, so a second letter to `Jan@` after one to `jan@` would be the same letter.
/// RFC 5322, section 3.4.
public struct Address: Sendable, Hashable, Codable {
    /// The display name, decoded; empty where there is none.
    public var name: String
    /// The addr-spec, `local@domain`, without angle brackets; may lack the domain where the writer left it out.
    public var mailbox: String

    /// Makes an address from its decoded parts.
    public init(name: String = "", mailbox: String) {
        self.name = name
        self.mailbox = mailbox
    }

    /// The part before the last `@`; all of it where there is none.
    public var localPart: String {
        mailbox.lastIndex(of: "@").map { String(mailbox[..<$0]) } ?? mailbox
    }

    /// The part after the last `@`; empty where there is none.
    public var domain: String {
        mailbox.lastIndex(of: "@").map { String(mailbox[mailbox.index(after: $0)...]) } ?? ""
    }

    /// Whether mail can be sent to it: something before and after an `@`, and no character that could end a header field or
    /// an address early, or make a terminal show something else.
    public var isComplete: Bool {
        let isClean = mailbox.unicodeScalars.allSatisfy { scalar in
            let category = scalar.properties.generalCategory
            return scalar.value > 32 && ![.control, .format, .lineSeparator, .paragraphSeparator].contains(category)
                && !"<>,;".unicodeScalars.contains(scalar)
        }
        return isClean && !localPart.isEmpty && !domain.isEmpty && !domain.hasPrefix(".")
    }

    /// The form under which two spellings of one mailbox are equal.
    public var canonical: String { mailbox.lowercased() }
}
