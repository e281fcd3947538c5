// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// As much of the syntax of addresses as scripts need: the reader of the message has done the rest.
enum AddressSyntax {
    static func lastAt(in mailbox: borrowing Span<UInt8>) -> Int? {
        var index = mailbox.count - 1
        while index >= 0 {
            if mailbox[index] == UInt8(ascii: "@") { return index }
            index -= 1
        }
        return nil
    }

    /// Whether `text` is plainly one address, `local@domain`, that mail can be sent to.
    static func isMailbox(_ text: String) -> Bool {
        let address = Address(mailbox: text)
        guard !address.localPart.isEmpty, !address.domain.isEmpty, !address.domain.contains("..") else { return false }
        guard address.domain.first != ".", address.domain.last != "." else { return false }
        let forbidden: Set<Character> = [" ", "\t", "<", ">", "(", ")", ",", ";", ":", "\"", "\\"]
        return text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
            && !address.mailbox.contains { forbidden.contains($0) } && !address.localPart.contains("@")
    }

    /// The mailboxes of a field that the reader found none in, or that the script itself added.
    ///
    /// Lenient: splits at commas and semicolons outside quotes, angle brackets and comments. A field in which nothing
    /// looks like an address gives its whole value, so that a test for it can still match what is written there.
    static func mailboxes(in value: String) -> [String] {
        var found: [String] = []
        var piece: [UInt8] = []
        var inside: [UInt8]?
        var quoted = false
        var comment = 0
        func finish() {
            let text = String(decoding: inside ?? piece, as: UTF8.self)
            let mailbox = text.split(whereSeparator: \.isWhitespace).joined()
            if !mailbox.isEmpty, inside != nil || mailbox.contains("@") { found.append(mailbox) }
            piece = []
            inside = nil
        }
        var angle = false
        for byte in value.utf8 {
            switch byte {
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
            case UInt8(ascii: ":") where !angle: piece = []
            default: if angle { inside?.append(byte) } else { piece.append(byte) }
            }
        }
        finish()
        return found.isEmpty && !value.isEmpty ? [value] : found
    }
}
