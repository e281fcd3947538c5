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

    /// Whether a colon stands behind an address in brackets, where nothing but a comma can.
    private(set) var hasStrayColon = false

    private let value: [UInt8]
    private var position = 0
    /// The words of the present entry, quotes removed.
    private var phrase: [UInt8] = []
    /// The words of the present entry as written, comments removed; an address without brackets is found among them.
    private var words: [[UInt8]] = [[]]
    /// The comment behind all words, which old mail has for a name: `jan@x.example (Jan)`.
    private var comment: [UInt8] = []
    private var bracketed: [UInt8]?
    /// How much of the phrase stood before the address in brackets.
    private var nameEnd = 0
    /// Whether an `@` stands among the words.
    private var hasAt = false
    /// How many marks were looked for in vain to the end of the value: each takes time, so there is a limit.
    private var strayMarks = 0
    private static let strayLimit = 100

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
            if bracketed == nil && !hasAt {
                // The name of a group, or a `mailto:`.
                startEntry()
            } else {
                hasStrayColon = hasStrayColon || bracketed != nil
                append(byte)
            }
        case UInt8(ascii: ">") where bracketed != nil:
            position += 1
        default:
            // What stands in an encoded word is text, also where it should have been encoded: `=?utf-8?q?Jan_(new)?=`.
            let end = endOfEncodedWord(at: position) ?? position + 1
            for byte in value[position..<end] { append(byte) }
            position = end
        }
    }

    private mutating func append(_ byte: UInt8) {
        phrase.append(byte)
        if byte.isBlank {
            startWord()
        } else {
            words[words.count - 1].append(byte)
            comment = []
            hasAt = hasAt || byte == UInt8(ascii: "@")
        }
    }

    /// Passes over a quotation mark or parenthesis that nothing closes, and that so opens nothing.
    private mutating func skipStrayMark() {
        position += 1
        startWord()
    }

    /// Begins a word, unless one is begun: a field full of comments would have as many empty ones, to be gone through for each.
    private mutating func startWord() {
        if words.last?.isEmpty != true { words.append([]) }
    }

    private mutating func readQuoted() {
        guard isClosedQuote() else { return skipStrayMark() }
        comment = []
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
        hasAt = hasAt || content.contains(UInt8(ascii: "@"))
    }

    /// Whether the quotation mark here has one that closes it.
    private mutating func isClosedQuote() -> Bool {
        guard strayMarks < Self.strayLimit else { return false }
        var index = position + 1
        while index < value.count {
            if value[index] == UInt8(ascii: "\"") { return true }
            index += value[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        strayMarks += 1
        return false
    }

    private mutating func readComment() {
        guard let end = endOfComment(at: position) else { return skipStrayMark() }
        var content: [UInt8] = []
        var index = position + 1
        while index < end - 1 {
            if value[index] == UInt8(ascii: "\\") { index += 1 }
            content.append(value[index])
            index += 1
        }
        position = end
        // Comments before the address say nothing of who it is.
        if bracketed != nil || words.contains(where: { !$0.isEmpty }) { comment = content }
        append(0x20)
    }

    private mutating func readBracketed() {
        position += 1
        var content: [UInt8] = []
        var isQuoted = false
        var isApart = false
        while position < value.count, isQuoted || value[position] != UInt8(ascii: ">") {
            let byte = value[position]
            if !isQuoted, byte == UInt8(ascii: "("), let end = endOfComment(at: position) {
                position = end
                isApart = true
                continue
            }
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted || !byte.isBlank && byte != UInt8(ascii: "<") {
                // Blanks may stand around dots and the `@`; between words they stay: `jan jansen@x` is not `janjansen@x`.
                if isApart, let last = content.last, !".@:,".utf8.contains(last), !".@:,".utf8.contains(byte) {
                    content.append(0x20)
                }
                content.append(byte)
                isApart = false
            } else if byte.isBlank {
                isApart = true
            }
            position += 1
        }
        position = min(position + 1, value.count)
        // A source route, which RFC 5321 has a receiver ignore.
        if content.first == UInt8(ascii: "@"), let colon = content.firstIndex(of: UInt8(ascii: ":")) {
            content.removeSubrange(...colon)
        }
        // A link, as copied from a page.
        let scheme = "mailto:".utf8
        if content.count > scheme.count, zip(content, scheme).allSatisfy({ $0 | 0x20 == $1 }) {
            content.removeFirst(scheme.count)
        }
        if let earlier = bracketed, !earlier.isEmpty {
            // Two addresses without a comma between: what stands between is the second one's name.
            addresses.append(RawAddress(name: Array(phrase[..<nameEnd]).trimmedBlanks(), mailbox: earlier))
            phrase.removeFirst(nameEnd)
        }
        bracketed = content
        nameEnd = phrase.count
    }

    /// Behind the comment that begins at `start`; nil where it is never closed, and so is none.
    private mutating func endOfComment(at start: Int) -> Int? {
        guard strayMarks < Self.strayLimit else { return nil }
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
        strayMarks += 1
        return nil
    }

    /// Behind the encoded word that begins at `start`; nil where there is none, or where an address could be in it.
    private func endOfEncodedWord(at start: Int) -> Int? {
        let mark = UInt8(ascii: "?")
        let equals = UInt8(ascii: "=")
        guard value[start] == equals, start + 1 < value.count, value[start + 1] == mark,
            let second = value[(start + 2)...].prefix(80).firstIndex(of: mark), second + 2 < value.count,
            value[second + 2] == mark
        else { return nil }
        // The beginning of another word ends the search: each byte is looked at for one word alone.
        var index = second + 3
        while index + 1 < value.count {
            if value[index] == mark && value[index + 1] == equals { return index + 2 }
            let beginsAnother = value[index] == equals && value[index + 1] == mark
            let isEnd = index + 2 < value.count && value[index + 2] == equals
            guard !"<>\"@".utf8.contains(value[index]), !beginsAnother || isEnd else { return nil }
            index += 1
        }
        return nil
    }

    private mutating func startEntry() {
        phrase = []
        words = [[]]
        comment = []
        bracketed = nil
        nameEnd = 0
        hasAt = false
    }

    private mutating func endEntry() {
        defer { startEntry() }
        if let bracketed {
            // A comment behind brackets names nobody (RFC 5322, section 3.4).
            guard !bracketed.isEmpty else { return }
            addresses.append(RawAddress(name: phrase.trimmedBlanks(), mailbox: bracketed))
            return
        }
        // A bracket that nothing opens is part of no address.
        let bare = words.map { $0.last == UInt8(ascii: ">") && $0.count > 1 ? Array($0.dropLast()) : $0 }
        let words = joinedAroundAt(bare.filter { !$0.isEmpty })
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
            if isOpen, let last = result.indices.last, joins || isDot || !lastHasAt {
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
