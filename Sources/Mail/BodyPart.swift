// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// One leaf of a message's MIME tree: a text, or an attachment.
///
/// A `message/rfc822` part is one opaque leaf: a mail inside a mail is an enclosure, not part of the letter.
public struct BodyPart: Sendable, Hashable {
    /// What a leaf is to the reader of the message.
    public enum Role: String, Sendable {
        /// The plain text that the writer wrote; at most one part has this role.
        case text
        /// The same as HTML; at most one part has this role.
        case html
        /// Further text shown inline, such as a list's footer.
        case extraText
        /// Everything else.
        case attachment
    }

    /// Where the part stands in the tree, as IMAP counts: "1", "2.1" (RFC 3501, section 6.4.5).
    public var path: String
    /// What the part is to the reader.
    public var role: Role
    /// What kind of data it holds.
    public var mediaType: MediaType
    /// How its bytes stand in the message.
    public var encoding: TransferEncoding
    /// The file name, decoded, exactly as the sender gave it: never a path to write to unchecked; empty if none.
    public var fileName: String
    /// The Content-Disposition's type, lower case; empty if none.
    public var disposition: String
    /// The Content-ID without angle brackets; empty if none.
    public var contentID: String
    /// The path of the nearest `multipart/alternative` that it lies in; nil where it lies in none.
    ///
    /// Two texts of one alternative are two forms of one text (RFC 2046, section 5.1.4); any others are two texts.
    public var alternative: String?
    /// Where the part's encoded body lies in the message.
    public var range: Range<Int>

    /// Makes a body part.
    public init(
        path: String, role: Role, mediaType: MediaType, encoding: TransferEncoding, fileName: String = "",
        disposition: String = "", contentID: String = "", range: Range<Int>
    ) {
        self.path = path
        self.role = role
        self.mediaType = mediaType
        self.encoding = encoding
        self.fileName = fileName
        self.disposition = disposition
        self.contentID = contentID
        self.range = range
    }
}
