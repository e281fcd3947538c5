// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

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
    /// What the header says of the way that the message came.
    private(set) var trace = Trace()
    /// Whether the first line is a header field, or empty; otherwise all of the message is body.
    private(set) var isThere = true
    /// Whether the first line is no field, and yet a field that hides recipients follows.
    private(set) var isBroken = false
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
            } else if Self.isStray(text), !isFirst {
                continue
            } else if let colon = text.firstIndex(of: UInt8(ascii: ":")), Self.isName(text[..<colon]) {
                current = Self.trimmed(text[..<colon]).lowercased()
                names.insert(current)
                note(value: text[(colon + 1)...], of: current)
                trace.pass(current, Self.trimmed(text[(colon + 1)...]))
            } else {
                isThere = !isFirst
                isBroken = isFirst && Self.hidesRecipients(bytes[separatorLength...])
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

    /// Whether a line amid the fields is none and doesn't end them, as reading has it too: an mbox separator that some tool
    /// left there, or a line whose name is missing.
    private static func isStray(_ text: ArraySlice<UInt8>) -> Bool {
        text.starts(with: "From ".utf8) || text.starts(with: ">From ".utf8) || text.first == UInt8(ascii: ":")
    }

    /// Whether a field that hides recipients stands in the first paragraph of what would be a text without a header.
    ///
    /// As text it would tell them to every reader.
    private static func hidesRecipients(_ bytes: ArraySlice<UInt8>) -> Bool {
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if line.isEmpty || line.elementsEqual([13]) { return false }
            // To some programs a line ends at a CR too.
            for part in line.split(separator: 13) {
                guard let colon = part.firstIndex(of: UInt8(ascii: ":")) else { continue }
                if ["bcc", "resent-bcc"].contains(trimmed(part[..<colon]).lowercased()) { return true }
            }
        }
        return false
    }

    private static func trimmed(_ value: ArraySlice<UInt8>) -> String {
        let isBlank = { (byte: UInt8) in byte == 32 || byte == 9 }
        return String(decoding: value.drop(while: isBlank).reversed().drop(while: isBlank).reversed(), as: UTF8.self)
    }

    private static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
        let name = bytes.reversed().drop { $0 == 32 || $0 == 9 }
        return !name.isEmpty && name.allSatisfy { (33...126).contains($0) }
    }

    private static let recipientFields: Set<String> = ["to", "cc", "bcc", "resent-to", "resent-cc", "resent-bcc"]
}
