// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// One entity of a message's MIME tree: the message itself, a part, or a message within the message.
///
/// For looking into a message, as rules do; what routes send are the ``Message/parts``, in which a message within the
/// message is one leaf. The entities of a message stand in one array, each right before those inside it; the first is
/// the message itself. Nothing is decoded but the header fields: bodies are ranges. RFC 2045, section 2.4.
public struct MIMEEntity: Sendable, Hashable {
    /// What the body is made of.
    public enum Kind: Sendable, Hashable {
        /// A text, an attachment, or something that could not be taken apart.
        case leaf
        /// Parts, with text before and behind them that belongs to none (RFC 2046, section 5.1.1).
        ///
        /// There is no epilogue where the closing boundary is missing.
        case multipart(prologue: Range<Int>, epilogue: Range<Int>?)
        /// A whole message, which is the next entity.
        case message
    }

    /// Where the body is found, as IMAP counts: "1", "2.1"; empty for a message that is a multipart.
    ///
    /// A multipart that is the message within part 2 has no number of its own: it stands at "2" as well.
    /// RFC 3501, section 6.4.5.
    public var path: String
    /// What the body is made of.
    public var kind: Kind
    /// The entity that it stands in; nil for the message itself.
    public var parent: Int?
    /// The number behind that of the last entity inside it.
    public var end: Int
    /// Its header fields, in order; those of the message within the message where it is one.
    public var header: [HeaderField]
    /// What kind of data it holds.
    public var mediaType: MediaType
    /// How its bytes stand in the message; nil where the encoding is not known, so that nobody can tell what it holds.
    public var encoding: TransferEncoding?
    /// Where its encoded body lies in the message, that of a multipart with all its parts.
    ///
    /// Nil where the header is all there is, without the empty line that would begin a body.
    public var body: Range<Int>?

    /// Makes an entity.
    public init(
        path: String, kind: Kind = .leaf, parent: Int? = nil, end: Int, header: [HeaderField], mediaType: MediaType,
        encoding: TransferEncoding?, body: Range<Int>?
    ) {
        self.path = path
        self.kind = kind
        self.parent = parent
        self.end = end
        self.header = header
        self.mediaType = mediaType
        self.encoding = encoding
        self.body = body
    }
}
