// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Curl
internal import Mail
internal import TransferEncodings

/// One pass over the segments of a body.
struct SegmentReader: BodyReader {
    /// How much of the message is taken at a time.
    private static let pieceBytes = 48 * 1024

    /// The segment being read, cut into work of one piece each.
    private enum Work {
        case literal([UInt8])
        case passed(Range<Int>)
        case encoded(Range<Int>, ContentDecoder, Base64Encoder)
        case message(rest: ArraySlice<OutgoingMessage.Piece>, MessageEncoder)
    }

    private let source: any MessageBytes
    private var rest: ArraySlice<SegmentedBody.Segment>
    private var work: Work?
    private var chunk: [UInt8] = []
    private var position = 0

    init(_ segments: [SegmentedBody.Segment], of source: any MessageBytes) {
        self.source = source
        self.rest = segments[...]
    }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        if position == chunk.count {
            guard advance() else { return 0 }
        }
        let count = min(buffer.count, chunk.count - position)
        chunk.withUnsafeBytes { bytes in
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[position..<position + count]))
        }
        position += count
        return count
    }

    /// The next bytes, at least one; nil at the end.
    mutating func nextChunk() -> [UInt8]? { advance() ? chunk : nil }

    /// Fills `chunk` with the next bytes, at least one; false at the end.
    private mutating func advance() -> Bool {
        position = 0
        chunk.removeAll(keepingCapacity: true)
        while chunk.isEmpty {
            if work == nil {
                guard let segment = rest.popFirst() else { return false }
                work = Self.begin(segment)
            }
            step()
        }
        return true
    }

    private static func begin(_ segment: SegmentedBody.Segment) -> Work {
        switch segment {
        case .literal(let bytes): .literal(bytes)
        case .passedBase64(let range): .passed(range)
        case .encodedBase64(let range, let encoding):
            .encoded(range, ContentDecoder(encoding), Base64Encoder())
        case .message(let message, let form): .message(rest: message.pieces[...], MessageEncoder(form))
        }
    }

    /// Does one piece of the present segment's work; clears `work` when it is done.
    private mutating func step() {
        guard let work else { return }
        // Emptied while it is changed, so that no second reference makes the codecs copy what they hold.
        self.work = nil
        switch work {
        case .literal(let bytes):
            chunk.append(contentsOf: bytes)
        case .passed(let range):
            let (piece, left) = Self.cut(range)
            source.withBytes(in: piece) { CleanBase64.append($0, to: &chunk) }
            source.release(piece)
            if !left.isEmpty { self.work = .passed(left) }
        case .encoded(let range, var decoder, var encoder):
            let (piece, left) = Self.cut(range)
            var decoded: [UInt8] = []
            source.withBytes(in: piece) { decoder.decode($0, into: &decoded) }
            source.release(piece)
            if left.isEmpty { decoder.finish(into: &decoded) }
            decoded.withUnsafeBytes { encoder.encode($0, into: &chunk) }
            if left.isEmpty {
                encoder.finish(into: &chunk)
            } else {
                self.work = .encoded(left, decoder, encoder)
            }
        case .message(var pieces, var encoder):
            switch pieces.popFirst() {
            case .text(let bytes)?: bytes.withUnsafeBytes { encoder.encode($0, into: &chunk) }
            case .bytes(let range)?:
                let (piece, left) = Self.cut(range)
                source.withBytes(in: piece) { encoder.encode($0, into: &chunk) }
                source.release(piece)
                if !left.isEmpty { pieces = [.bytes(left)] + pieces }
            case nil:
                encoder.finish(into: &chunk)
                return
            }
            self.work = .message(rest: pieces, encoder)
        }
    }

    private static func cut(_ range: Range<Int>) -> (Range<Int>, Range<Int>) {
        let middle = min(range.upperBound, range.lowerBound + pieceBytes)
        return (range.lowerBound..<middle, middle..<range.upperBound)
    }
}
