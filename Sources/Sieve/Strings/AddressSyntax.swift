// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// As much of the syntax of addresses as scripts need: the reader of the message has done the rest.
enum AddressSyntax {
    /// Where the local part of an addr-spec lies; what stands behind it, if anything, is `@` and the domain.
    ///
    /// RFC 5228, section 2.7.4: an address that is none has no parts. One without a domain is a user of this system.
    static func localPart(in mailbox: borrowing Span<UInt8>) -> Range<Int>? {
        var index = mailbox.count - 1
        while index >= 0, mailbox[index] != UInt8(ascii: "@") { index -= 1 }
        guard index >= 0 else { return 0..<mailbox.count }
        return index > 0 && index < mailbox.count - 1 ? 0..<index : nil
    }

    /// The mailboxes of a field that the reader found none in, or that the script itself added.
    ///
    /// Lenient: splits at commas and semicolons outside quotes, angle brackets and comments. A field in which nothing
    /// looks like an address gives its whole value if `orWhole` says so, for a test that looks at what is written there;
    /// an empty group gives nothing.
    static func mailboxes(in value: String, orWhole: Bool) -> [String] {
        var found: [String] = []
        var piece: [UInt8] = []
        var inside: [UInt8]?
        var quoted = false
        var comment = 0
        var hasGroup = false
        func finish() {
            let text = String(decoding: inside ?? piece, as: UTF8.self)
            let mailbox = text.split(whereSeparator: \.isWhitespace).joined()
            if !mailbox.isEmpty, inside != nil || mailbox.contains("@") { found.append(mailbox) }
            piece = []
            inside = nil
        }
        var angle = false
        var escaped = false
        for byte in value.utf8 {
            // RFC 5322, section 3.2.1: in quotes and comments a backslash takes the next character's meaning away.
            let isEscaped = escaped
            escaped = !isEscaped && byte == UInt8(ascii: "\\") && (quoted || comment > 0)
            switch byte {
            case _ where (isEscaped || escaped) && comment > 0: break
            case _ where isEscaped || escaped:
                if angle { inside?.append(byte) } else if isEscaped { piece.append(byte) }
            case UInt8(ascii: "\"") where comment == 0:
                quoted.toggle()
                if angle { inside?.append(byte) }
            case _ where quoted:
                if angle { inside?.append(byte) } else { piece.append(byte) }
            case UInt8(ascii: "("): comment += 1
            case UInt8(ascii: ")"): comment = max(comment - 1, 0)
            case _ where comment > 0: break
            case UInt8(ascii: "<"):
                inside = []
                angle = true
            case UInt8(ascii: ">"): angle = false
            case UInt8(ascii: ",") where !angle, UInt8(ascii: ";") where !angle: finish()
            case UInt8(ascii: ":") where !angle:
                piece = []
                hasGroup = true
            default: if angle { inside?.append(byte) } else { piece.append(byte) }
            }
        }
        finish()
        return found.isEmpty && orWhole && !hasGroup ? [value] : found
    }
}
