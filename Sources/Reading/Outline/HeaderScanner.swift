// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// Splits the header of a message or part into fields, by its lines.
///
/// RFC 5322, section 2.2, and section 4.5 for blanks before the colon.
struct HeaderScanner {
    /// Why the header ended.
    enum End {
        /// A blank line, which is no part of the body; or the end of the message.
        case blankLine
        /// A line that is no field and begins the body; `hasFieldsBehind` tells whether what follows looks like more header.
        case otherLine(at: Int, hasFieldsBehind: Bool)
        /// A line that `isBoundary` claimed; the cursor stands before it.
        case boundary
    }

    var lines: Lines
    var fields: [RawField] = []
    /// Whether a line without a name was passed over: a continuation before the first field, or one that begins with a colon.
    var hasStrayLine = false
    private let limits: ReadingLimits
    /// Whether lines that separate messages in an mbox are passed over: not in a part, where they are its text.
    private let takesSeparators: Bool

    init(_ lines: Lines, limits: ReadingLimits, isMessage: Bool = true) {
        self.lines = lines
        self.limits = limits
        takesSeparators = isMessage
    }

    /// Reads all fields; the cursor then stands at the body.
    mutating func scan(isBoundary: (Lines.Line) -> Bool) throws(Excess) -> End {
        while let line = lines.line() {
            let start = line.content.lowerBound
            if line.content.isEmpty {
                lines.position = line.next
                return .blankLine
            }
            if isBoundary(line) { return .boundary }
            if lines.bytes[start] == 0x20 || lines.bytes[start] == 0x09 {
                guard try fold(line) else {
                    lines.position = line.next
                    return .blankLine
                }
            } else if let colon = colon(in: line.content) {
                try check(line.content.count, at: start)
                guard fields.count < limits.fields else {
                    throw Excess(text: "there are more than \(limits.fields) header fields", offset: start)
                }
                let name = lines.bytes[start..<colon].trimmedBlanks()
                fields.append(
                    RawField(
                        name: String(decoding: name, as: UTF8.self), range: start..<line.next,
                        value: (colon + 1)..<line.next))
            } else if lines.bytes[start] == UInt8(ascii: ":") {
                hasStrayLine = true
            } else if !(takesSeparators && isMailboxSeparator(line.content)) {
                var ahead = lines
                ahead.position = line.next
                let next = ahead.line()?.content ?? 0..<0
                return .otherLine(at: start, hasFieldsBehind: colon(in: next) != nil)
            }
            lines.position = line.next
        }
        return .blankLine
    }

    /// Whether a line separates messages in an mbox: no header field, though tools leave it before or amid the fields.
    private func isMailboxSeparator(_ content: Range<Int>) -> Bool {
        Self.isMailboxSeparator(UnsafeRawBufferPointer(rebasing: lines.bytes[content]))
    }

    private static func isMailboxSeparator(_ line: UnsafeRawBufferPointer) -> Bool {
        line.starts(with: "From ".utf8) || line.starts(with: ">From ".utf8)
    }

    /// Whether a line may stand in a message's header without being part of a field.
    static func isStray(_ line: UnsafeRawBufferPointer) -> Bool {
        let first = line.first ?? 0x20
        return first == UInt8(ascii: ":") || first == 0x20 || first == 0x09 || isMailboxSeparator(line)
    }

    /// Adds a continuation line to the last field; returns false for a line of blanks with no field before it.
    private mutating func fold(_ line: Lines.Line) throws(Excess) -> Bool {
        guard let last = fields.indices.last else {
            guard line.content.contains(where: { !lines.bytes[$0].isBlank }) else { return false }
            hasStrayLine = true
            return true
        }
        fields[last].range = fields[last].range.lowerBound..<line.next
        fields[last].value = fields[last].value.lowerBound..<line.next
        try check(fields[last].range.count, at: fields[last].range.lowerBound)
        return true
    }

    private func check(_ length: Int, at offset: Int) throws(Excess) {
        guard length <= limits.fieldBytes else {
            throw Excess(text: "a header field has more than \(limits.fieldBytes) bytes", offset: offset)
        }
    }

    /// Where the colon of a header field stands: after a name of printable ASCII, and blanks in obsolete mail.
    private func colon(in content: Range<Int>) -> Int? {
        var index = content.lowerBound
        while index < content.upperBound, lines.bytes[index] > 0x20, lines.bytes[index] < 0x7F,
            lines.bytes[index] != UInt8(ascii: ":")
        {
            index += 1
        }
        guard index > content.lowerBound else { return nil }
        while index < content.upperBound, lines.bytes[index] == 0x20 || lines.bytes[index] == 0x09 { index += 1 }
        return index < content.upperBound && lines.bytes[index] == UInt8(ascii: ":") ? index : nil
    }
}
