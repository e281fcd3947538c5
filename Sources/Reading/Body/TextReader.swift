// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import TransferEncodings

/// Decodes a text part to a string with LF line ends.
struct TextReader {
    private(set) var doubts: [Doubt] = []
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Reads a part; what it can't read faithfully is doubted.
    mutating func read(_ part: BodyPart, of source: UnsafeRawBufferPointer) -> String {
        let content = ContentDecoder.content(
            of: UnsafeRawBufferPointer(rebasing: source[part.range]), in: part.encoding, limit: limit)
        if content.isCut {
            doubts.append(
                Doubt(.grave, "a text part of more than \(limit) bytes is cut there", at: part.range.lowerBound))
        }
        if content.isDamaged {
            doubts.append(
                Doubt(
                    .grave, "the text of part \(part.path) breaks the rules of its \(part.encoding.rawValue) encoding",
                    at: part.range.lowerBound))
        }
        let text = decode(content.bytes, of: part)
        return text.holds(byte: 0x0D) ? String(decoding: Array(text.utf8).withLineFeeds(), as: UTF8.self) : text
    }

    private mutating func decode(_ bytes: [UInt8], of part: BodyPart) -> String {
        let name = part.mediaType.parameters["charset"] ?? ""
        let offset = part.range.lowerBound
        guard let charset = Charset(named: name) else {
            let decoded = Charset.decodeUnlabelled(bytes)
            // An escape or a tilde begins other characters in charsets of seven bits.
            let isASCII = bytes.allSatisfy { $0 < 0x80 && $0 != 0x1B && $0 != UInt8(ascii: "~") }
            doubts.append(Doubt(isASCII ? .remark : .grave, "the charset \(name.prefix(40)) is not known", at: offset))
            return decoded.text
        }
        if charset.name == "US-ASCII" {
            let decoded = Charset.decodeUnlabelled(bytes)
            if decoded.text.utf8.contains(where: { $0 >= 0x80 }) {
                doubts.append(
                    Doubt(.remark, "text without a charset has 8-bit characters: a guess was made", at: offset))
            }
            return decoded.text
        }
        let decoded = charset.decode(bytes)
        if decoded.isDamaged {
            doubts.append(
                Doubt(.grave, "the text of part \(part.path) is not in its charset \(name.prefix(40))", at: offset))
        }
        return decoded.text
    }
}
