// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// A streaming decoder for one body part's transfer encoding.
///
/// Lenient: it never fails, gives what can be decoded, and says in ``isDamaged`` that the input broke the encoding's rules.
/// Any cutting of the input into chunks gives the same bytes. One decoder serves one part. RFC 2045, section 6.
public struct ContentDecoder: Sendable {
    private enum Decoder {
        case identity
        case base64(Base64Decoder)
        case quotedPrintable(QuotedPrintableDecoder)
        case uuencode(UuencodeDecoder)
    }

    private var decoder: Decoder

    /// Makes a decoder for one part.
    public init(_ encoding: TransferEncoding) {
        switch encoding {
        case .sevenBit, .eightBit, .binary: decoder = .identity
        case .base64: decoder = .base64(Base64Decoder())
        case .quotedPrintable: decoder = .quotedPrintable(QuotedPrintableDecoder())
        case .uuencode: decoder = .uuencode(UuencodeDecoder())
        }
    }

    /// Decodes the next bytes of the part and appends what they yield.
    public mutating func decode(_ chunk: UnsafeRawBufferPointer, into output: inout [UInt8]) {
        switch decoder {
        case .identity:
            output.append(contentsOf: chunk)
        case .base64(var inner):
            inner.decode(chunk, into: &output)
            decoder = .base64(inner)
        case .quotedPrintable(var inner):
            inner.decode(chunk, into: &output)
            decoder = .quotedPrintable(inner)
        case .uuencode(var inner):
            // The case must not keep a second reference to the held line, or each chunk would copy it.
            decoder = .identity
            inner.decode(chunk, into: &output)
            decoder = .uuencode(inner)
        }
    }

    /// Appends what is held back; call it once, after the last chunk.
    public mutating func finish(into output: inout [UInt8]) {
        switch decoder {
        case .identity: break
        case .base64(var inner):
            inner.finish(into: &output)
            decoder = .base64(inner)
        case .quotedPrintable(var inner):
            inner.finish(into: &output)
            decoder = .quotedPrintable(inner)
        case .uuencode(var inner):
            inner.finish(into: &output)
            decoder = .uuencode(inner)
        }
    }

    /// Decodes a whole part, or no more of it than gives `limit` bytes.
    ///
    /// The result is held in memory: feed a decoder yourself with what may be large.
    public static func content(
        of part: UnsafeRawBufferPointer, in encoding: TransferEncoding, limit: Int = .max
    ) -> DecodedContent {
        var decoder = ContentDecoder(encoding)
        var bytes: [UInt8] = []
        var position = 0
        while position < part.count, bytes.count <= limit {
            let end = min(position + 65_536, part.count)
            decoder.decode(UnsafeRawBufferPointer(rebasing: part[position..<end]), into: &bytes)
            position = end
        }
        // Beyond the limit it may be in the middle of a group of base64, which is no damage.
        if bytes.count <= limit { decoder.finish(into: &bytes) }
        let isCut = bytes.count > limit
        if isCut { bytes.removeLast(bytes.count - limit) }
        return DecodedContent(bytes: bytes, isDamaged: decoder.isDamaged, isCut: isCut)
    }

    /// Whether the input so far broke the rules of its encoding, so that the output may not be what was encoded.
    public var isDamaged: Bool {
        switch decoder {
        case .identity: false
        case .base64(let inner): inner.isDamaged
        case .quotedPrintable(let inner): inner.isDamaged
        case .uuencode(let inner): inner.isDamaged
        }
    }
}
