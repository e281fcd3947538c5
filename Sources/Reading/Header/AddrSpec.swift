// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Whether a mailbox is one that mail can be sent to.
///
/// RFC 5322, section 3.4.1, and RFC 6532; dots may stand anywhere, as some providers let them.
enum AddrSpec {
    /// Judges a mailbox that has a domain.
    static func isWellFormed(_ mailbox: [UInt8]) -> Bool {
        guard let at = endOfLocalPart(mailbox), at > 0, mailbox[at] == UInt8(ascii: "@") else { return false }
        let domain = mailbox[(at + 1)...]
        guard domain.first == UInt8(ascii: "[") else { return !domain.isEmpty && domain.allSatisfy(isText) }
        return domain.count > 2 && domain.last == UInt8(ascii: "]")
            && domain.dropFirst().dropLast().allSatisfy(isLiteral)
    }

    /// Behind the words, quoted strings and dots at the beginning; nil where those are all.
    private static func endOfLocalPart(_ mailbox: [UInt8]) -> Int? {
        var isQuoted = false
        var index = 0
        while index < mailbox.count {
            let byte = mailbox[index]
            if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if isQuoted {
                if byte == UInt8(ascii: "\\") { index += 1 }
            } else if !isText(byte) {
                return index
            }
            index += 1
        }
        return nil
    }

    /// What atoms are made of, and dots.
    private static func isText(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte != 0x7F && !"()<>[]:;@\\,\"".utf8.contains(byte)
    }

    /// What stands in the brackets of an address literal.
    private static func isLiteral(_ byte: UInt8) -> Bool { isText(byte) || byte == UInt8(ascii: ":") }
}
