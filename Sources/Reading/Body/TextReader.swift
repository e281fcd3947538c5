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
        let (bytes, isDamaged, isCut) = content(of: part, source)
        if isCut {
            doubts.append(
                Doubt(.grave, "a text part of more than \(limit) bytes is cut there", at: part.range.lowerBound))
        }
        if isDamaged {
            doubts.append(
                Doubt(
                    .grave, "the text of part \(part.path) breaks the rules of its \(part.encoding.rawValue) encoding",
                    at: part.range.lowerBound))
        }
        let text = decode(bytes, of: part)
        return text.holds(byte: 0x0D) ? Self.withLineFeeds(text) : text
    }

    /// The part's bytes without its transfer encoding, up to the limit.
    private func content(of part: BodyPart, _ source: UnsafeRawBufferPointer) -> ([UInt8], damaged: Bool, cut: Bool) {
        var decoder = ContentDecoder(part.encoding)
        var bytes: [UInt8] = []
        var position = part.range.lowerBound
        while position < part.range.upperBound && bytes.count <= limit {
            let end = min(position + 65_536, part.range.upperBound)
            decoder.decode(UnsafeRawBufferPointer(rebasing: source[position..<end]), into: &bytes)
            position = end
        }
        let isCut = bytes.count > limit
        if isCut { bytes.removeLast(bytes.count - limit) } else { decoder.finish(into: &bytes) }
        return (bytes, decoder.isDamaged, isCut)
    }

    private mutating func decode(_ bytes: [UInt8], of part: BodyPart) -> String {
        let name = part.mediaType.parameters["charset"] ?? ""
        let offset = part.range.lowerBound
        guard let charset = Charset(named: name) else {
            let decoded = Charset.decodeUnlabelled(bytes)
            let isASCII = bytes.allSatisfy { $0 < 0x80 }
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

    /// Turns CRLF into LF; a lone CR stays.
    private static func withLineFeeds(_ text: String) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if byte == 0x0A && output.last == 0x0D { output.removeLast() }
            output.append(byte)
        }
        return String(decoding: output, as: UTF8.self)
    }
}
