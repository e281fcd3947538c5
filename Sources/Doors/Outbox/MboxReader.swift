// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Finds the messages of an mbox, and refuses what could be read in two ways.
///
/// RFC 4155 leaves open how a body is told from the next message. Programs that write "From " at the beginning of a line put
/// a ">" before it, and take it off again (mboxrd); mutt leaves it as it is and says in Content-Length where the body ends
/// (mboxcl2). A Content-Length is believed only if a message really ends there. Where neither tells, nobody can know which
/// text is whose, and no guess is made: a part of one person's mail could be sent to another.
struct MboxReader {
    /// One message: where its header begins and its body ends, without the line before it and the empty line behind.
    struct Message: Hashable {
        var header: Range<Int>
        /// From behind the empty line.
        var body: Range<Int>
        /// Whether a ">" stands before lines of the body that begin with "From ".
        var isQuoted: Bool
    }

    /// Why a file can't be taken apart.
    struct Unclear: Error, Hashable, CustomStringConvertible {
        /// The line, from 1.
        var line: Int
        var why: String

        var description: String { "line \(line): \(why)" }
    }

    private let bytes: UnsafeRawBufferPointer

    /// All messages of a file.
    static func messages(in bytes: UnsafeRawBufferPointer) throws(Unclear) -> [Message] {
        let reader = MboxReader(bytes: bytes)
        var messages: [Message] = []
        var position = 0
        while position < bytes.count {
            let (message, end) = try reader.message(at: position)
            messages.append(message)
            position = end
        }
        return messages
    }

    /// The message whose line "From " begins at `start`, and where the next one begins.
    private func message(at start: Int) throws(Unclear) -> (Message, end: Int) {
        guard isSeparator(at: start) else {
            throw unclear(
                start, "a message has to begin with a line such as \"From jan@office.example Sat Nov 21 09:30:00 2026\""
            )
        }
        let headerStart = lineEnd(start)
        var bodyStart = headerStart
        var length: Int?
        while bodyStart < bytes.count, !isEmptyLine(bodyStart) {
            // A header that never ends has swallowed what comes behind it.
            if begins(with: "From ", at: bodyStart) {
                throw unclear(bodyStart, "a line that begins with \"From \" stands in a header")
            }
            length = contentLength(at: bodyStart) ?? length
            bodyStart = lineEnd(bodyStart)
        }
        let header = headerStart..<bodyStart
        bodyStart = min(lineEnd(bodyStart), bytes.count)
        let counted = length.flatMap { end(ofBodyAt: bodyStart, length: $0) }
        let scanned = try scan(from: bodyStart, until: counted?.next)
        if let counted {
            return (Message(header: header, body: bodyStart..<counted.body, isQuoted: false), counted.next)
        }
        return (Message(header: header, body: bodyStart..<scanned.body, isQuoted: true), scanned.next)
    }

    /// Where a body of this length ends and the next message begins, if one begins there, or the file ends.
    private func end(ofBodyAt start: Int, length: Int) -> (body: Int, next: Int)? {
        let (end, overflows) = start.addingReportingOverflow(length)
        guard !overflows, end <= bytes.count else { return nil }
        var next = end
        if next < bytes.count, isEmptyLine(next) { next = lineEnd(next) }
        guard next == bytes.count || next > end && isSeparator(at: next) else { return nil }
        // The body's last line has to be a whole one, or the length is that of something else.
        guard end == start || end == bytes.count || bytes[end - 1] == Self.newline else { return nil }
        return (end, next)
    }

    /// Where the next message begins by the lines alone; all that lies before `limit` has to be body then.
    private func scan(from start: Int, until limit: Int?) throws(Unclear) -> (body: Int, next: Int) {
        var line = start
        // The empty line that ends the header counts.
        var isAfterEmptyLine = true
        var emptyLine = start
        while line < limit ?? bytes.count {
            if isAfterEmptyLine, begins(with: "From ", at: line) {
                let isSeparator = isSeparator(at: line)
                if limit != nil {
                    // mutt writes such lines of a letter as they are, and says where the body ends.
                    if isSeparator {
                        throw unclear(
                            line,
                            "this may be the next message, or text of the one before: put a \">\" before it if it is")
                    }
                } else if isSeparator {
                    return (emptyLine, line)
                } else {
                    throw unclear(
                        line, "this may be the next message, or text of the one before: put a \">\" before it if it is")
                }
            }
            isAfterEmptyLine = isEmptyLine(line)
            if isAfterEmptyLine { emptyLine = line }
            line = lineEnd(line)
        }
        // The last message has an empty line behind it too, unless it was written without one.
        return (isAfterEmptyLine && emptyLine > start ? emptyLine : bytes.count, bytes.count)
    }

    // MARK: Lines

    private static let newline = UInt8(ascii: "\n")

    /// Where the line behind this one begins.
    private func lineEnd(_ start: Int) -> Int {
        guard start < bytes.count else { return bytes.count }
        return bytes[start...].firstIndex(of: Self.newline).map { $0 + 1 } ?? bytes.count
    }

    private func isEmptyLine(_ start: Int) -> Bool {
        guard start < bytes.count else { return false }
        if bytes[start] == Self.newline { return true }
        return bytes[start] == UInt8(ascii: "\r") && start + 1 < bytes.count && bytes[start + 1] == Self.newline
    }

    private func begins(with text: StaticString, at start: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        guard start + count <= bytes.count else { return false }
        return bytes[start..<start + count].elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: count))
    }

    private func unclear(_ position: Int, _ why: String) -> Unclear {
        Unclear(line: bytes[..<position].count { $0 == Self.newline } + 1, why: why)
    }

    /// The value of a field Content-Length that begins here.
    private func contentLength(at start: Int) -> Int? {
        guard start < bytes.count, bytes[start] | 0x20 == UInt8(ascii: "c") else { return nil }
        let line = text(start)
        guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == "content-length" else { return nil }
        return Int(line[line.index(after: colon)...].filter { $0 != " " && $0 != "\t" })
    }

    /// Whether a line is what programs write before a message: "From ", a sender, and a date as asctime(3) writes it, with
    /// a zone or not.
    private func isSeparator(at start: Int) -> Bool {
        guard begins(with: "From ", at: start) else { return false }
        let words = text(start).split(separator: " ").dropFirst().map(String.init)
        guard let day = words.lastIndex(where: { Self.days.contains($0) }), day >= 1 else { return false }
        let rest = words[(day + 1)...]
        guard (4...6).contains(rest.count), let month = rest.first, Self.months.contains(month) else { return false }
        let numbers = Array(rest.dropFirst())
        guard let date = Int(numbers[0]), (1...31).contains(date) else { return false }
        let time = numbers[1].split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(time.count), time.allSatisfy({ $0.count == 2 && Int($0) != nil }) else { return false }
        return numbers.dropFirst(2).contains { $0.count == 4 && $0.allSatisfy(\.isNumber) }
    }

    /// A line as text, without its end; of a long one the beginning.
    private func text(_ start: Int) -> String {
        let end = min(lineEnd(start), start + 400, bytes.count)
        return String(decoding: bytes[start..<end], as: UTF8.self).filter { !$0.isNewline }
    }

    private static let days: Set<String> = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months: Set<String> = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
