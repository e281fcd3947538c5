// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Curl
internal import Digests
internal import Mail

/// A request body as a list of segments, most of them still lying in the message.
///
/// Making one reads it once from end to end, which gives its length and its digest; it is made again while it is sent,
/// piece by piece, so a mail of any size takes the memory of one piece.
struct SegmentedBody: RequestBody {
    /// Where the bytes of a segment come from, and what is done to them.
    enum Segment: Sendable {
        /// Bytes as they are.
        case literal([UInt8])
        /// Base64 text of the message, white space dropped.
        case passedBase64(Range<Int>)
        /// A part of the message, decoded and then encoded as Base64.
        case encodedBase64(Range<Int>, TransferEncoding)
        /// The message or what is left of it, in one of the forms that services and programs take.
        case message(OutgoingMessage, MessageForm)
    }

    let source: any MessageBytes
    let segments: [Segment]
    let length: Int
    let digest: Digest

    init(_ segments: [Segment], of source: any MessageBytes) {
        self.source = source
        self.segments = segments
        var reader = SegmentReader(segments, of: source)
        var hash = SHA256()
        var length = 0
        while let chunk = reader.nextChunk() {
            length += chunk.count
            hash.update(chunk)
        }
        self.length = length
        self.digest = hash.finish()
    }

    func makeReader() -> any BodyReader { SegmentReader(segments, of: source) }

    func forEachChunk(_ body: ([UInt8]) throws -> Void) rethrows {
        var reader = SegmentReader(segments, of: source)
        while let chunk = reader.nextChunk() { try body(chunk) }
    }

    /// How many bytes some segments make.
    static func length(of segments: [Segment], in source: any MessageBytes) -> Int {
        var reader = SegmentReader(segments, of: source)
        var length = 0
        while let chunk = reader.nextChunk() { length += chunk.count }
        return length
    }
}
