// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Etpan

/// The second look at an address field that libetpan gives up: no recipient may vanish for a stray comma.
///
/// Takes `;` for `,`, empty entries, missing brackets, blanks between addresses, comments as names, groups, and addresses
/// without a domain. Never fails, and does not recurse. RFC 5322, sections 3.4 and 4.4, and what people write instead.
struct LenientAddressList {
    /// The mailboxes found, groups flattened.
    private(set) var addresses: [RawAddress] = []

    private let value: [UInt8]
    private var position = 0
    /// The words of the present entry, quotes removed.
    private var phrase: [UInt8] = []
    /// The words of the present entry as written, comments removed; an address without brackets is found among them.
    private var words: [[UInt8]] = [[]]
    private var comment: [UInt8] = []
    private var bracketed: [UInt8]?

    init(_ value: [UInt8]) {
        self.value = value
        while position < value.count { readNext() }
        endEntry()
    }

    private mutating func readNext() {
        let byte = value[position]
        switch byte {
        case UInt8(ascii: "\""): readQuoted()
        case UInt8(ascii: "("): readComment()
        case UInt8(ascii: "<"): readBracketed()
        case UInt8(ascii: ","), UInt8(ascii: ";"):
            position += 1
            endEntry()
        case UInt8(ascii: ":"):
            position += 1
            if bracketed == nil && !words.contains(where: { $0.contains(UInt8(ascii: "@")) }) {
                // The name of a group, or a `mailto:`.
                startEntry()
            } else {
                append(byte)
            }
        default:
            append(byte)
            position += 1
        }
    }

    private mutating func append(_ byte: UInt8) {
        phrase.append(byte)
        if byte.isBlank { words.append([]) } else { words[words.count - 1].append(byte) }
    }

    private mutating func readQuoted() {
        let start = position
        position += 1
        var content: [UInt8] = []
        while position < value.count, value[position] != UInt8(ascii: "\"") {
            if value[position] == UInt8(ascii: "\\"), position + 1 < value.count { position += 1 }
            content.append(value[position])
            position += 1
        }
        position = min(position + 1, value.count)
        phrase += content
        // A quoted local part keeps its quotes and its blanks.
        words[words.count - 1] += value[start..<position]
    }

    private mutating func readComment() {
        var depth = 0
        var content: [UInt8] = []
        repeat {
            let byte = value[position]
            position += 1
            if byte == UInt8(ascii: "("), depth == 0 {
                depth = 1
                continue
            }
            if byte == UInt8(ascii: "(") { depth += 1 }
            if byte == UInt8(ascii: ")") { depth -= 1 }
            if byte == UInt8(ascii: "\\"), position < value.count {
                content.append(value[position])
                position += 1
            } else if depth > 0 {
                content.append(byte)
            }
        } while depth > 0 && position < value.count
        comment = content
        append(0x20)
    }

    private mutating func readBracketed() {
        position += 1
        var content: [UInt8] = []
        var isQuoted = false
        while position < value.count, isQuoted || value[position] != UInt8(ascii: ">") {
            if !isQuoted, value[position] == UInt8(ascii: "("), let end = endOfComment(at: position) {
                position = end
                continue
            }
            if value[position] == UInt8(ascii: "\"") { isQuoted.toggle() }
            content.append(value[position])
            position += 1
        }
        position = min(position + 1, value.count)
        content = content.filter { isQuoted || !$0.isBlank && $0 != UInt8(ascii: "<") }
        // A source route, which RFC 5321 has a receiver ignore.
        if content.first == UInt8(ascii: "@"), let colon = content.firstIndex(of: UInt8(ascii: ":")) {
            content.removeSubrange(...colon)
        }
        if let earlier = bracketed, !earlier.isEmpty {
            // Two addresses without a comma between.
            addresses.append(RawAddress(name: [], mailbox: earlier))
        }
        bracketed = content
    }

    /// Behind the comment that begins at `start`; nil where it is never closed, and so is none.
    private func endOfComment(at start: Int) -> Int? {
        var depth = 0
        var index = start
        while index < value.count {
            switch value[index] {
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"):
                depth -= 1
                if depth == 0 { return index + 1 }
            default: break
            }
            index += 1
        }
        return nil
    }

    private mutating func startEntry() {
        phrase = []
        words = [[]]
        comment = []
        bracketed = nil
    }

    private mutating func endEntry() {
        defer { startEntry() }
        if let bracketed {
            guard !bracketed.isEmpty else { return }
            let name = phrase.trimmedBlanks()
            addresses.append(RawAddress(name: name.isEmpty ? comment.trimmedBlanks() : name, mailbox: bracketed))
            return
        }
        let words = joinedAroundAt(words.filter { !$0.isEmpty })
        let mailboxes = words.filter { $0.contains(UInt8(ascii: "@")) }
        if mailboxes.count == 1, let mailbox = mailboxes.first {
            let others = words.filter { $0 != mailbox }.joined(separator: [0x20])
            let name = Array(others.filter { $0 != UInt8(ascii: "\"") })
            addresses.append(RawAddress(name: name.isEmpty ? comment.trimmedBlanks() : name, mailbox: mailbox))
        } else if !mailboxes.isEmpty {
            addresses += mailboxes.map { RawAddress(mailbox: $0) }
        } else if !words.isEmpty {
            addresses.append(
                RawAddress(name: comment.trimmedBlanks(), mailbox: Array(words.joined(separator: [0x20]))))
        }
    }

    /// Puts `jan . jansen @ example.nl` together again, which was lawful before RFC 2822.
    private func joinedAroundAt(_ words: [[UInt8]]) -> [[UInt8]] {
        var result: [[UInt8]] = []
        var joins = false
        var lastHasAt = false
        for word in words {
            let isDot = word == [UInt8(ascii: ".")]
            let isOpen = word.first == UInt8(ascii: "@") || isDot || joins
            if isOpen, let last = result.indices.last, joins || !lastHasAt {
                result[last] += word
                lastHasAt = lastHasAt || word.contains(UInt8(ascii: "@"))
            } else {
                result.append(word)
                lastHasAt = word.contains(UInt8(ascii: "@"))
            }
            joins = word.last == UInt8(ascii: "@") || isDot
        }
        return result
    }
}
