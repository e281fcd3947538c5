// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The little that a door must know of a message's header: where it ends, and which fields stand in it.
///
/// Not a parser: decoding and judging come after the message is safe.
struct HeaderScan {
    /// How many bytes of mbox `From ` lines stand before the header.
    private(set) var separatorLength = 0
    /// The names of the fields, lower case.
    private(set) var names: Set<String> = []
    /// Whether a field that can name recipients is more than white space.
    private(set) var namesRecipients = false
    /// Whether the first line is a header field, or empty; otherwise all of the message is body.
    private(set) var isThere = true
    /// The line ending of the first line.
    private(set) var lineEnding = "\n"

    /// The offset after the empty line that ends the header, if it is within `bytes`.
    static func end(of bytes: some Collection<UInt8>) -> Bool {
        var lineLength = 0
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                if lineLength == 0 { return true }
                lineLength = 0
            } else if byte != UInt8(ascii: "\r") {
                lineLength += 1
            }
        }
        return false
    }

    /// Scans the beginning of a message, up to the empty line that ends the header.
    init(_ bytes: [UInt8]) {
        var isFirst = true
        var current = ""
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if isFirst, line.starts(with: "From ".utf8) || line.starts(with: ">From ".utf8) {
                separatorLength += line.count + 1
                continue
            }
            if isFirst { lineEnding = line.last == UInt8(ascii: "\r") ? "\r\n" : "\n" }
            let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            if text.isEmpty { break }
            if let first = text.first, first == 32 || first == 9, !isFirst {
                note(value: text, of: current)
            } else if let colon = text.firstIndex(of: UInt8(ascii: ":")), Self.isName(text[..<colon]) {
                current = String(decoding: text[..<colon], as: UTF8.self).lowercased()
                while current.last == " " || current.last == "\t" { current.removeLast() }
                names.insert(current)
                note(value: text[(colon + 1)...], of: current)
            } else {
                isThere = !isFirst
                break
            }
            isFirst = false
        }
        separatorLength = min(separatorLength, bytes.count)
    }

    private mutating func note(value: ArraySlice<UInt8>, of name: String) {
        guard Self.recipientFields.contains(name) else { return }
        namesRecipients = namesRecipients || value.contains { $0 != 32 && $0 != 9 }
    }

    private static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
        let name = bytes.reversed().drop { $0 == 32 || $0 == 9 }
        return !name.isEmpty && name.allSatisfy { (33...126).contains($0) }
    }

    private static let recipientFields: Set<String> = ["to", "cc", "bcc", "resent-to", "resent-cc", "resent-bcc"]
}
