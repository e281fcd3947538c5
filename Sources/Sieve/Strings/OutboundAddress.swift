// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// An address that a script sends to: `jan@office.example`, or `Jan Jansen <jan@office.example>`.
///
/// RFC 5228, section 2.4.2.3: no routes, no groups, and never more than one.
struct OutboundAddress {
    /// The addr-spec, without blanks, and without quotes where it can do without them.
    let mailbox: String

    /// Reads an address; nil where it is none.
    init?(_ text: String) {
        var rest = Self.trimmed(text[...])
        if rest.last == ">" {
            guard let open = Self.index(of: "<", in: rest), Self.isPhrase(rest[..<open]) else { return nil }
            rest = Self.trimmed(rest[rest.index(after: open)...].dropLast())
        }
        guard let at = Self.index(of: "@", in: rest),
            let local = Self.localPart(Self.trimmed(rest[..<at])),
            Self.isDomain(Self.trimmed(rest[rest.index(after: at)...]))
        else { return nil }
        mailbox = local + "@" + Self.trimmed(rest[rest.index(after: at)...])
    }

    private static let specials: Set<Character> = ["(", ")", "<", ">", "[", "]", ":", ";", "@", "\\", ",", "\""]

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }

    /// Where a character first stands outside of quotes.
    private static func index(of character: Character, in text: Substring) -> Substring.Index? {
        var isQuoted = false
        var isEscaped = false
        for index in text.indices {
            if isEscaped {
                isEscaped = false
            } else if text[index] == "\\" {
                isEscaped = true
            } else if text[index] == character, !isQuoted {
                return index
            } else if text[index] == "\"" {
                isQuoted.toggle()
            }
        }
        return nil
    }

    /// Words, quoted or not; nothing at all is one too.
    private static func isPhrase(_ text: Substring) -> Bool {
        let isFree = specials.allSatisfy { $0 == "\"" || $0 == "\\" || index(of: $0, in: text) == nil }
        return isFree && isText(text) && text.count { $0 == "\"" }.isMultiple(of: 2)
    }

    /// The local part, its quotes taken off where it needs none.
    ///
    /// Dots may stand anywhere in it: some providers gave such addresses out.
    private static func localPart(_ text: Substring) -> String? {
        if text.count > 2, text.first == "\"", text.last == "\"" {
            let inside = text.dropFirst().dropLast()
            // A quotation mark within would end it.
            guard isText(text), index(of: "\"", in: inside) == nil else { return nil }
            return isAtom(inside) ? String(inside) : String(text)
        }
        return isAtom(text) ? String(text) : nil
    }

    private static func isAtom(_ text: Substring) -> Bool {
        !text.isEmpty && isText(text) && !text.contains { specials.contains($0) || $0 == " " || $0 == "\t" }
    }

    private static func isDomain(_ text: Substring) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return labels.allSatisfy(isAtom)
    }

    private static func isText(_ text: Substring) -> Bool {
        text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F || $0 == "\t" }
    }
}
