// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import TransferEncodings

/// Finds header fields, parts and bodies of a message by its lines, in one pass.
///
/// This stands before libetpan because libetpan's own search for boundaries takes time for each nesting level, and loses
/// content in ways that mail shows: an empty part loses its siblings, a blank line after a boundary is eaten, a boundary
/// in RFC 2231's form is not seen. What is found here decides where content lies; `Skeleton` is what libetpan is given.
/// RFC 2046, section 5.1.
struct OutlineScanner {
    private var lines: Lines
    private let source: any MessageBytes
    /// Up to where the bytes are released: what has been gone over is not needed before its part is read.
    private var released = 0
    private let limits: ReadingLimits
    private var fieldCount = 0
    private var partCount = 0
    /// What was odd, in the order of the message.
    private(set) var doubts: [Doubt] = []
    /// The boundaries of the multiparts around the present place, outermost first.
    private var open: [Boundary] = []
    /// Boundaries of multiparts that have ended, by which a line after the end is recognised.
    private var closed: [Boundary] = []

    /// How a run of lines ended, and where its content ends: before the line break that belongs to the boundary.
    private struct Stop {
        /// The index in `open` of the boundary met; nil at the end of the message.
        var level: Int?
        var isClosing = false
        var contentEnd: Int
    }

    /// - Parameter source: what the bytes come from, from its beginning.
    init(_ bytes: UnsafeRawBufferPointer, of source: any MessageBytes, limits: ReadingLimits) {
        lines = Lines(bytes)
        self.source = source
        self.limits = limits
    }

    /// Scans the whole message.
    mutating func scan() throws(Excess) -> (entity: Entity, bodyStart: Int) {
        let (entity, bodyStart, _) = try scanEntity(inDigest: false)
        return (entity, bodyStart)
    }

    private mutating func scanEntity(inDigest: Bool) throws(Excess) -> (Entity, bodyStart: Int, Stop) {
        partCount += 1
        guard partCount <= limits.parts else {
            throw Excess(text: "there are more than \(limits.parts) parts", offset: lines.position)
        }
        var entity = Entity()
        let endsAtBoundary = try scanHeader(of: &entity)
        let bodyStart = lines.position
        let isHeaderOnly =
            bodyStart == entity.fields.last?.range.upperBound && (endsAtBoundary || bodyStart == lines.bytes.count)
        let field = entity.fields.first { $0.name.lowercased() == "content-type" }
        if let field {
            entity.type = ParameterizedValue(
                parsing: Unfolding.value(lines.bytes[field.value]), limit: limits.parameters)
            if entity.type.isCut {
                throw Excess(
                    text: "a Content-Type has more than \(limits.parameters) parameters",
                    offset: field.range.lowerBound)
            }
        }
        let written = entity.type.head
        entity.type.head = inDigest && field == nil ? "message/rfc822" : Self.essence(written)
        if let field, !written.isEmpty, written != entity.type.head {
            doubts.append(Doubt(.remark, "a Content-Type names no media type", at: field.range.lowerBound))
        }
        if endsAtBoundary {
            // The boundary line is still to be read, by the code that reads all of them.
            entity.body = bodyStart..<bodyStart
            if !isHeaderOnly { entity.extent = entity.body }
            return (entity, bodyStart, skip(isMultipart: false, isMessage: false))
        }
        let stop =
            entity.type.head.hasPrefix("multipart/")
            ? try scanMultipart(&entity, from: bodyStart) : scanLeaf(&entity, from: bodyStart)
        if !isHeaderOnly { entity.extent = bodyStart..<max(bodyStart, stop.contentEnd) }
        return (entity, bodyStart, stop)
    }

    /// A written type as `type/subtype`, each a token (RFC 2045, section 5.1): others are sent to services that refuse them.
    private static func essence(_ written: String) -> String {
        let slash = UInt8(ascii: "/")
        let halves = written.utf8.split(separator: slash, maxSplits: 1, omittingEmptySubsequences: false).map { half in
            let token = half.prefix { $0 > 0x20 && $0 < 0x7F && !"()<>@,;:\\\"/[]?=".utf8.contains($0) }
            return String(decoding: token, as: UTF8.self)
        }
        switch (halves[0], halves.count > 1 ? halves[1] : "") {
        case ("", ""), ("text", ""): return "text/plain"
        case ("multipart", ""): return "multipart/mixed"
        case ("", _), (_, ""): return "application/octet-stream"
        case (let type, let subtype): return "\(type)/\(subtype)"
        }
    }

    /// Reads the fields of an entity; returns true where a boundary line ended them.
    private mutating func scanHeader(of entity: inout Entity) throws(Excess) -> Bool {
        let isMessage = partCount == 1
        var scanner = HeaderScanner(lines, limits: limits, isMessage: isMessage)
        let start = lines.position
        let end = try scanner.scan { line in
            guard let match = boundary(in: line) else { return false }
            return match.exact
        }
        lines = scanner.lines
        entity.fields = scanner.fields
        fieldCount += scanner.fields.count
        guard fieldCount <= limits.fields else {
            throw Excess(text: "there are more than \(limits.fields) header fields", offset: start)
        }
        if scanner.hasStrayLine {
            doubts.append(Doubt(.remark, "a header has a line that belongs to no field", at: start))
        }
        switch end {
        case .blankLine: return false
        case .boundary:
            return true
        case .otherLine(let offset, let hasFieldsBehind):
            if isMessage && entity.fields.isEmpty && !hasFieldsBehind {
                doubts.append(Doubt(.remark, "there is no header: the whole message is body", at: offset))
            } else if isMessage || hasFieldsBehind {
                doubts.append(Doubt(.grave, "a header ends at a line that is no header field", at: offset))
            } else {
                doubts.append(Doubt(.remark, "a part's header ends without a blank line", at: offset))
            }
            return false
        }
    }

    private mutating func scanLeaf(_ entity: inout Entity, from bodyStart: Int) -> Stop {
        let stop = skip(isMultipart: false, isMessage: entity.type.head.hasPrefix("message/"))
        entity.body = bodyStart..<max(bodyStart, stop.contentEnd)
        return stop
    }

    private mutating func scanMultipart(_ entity: inout Entity, from bodyStart: Int) throws(Excess) -> Stop {
        guard entity.type.decoded("boundary") != nil else {
            doubts.append(
                Doubt(.grave, "a multipart names no boundary, so its parts can't be told apart", at: bodyStart))
            return scanLeaf(&entity, from: bodyStart)
        }
        let boundary = Boundary(of: entity.type)
        let level = open.count
        guard level < limits.depth else {
            throw Excess(text: "multiparts are nested more than \(limits.depth) deep", offset: bodyStart)
        }
        open.append(boundary)
        var stop = skip(isMultipart: true, isMessage: false)
        entity.prologue = bodyStart..<max(bodyStart, stop.contentEnd)
        while stop.level == level && !stop.isClosing {
            let start = lines.position
            let (child, bodyStart, childStop) = try scanEntity(inDigest: entity.type.head == "multipart/digest")
            // Between two boundary lines in a row there is no part: not even the empty line that would end its header.
            let isVoid = bodyStart == start && child.body.isEmpty && child.children.isEmpty
            if !isVoid || childStop.level == nil { entity.children.append(child) }
            stop = childStop
        }
        open.removeLast(open.count - level)
        closed.append(boundary)
        if entity.children.isEmpty {
            entity.body = bodyStart..<max(bodyStart, stop.contentEnd)
            doubts.append(Doubt(.grave, "the boundary of a multipart does not occur in it", at: bodyStart))
            if stop.level != level { return stop }
        }
        guard stop.level == level else {
            // Without its end, nobody can tell whether parts are missing.
            doubts.append(
                Doubt(
                    stop.level == nil ? .grave : .remark, "a multipart has no closing boundary: it may be cut short",
                    at: stop.contentEnd))
            return stop
        }
        let epilogueStart = lines.position
        stop = skip(isMultipart: true, isMessage: false)
        entity.epilogue = epilogueStart..<max(epilogueStart, stop.contentEnd)
        if epilogueStart < stop.contentEnd,
            lines.bytes[epilogueStart..<stop.contentEnd].contains(where: { !$0.isBlank })
        {
            doubts.append(Doubt(.remark, "text after a closing boundary belongs to no part", at: epilogueStart))
        }
        return stop
    }

    // MARK: Messages within the message

    /// Takes the messages apart that are leaves of a scanned entity.
    ///
    /// They are looked into and never sent so: what is odd in them is no doubt about the mail, and one that is beyond a
    /// limit stays a leaf. Each level is one more pass over its bytes, and the levels are few, so the time stays linear.
    mutating func scanMessages(in entity: inout Entity, depth: Int = 0) {
        for index in entity.children.indices { scanMessages(in: &entity.children[index], depth: depth) }
        guard depth < limits.messages, entity.children.isEmpty, entity.extent != nil, isScannable(entity) else {
            return
        }
        // The end of the leaf is the end of all that the scanner sees; places stay those of the whole message.
        var inner = OutlineScanner(
            UnsafeRawBufferPointer(rebasing: lines.bytes[..<entity.body.upperBound]), of: source, limits: limits)
        inner.lines.position = entity.body.lowerBound
        inner.released = entity.body.lowerBound
        inner.fieldCount = fieldCount
        inner.partCount = partCount
        guard var message = try? inner.scan().entity else { return }
        inner.scanMessages(in: &message, depth: depth + 1)
        fieldCount = inner.fieldCount
        partCount = inner.partCount
        entity.message = [message]
    }

    /// Whether an entity is a message that stands in its bytes as it is; it must not be encoded (RFC 2046, section 5.2.1).
    private func isScannable(_ entity: Entity) -> Bool {
        guard ["message/rfc822", "message/global"].contains(entity.type.head) else { return false }
        let field = entity.fields.first { $0.name.lowercased() == "content-transfer-encoding" }
        guard let field else { return true }
        let name = ParameterizedValue(parsing: Unfolding.value(lines.bytes[field.value])).head
        switch LeafReader.encoding(named: name) {
        case .sevenBit, .eightBit, .binary: return true
        case .base64, .quotedPrintable, .uuencode, nil: return false
        }
    }

    // MARK: Boundaries

    /// Goes to the line behind the next boundary of an open multipart, or to the end.
    private mutating func skip(isMultipart: Bool, isMessage: Bool) -> Stop {
        let start = lines.position
        let bytes = lines.bytes
        while lines.position < bytes.count {
            let here = lines.position
            release(upTo: here)
            guard bytes[here] == UInt8(ascii: "-"), here + 1 < bytes.count, bytes[here + 1] == UInt8(ascii: "-"),
                let line = lines.line()
            else {
                lines.position = lineBeginningWithHyphens(after: here)
                continue
            }
            lines.position = line.next
            if let match = boundary(in: line) {
                if !match.exact {
                    doubts.append(Doubt(.grave, "a line begins as a boundary does and goes on otherwise", at: here))
                }
                if match.exact || match.isClosing {
                    return Stop(
                        level: match.level, isClosing: match.isClosing,
                        contentEnd: max(start, endBeforeLineBreak(here)))
                }
            } else if closed.suffix(100).contains(where: {
                [.delimiter, .closing].contains($0.match(content(of: line)))
            }) {
                doubts.append(Doubt(.grave, "a boundary follows after the multipart's closing one", at: here))
            } else if !isMessage && isFollowedByContentField(line) {
                doubts.append(
                    Doubt(
                        open.isEmpty && !isMultipart ? .remark : .grave,
                        "a line looks like a part's boundary and belongs to no multipart", at: here))
            }
        }
        return Stop(level: nil, contentEnd: bytes.count)
    }

    /// The next line after a place that begins as boundaries do; the end where there is none.
    ///
    /// Searched by the hyphen: a body of megabytes is base64 as a rule, which has none.
    private mutating func lineBeginningWithHyphens(after start: Int) -> Int {
        let bytes = lines.bytes
        let hyphen = UInt8(ascii: "-")
        var from = start + 1
        while from < bytes.count {
            release(upTo: from)
            let end = min(from + Self.stretch, bytes.count)
            guard let place = UnsafeRawBufferPointer(rebasing: bytes[..<end]).firstIndex(of: hyphen, from: from) else {
                from = end
                continue
            }
            if bytes[place - 1] == 0x0A, place + 1 < bytes.count, bytes[place + 1] == hyphen { return place }
            from = place + 1
        }
        return bytes.count
    }

    /// How many bytes are gone over before they are released.
    private static let stretch = 1 << 20

    private mutating func release(upTo place: Int) {
        guard place - released > Self.stretch else { return }
        source.release(released..<place)
        released = place
    }

    /// The open boundary that a line is, innermost first; `exact` is false where the line only begins like one.
    private func boundary(in line: Lines.Line) -> (level: Int, isClosing: Bool, exact: Bool)? {
        let content = content(of: line)
        guard content.count >= 2, content[0] == UInt8(ascii: "-"), content[1] == UInt8(ascii: "-") else { return nil }
        var oddClosing: Int?
        var prefix: Int?
        for level in open.indices.reversed() {
            switch open[level].match(content) {
            case .delimiter: return (level, false, true)
            case .closing: return (level, true, true)
            case .oddClosing: oddClosing = oddClosing ?? level
            case .prefix: prefix = prefix ?? level
            case .none: break
            }
        }
        if let oddClosing { return (oddClosing, true, false) }
        return prefix.map { ($0, false, false) }
    }

    private func content(of line: Lines.Line) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: lines.bytes[line.content])
    }

    /// Whether the line behind one that begins with two hyphens names a MIME field, as behind a boundary.
    private func isFollowedByContentField(_ line: Lines.Line) -> Bool {
        let name = "content-".utf8
        let next = lines.bytes[line.next...].prefix(name.count)
        return line.content.count > 3 && next.count == name.count
            // A carriage return would be the small form of a hyphen.
            && zip(next, name).allSatisfy { $0 == $1 || $0 != 0x0D && $0 | 0x20 == $1 }
    }

    /// The end of the content before a boundary line at `start`: the line break there is the boundary's.
    private func endBeforeLineBreak(_ start: Int) -> Int {
        guard start > 0, lines.bytes[start - 1] == 0x0A else { return start }
        return start > 1 && lines.bytes[start - 2] == 0x0D ? start - 2 : start - 1
    }
}
