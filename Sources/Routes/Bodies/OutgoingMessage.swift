// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Mail
internal import TransferEncodings

/// A message as it leaves: its own bytes, less the fields that are nobody's business, and with a new subject if so asked.
///
/// Bcc and Resent-Bcc would tell everyone who else got it (RFC 5322, section 3.6.3); X-Sealpost- fields are orders to this
/// program, all but the trace, by which another instance knows what it passed on. Nothing else of the message's bytes is touched, so that signatures stay good.
struct OutgoingMessage: Sendable {
    /// A stretch of the message, or text that stands in its place.
    enum Piece: Sendable {
        case bytes(Range<Int>)
        case text([UInt8])
    }

    let pieces: [Piece]

    init(pieces: [Piece]) { self.pieces = pieces }

    /// - Parameters:
    ///   - subject: the subject to send instead of the message's own.
    ///   - additions: header lines to put first, each without its line end.
    init(_ message: Message, subject: String? = nil, additions: [String] = []) throws(RouteFault) {
        var pieces: [Piece] = additions.map { .text(Array(($0 + "\r\n").utf8)) }
        var position = Self.endOfSeparatorLine(message.source)
        var hasSubject = false
        for field in message.header.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            guard field.range.lowerBound >= position, field.range.upperBound <= message.source.count else { continue }
            let isSubject = subject != nil && field.isNamed("Subject")
            guard isSubject || Self.isPrivate(field.name) else { continue }
            if position < field.range.lowerBound { pieces.append(.bytes(position..<field.range.lowerBound)) }
            if let subject, isSubject, !hasSubject {
                pieces.append(.text(Self.subjectField(subject)))
                hasSubject = true
            }
            position = Self.endOfField(field.range.upperBound, message)
        }
        if let subject, !hasSubject { pieces.insert(.text(Self.subjectField(subject)), at: 0) }
        if position < message.source.count { pieces.append(.bytes(position..<message.source.count)) }
        self.pieces = pieces
        try checkHeader(message)
    }

    /// Whether every byte that leaves is UTF-8.
    func isUTF8(in source: any MessageBytes) -> Bool {
        var check = UTF8Check()
        for case .bytes(let range) in pieces {
            for stretch in range.stretches {
                source.withBytes(in: stretch) { check.feed($0) }
                source.release(stretch)
            }
        }
        return check.isWhole
    }

    /// Where a carriage return stands that ends no line, which no message that leaves this machine may hold (RFC 5321,
    /// section 2.3.8): servers disagree whether a line ends there, and so where a message does; nil where there is none.
    func loneReturn(in source: any MessageBytes) -> Int? {
        var held: Int?
        for piece in pieces {
            guard case .bytes(let range) = piece else {
                if let held { return held }
                continue
            }
            for stretch in range.stretches {
                let found = source.withBytes(in: stretch) { bytes -> Int? in
                    if let held, bytes[0] != 10 { return held }
                    held = nil
                    var position = 0
                    while let place = bytes.firstIndex(from: position, seek: { $0.equal(to: 13) }) {
                        guard place + 1 < bytes.count else {
                            held = stretch.lowerBound + place
                            return nil
                        }
                        if bytes[place + 1] != 10 { return stretch.lowerBound + place }
                        position = place + 2
                    }
                    return nil
                }
                source.release(stretch)
                if let found { return found }
            }
        }
        return held
    }

    /// Throws where ``loneReturn(in:)`` finds one.
    func requireLineEnds(in source: any MessageBytes) throws(RouteFault) {
        guard let place = loneReturn(in: source) else { return }
        throw RouteFault(
            "byte \(place + 1) of the message is a carriage return that ends no line, which can't be sent over the network "
                + "(RFC 5321, section 2.3.8); send it by a route of kind sendmail, or anew with that part encoded")
    }

    static func isPrivate(_ name: String) -> Bool {
        let name = name.lowercased()
        return name == "bcc" || name == "resent-bcc"
            || name.hasPrefix("x-sealpost-") && name != Trace.fieldName.lowercased()
    }

    /// Looks once more, line by line, at the header that is to leave.
    ///
    /// The ranges come from a reader that may one day err; a hidden recipient that shows can't be taken back.
    private func checkHeader(_ message: Message) throws(RouteFault) {
        guard Self.endsProperly(message) else {
            throw RouteFault(
                "the header can't be read to its end, so hidden recipients could show; correct it, and send the mail anew"
            )
        }
        for case .bytes(let range) in pieces where range.lowerBound < message.bodyStart {
            let header = message.source.bytes(in: range.clamped(to: 0..<message.bodyStart))
            for line in header.split(whereSeparator: { $0 == 10 || $0 == 13 }) {
                let name = line.prefix { $0 != UInt8(ascii: ":") && $0 != 32 && $0 != 9 }
                guard name.count < line.count, Self.isPrivate(String(decoding: name, as: UTF8.self)) else { continue }
                throw RouteFault(
                    "the field \(String(decoding: name, as: UTF8.self)) could not be taken off; correct the header")
            }
        }
    }

    /// Whether the header begins with a field and ends with an empty line, or with the message.
    ///
    /// After a line that is no field, what follows is body to the reader and header to other programs. Doors put fields before
    /// a text that has none, so one without any header is broken too.
    private static func endsProperly(_ message: Message) -> Bool {
        let start = endOfSeparatorLine(message.source)
        let end = message.bodyStart
        if start < message.source.count, let first = message.source.bytes(in: start..<start + 1).first,
            first == 32 || first == 9
        {
            return false
        }
        guard end < message.source.count else { return true }
        let tail = message.source.bytes(in: max(start, end - 4)..<end)
        return tail.suffix(2) == [10, 10] || tail.suffix(3) == [10, 13, 10] || tail == [10] || tail == [13, 10]
    }

    /// The end of a field, with every further line that begins with white space and so belongs to it.
    ///
    /// A range that ended too early would leave hidden recipients standing under another field's name.
    private static func endOfField(_ end: Int, _ message: Message) -> Int {
        message.source.withBytes(in: 0..<message.source.count) { bytes in
            var end = end
            while end < message.bodyStart, bytes[end] == 32 || bytes[end] == 9 {
                end = bytes[end...].firstIndex(of: 10).map { $0 + 1 } ?? bytes.count
            }
            return end
        }
    }

    private static func subjectField(_ subject: String) -> [UInt8] {
        Array(("Subject: " + EncodedWord.encode(subject, column: 9, lineEnding: .crlf) + "\r\n").utf8)
    }

    /// The end of a line by which mbox files separate messages (RFC 4155): it is no part of the mail.
    private static func endOfSeparatorLine(_ source: any MessageBytes) -> Int {
        let mark = Array("From ".utf8)
        guard source.count > mark.count, source.bytes(in: 0..<mark.count) == mark else { return 0 }
        return source.withBytes(in: 0..<source.count) { bytes in
            bytes.firstIndex(of: 10).map { $0 + 1 } ?? bytes.count
        }
    }
}
