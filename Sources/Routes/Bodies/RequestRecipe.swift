// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import FoundationEssentials
internal import Mail

/// How a request's body was made of a message: its own texts, and the stretches of the message between them.
///
/// With it and the message the very same bytes can be made again, whatever the settings and the program are by then; the
/// fingerprint in the ledger shows that they are the same. Small, since attachments stay in the message.
struct RequestRecipe: Codable {
    private enum Piece: Codable {
        case bytes(Range<Int>)
        case text(String)
    }

    private enum Step: Codable {
        case text(String)
        case passedBase64(Range<Int>)
        case encodedBase64(Range<Int>, TransferEncoding)
        case message([Piece], MessageForm)
    }

    /// A recipe with more is not kept.
    private static let longest = 4 << 20

    private let steps: [Step]

    init(_ body: SegmentedBody) {
        steps = body.segments.map { segment in
            switch segment {
            case .literal(let bytes): .text(String(decoding: bytes, as: UTF8.self))
            case .passedBase64(let range): .passedBase64(range)
            case .encodedBase64(let range, let encoding): .encodedBase64(range, encoding)
            case .message(let message, let form):
                .message(
                    message.pieces.map { piece in
                        switch piece {
                        case .bytes(let range): .bytes(range)
                        case .text(let bytes): .text(String(decoding: bytes, as: UTF8.self))
                        }
                    }, form)
            }
        }
    }

    /// Reads a recipe; nil where the bytes are none.
    init?(_ bytes: [UInt8]) {
        guard let recipe = try? JSONDecoder().decode(RequestRecipe.self, from: Data(bytes)) else { return nil }
        self = recipe
    }

    /// The written form; nil where it is too large.
    var bytes: [UInt8]? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self), data.count <= Self.longest else { return nil }
        return Array(data)
    }

    /// The body, made of the message; nil where it can't be of this message.
    func body(of source: any MessageBytes) -> SegmentedBody? {
        let ranges = steps.flatMap { step in
            switch step {
            case .text: [Range<Int>]()
            case .passedBase64(let range), .encodedBase64(let range, _): [range]
            case .message(let pieces, _): pieces.compactMap { if case .bytes(let range) = $0 { range } else { nil } }
            }
        }
        guard ranges.allSatisfy({ $0.lowerBound >= 0 && $0.upperBound <= source.count }) else { return nil }
        let segments = steps.map { step -> SegmentedBody.Segment in
            switch step {
            case .text(let text): .literal(Array(text.utf8))
            case .passedBase64(let range): .passedBase64(range)
            case .encodedBase64(let range, let encoding): .encodedBase64(range, encoding)
            case .message(let pieces, let form):
                .message(
                    OutgoingMessage(
                        pieces: pieces.map { piece in
                            switch piece {
                            case .bytes(let range): .bytes(range)
                            case .text(let text): .text(Array(text.utf8))
                            }
                        }), form)
            }
        }
        return SegmentedBody(segments, of: source)
    }

    /// Whether the body is JSON, as the services take it, or a mail, as mail systems do.
    var isJSON: Bool {
        if case .text? = steps.first { true } else { false }
    }
}
