// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Digests
public import Mail
import TransferEncodings

/// What reading makes of a message, as a value to print as JSON: `sealpost inspect --json`.
///
/// Keys are stable: programs and tests compare them with what other parsers say.
public struct Inspection: Sendable, Codable {
    /// A body text by its digest: the text as UTF-8 with LF line ends, those at its end removed.
    public struct Body: Sendable, Codable {
        /// SHA-256, lower-case hexadecimal.
        public var sha256: String
        /// How many bytes it has.
        public var len: Int
    }

    /// An attachment, decoded.
    public struct Attachment: Sendable, Codable {
        /// The file name as the sender gave it; empty if none.
        public var name: String
        /// The media type without parameters.
        public var type: String
        /// How many decoded bytes it has.
        public var len: Int
        /// SHA-256 of the decoded bytes.
        public var sha256: String
        /// Where it stands in the structure: `2.1`.
        public var path: String
        /// The copy that was extracted, if one was.
        public var file: String?
    }

    /// Something that could not be read faithfully.
    public struct DoubtEntry: Sendable, Codable {
        /// `remark` or `grave`.
        public var weight: String
        /// What is the matter.
        public var text: String
        /// The byte of the message where it was noticed.
        public var offset: Int?
    }

    /// The decoded subject.
    public var subject: String
    /// The addresses of the From fields: display name and address.
    public var from: [[String]]
    /// The addresses of the To fields.
    public var to: [[String]]
    /// The addresses of the Cc fields.
    public var cc: [[String]]
    /// The addresses of the Bcc fields.
    public var bcc: [[String]]
    /// The Message-ID without angle brackets.
    public var messageID: String?
    /// Seconds since 1970 UTC.
    public var date: Int64?
    /// The plain text.
    public var text: Body?
    /// The HTML text.
    public var html: Body?
    /// The attachments in order.
    public var attachments: [Attachment]
    /// How many further text parts there are.
    public var extraTextParts: Int
    /// What could not be read faithfully.
    public var doubts: [DoubtEntry]

    private enum CodingKeys: String, CodingKey {
        case subject, from, to, cc, bcc, date, text, html, attachments, doubts
        case messageID = "message_id"
        case extraTextParts = "extra_text_parts"
    }

    /// Describes a message; `files` are the extracted copies by the path of their part.
    public init(_ message: Message, files: [String: String] = [:]) {
        subject = message.subject
        from = Self.addresses(message, "From")
        to = Self.addresses(message, "To")
        cc = Self.addresses(message, "Cc")
        bcc = Self.addresses(message, "Bcc")
        messageID = message.messageID
        date = message.date
        text = message.text.map(Self.body)
        html = message.html.map(Self.body)
        attachments = message.attachments.map { part in
            var digest = SHA256()
            var length = 0
            message.decode(part) { chunk in
                digest.update(chunk)
                length += chunk.count
            }
            return Attachment(
                name: part.fileName, type: part.mediaType.essence, len: length, sha256: digest.finish().hexadecimal,
                path: part.path, file: files[part.path])
        }
        extraTextParts = message.parts.count { $0.role == .extraText }
        doubts = message.doubts.map { DoubtEntry(weight: $0.weight.rawValue, text: $0.text, offset: $0.offset) }
    }

    /// Writes all keys: what a message does not have is null, not left out.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(subject, forKey: .subject)
        try container.encode(from, forKey: .from)
        try container.encode(to, forKey: .to)
        try container.encode(cc, forKey: .cc)
        try container.encode(bcc, forKey: .bcc)
        try container.encode(messageID, forKey: .messageID)
        try container.encode(date, forKey: .date)
        try container.encode(text, forKey: .text)
        try container.encode(html, forKey: .html)
        try container.encode(attachments, forKey: .attachments)
        try container.encode(extraTextParts, forKey: .extraTextParts)
        try container.encode(doubts, forKey: .doubts)
    }

    private static func addresses(_ message: Message, _ name: String) -> [[String]] {
        message.addresses(in: name).map { [$0.name, $0.mailbox] }
    }

    private static func body(_ text: String) -> Body {
        var bytes = Array(text.utf8)
        while bytes.last == 0x0A { bytes.removeLast() }
        return Body(sha256: SHA256.digest(of: bytes).hexadecimal, len: bytes.count)
    }
}
