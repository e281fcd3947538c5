// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import MarkupReading
public import Mail
import Synchronization
import TransferEncodings

/// What the bodies of a message's entities hold, decoded when somebody asks and then kept.
///
/// One value serves all tests, all scripts and all recipients of a message, so that twenty tests cost what one does.
/// Nothing is decoded to learn a type or a file name: those are in the headers.
public final class BodyTexts: Sendable {
    /// In which form a body is wanted.
    public enum Form: Sendable, Hashable {
        /// Without its transfer encoding; a text in UTF-8, with LF line ends.
        case content
        /// A text in UTF-8 with LF line ends and without markup; empty for what is no text.
        case text
        /// As much of it as can be read, in UTF-8, without markup where that is not too long: also what is text by its file name
        /// alone, in an encoding or a charset that has to be guessed.
        case readable
    }

    /// A body, decoded.
    public struct Text: Sendable {
        /// The bytes; UTF-8 where the entity is a text.
        public var bytes: [UInt8]
        /// Whether nothing was guessed or lost: the encoding and the charset are known, and neither's rules are broken.
        public var isFaithful: Bool
    }

    /// A limit that a body exceeds: what it would be, in bytes, is more than this.
    public enum Excess: Error, Hashable {
        /// The decoded body.
        case body(limit: Int)
        /// Its markup, of which text is to be made: the parser's time grows with the square of what a hostile text holds.
        case markup(limit: Int)
    }

    /// The entities of the message, the message itself first; at least that one.
    public let entities: [MIMEEntity]
    /// The leaves that are sent, by the number of their entity; those of a message within the message are not among them.
    let parts: [Int: BodyPart]
    let source: any MessageBytes
    private let texts = Mutex<[Key: Text]>([:])
    private let headers = Mutex<[Int: HeaderTable]>([:])

    private struct Key: Hashable {
        var index: Int
        var form: Form
    }

    /// Takes a message, and decodes nothing yet.
    public init(_ message: Message) {
        source = message.source
        let whole = MIMEEntity(
            path: "1", end: 1, header: message.header, mediaType: .plainText, encoding: .eightBit,
            body: message.bodyStart..<max(message.bodyStart, message.source.count))
        entities = message.entities.isEmpty ? [whole] : message.entities
        parts = Self.parts(of: message, at: entities)
    }

    private static func parts(of message: Message, at entities: [MIMEEntity]) -> [Int: BodyPart] {
        let byPath = Dictionary(message.parts.map { ($0.path, $0) }) { first, _ in first }
        var parts: [Int: BodyPart] = [:]
        var index = 0
        while index < entities.count {
            let entity = entities[index]
            // A multipart whose parts can't be told apart is sent as one.
            if entity.kind == .message || entity.end == index + 1 { parts[index] = byPath[entity.path] }
            index = entity.kind == .message ? max(entity.end, index + 1) : index + 1
        }
        return parts
    }

    /// The body of entity `index`; empty for one that has none of its own, and where its encoding is not known.
    public func body(of index: Int, as form: Form, limits: Limits) throws(Excess) -> Text {
        if let known = texts.withLock({ $0[Key(index: index, form: form)] }) {
            guard known.bytes.count <= limits.bodySize else { throw .body(limit: limits.bodySize) }
            return known
        }
        let entity = entities[index]
        var text: Text
        switch form {
        case .content: text = try content(of: entity, limit: limits.bodySize)
        case .text:
            guard entity.isText || entity.isMarkup else { return Text(bytes: [], isFaithful: true) }
            text = try body(of: index, as: .content, limits: limits)
            if entity.isMarkup {
                guard Self.isShort(text.bytes, limits) else { throw .markup(limit: limits.markupSize) }
                text.bytes = Array(plainText(fromHTML: String(decoding: text.bytes, as: UTF8.self)).utf8)
            }
        case .readable: text = try readable(index, limits: limits)
        }
        texts.withLock { $0[Key(index: index, form: form)] = text }
        return text
    }

    /// Whether HTML is short enough to be made text.
    static func isShort(_ html: [UInt8], _ limits: Limits) -> Bool {
        html.count <= limits.markupSize || markupSize(ofHTML: html) <= limits.markupSize
    }

    /// The header of entity `index`, indexed by name.
    func header(of index: Int) -> HeaderTable {
        headers.withLock { tables in
            if let known = tables[index] { return known }
            let table = HeaderTable(entities[index].header)
            tables[index] = table
            return table
        }
    }

    /// Bytes of the message, such as those around the parts of a multipart, with LF line ends.
    func lines(in range: Range<Int>) -> [UInt8] { source.bytes(in: range).withLineFeeds() }

    private func content(of entity: MIMEEntity, limit: Int) throws(Excess) -> Text {
        guard entity.kind == .leaf, entity.body != nil else { return Text(bytes: [], isFaithful: true) }
        guard let encoding = entity.encoding else { return Text(bytes: [], isFaithful: false) }
        let octets = try octets(of: entity, in: encoding, limit: limit)
        guard entity.isText || entity.isMarkup else { return octets }
        let (text, isCertain) = Self.decoded(octets.bytes, charset: entity.mediaType.parameters["charset"] ?? "")
        return Text(bytes: Array(text.utf8).withLineFeeds(), isFaithful: isCertain && octets.isFaithful)
    }

    /// The body without its transfer encoding, in its own charset.
    func octets(of entity: MIMEEntity, in encoding: TransferEncoding, limit: Int) throws(Excess) -> Text {
        let content = source.withBytes(in: entity.body ?? 0..<0) {
            ContentDecoder.content(of: $0, in: encoding, limit: limit)
        }
        guard !content.isCut else { throw .body(limit: limit) }
        return Text(bytes: content.bytes, isFaithful: !content.isDamaged)
    }

    /// Text without a charset, or in an unknown one, is guessed at: a key in ASCII is then found all the same.
    private static func decoded(_ bytes: [UInt8], charset name: String) -> (text: String, isCertain: Bool) {
        guard let charset = Charset(named: name) else { return (Charset.decodeUnlabelled(bytes).text, false) }
        guard charset.name != "US-ASCII" else { return (Charset.decodeUnlabelled(bytes).text, true) }
        let decoded = charset.decode(bytes)
        return (decoded.text, !decoded.isDamaged)
    }
}

extension MIMEEntity {
    /// Whether the body is of a text type; `text/a/b` is of none (RFC 5173, section 5.2).
    var isText: Bool {
        kind == .leaf && mediaType.type == "text" && !mediaType.subtype.isEmpty && !mediaType.subtype.contains("/")
    }

    /// Whether text has to be made of its markup.
    var isMarkup: Bool {
        kind == .leaf && ["text/html", "application/xhtml+xml"].contains(mediaType.essence)
    }
}
