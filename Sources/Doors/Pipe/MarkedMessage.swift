// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import DurableFiles
import Glibc
public import Mail

/// A message as it is given on with what Sealpost says of it: the very bytes that came in, with some header fields more.
///
/// The fields come first, behind an mbox `From ` line if there is one. Fields of the same names that the message had are
/// left out, because whoever reads it on believes them.
public struct MarkedMessage {
    /// A field that is added.
    public struct Field: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// Its value, which is folded between these; no line holds control characters.
        public var lines: [String]

        /// Makes a field.
        public init(name: String, lines: [String]) {
            self.name = name
            self.lines = lines
        }
    }

    private enum Piece {
        case original(Range<Int>)
        case added([UInt8])
    }

    private let original: any MessageBytes
    private let pieces: [Piece]

    /// Adds fields to a message.
    /// - Parameter names: Fields that are left out beside those of the added names.
    public init(_ original: any MessageBytes, fields: [Field], without names: [String] = []) {
        self.original = original
        let scan = original.withBytes(in: 0..<original.count) { FieldScan($0, names: fields.map(\.name) + names) }
        let added = fields.map { field in
            "\(field.name): \(field.lines.joined(separator: ";\(scan.lineEnding)\t"))\(scan.lineEnding)"
        }
        let end = scan.hasHeader ? "" : scan.lineEnding
        var pieces: [Piece] = [.original(0..<scan.start), .added(Array((added.joined() + end).utf8))]
        var start = scan.start
        for range in scan.occurrences {
            pieces.append(.original(start..<range.lowerBound))
            start = range.upperBound
        }
        self.pieces = pieces + [.original(start..<original.count)]
    }

    /// Gives all of it to `body`, piece by piece; what was given is let go of.
    public func forEachPiece<Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        for piece in pieces {
            switch piece {
            case .added(let bytes): try bytes.withBytes(in: 0..<bytes.count, body)
            case .original(let range):
                for stretch in range.stretches {
                    try original.withBytes(in: stretch, body)
                    original.release(stretch)
                }
            }
        }
    }

    /// Writes all of it: write(2), in pieces that a pipe takes without keeping us once it says that it has room.
    /// - Parameters:
    ///   - patience: How long a reader may read nothing, in milliseconds.
    ///   - stop: A descriptor that can be read as soon as the writing is to end; -1 if there is none.
    public func write(
        to descriptor: Int32, patience: Int32 = 300_000, stop: Int32 = -1, calls: FileCalls = .kernel
    ) throws(FileFault) {
        try forEachPiece { (buffer) throws(FileFault) in
            try Self.write(buffer, to: descriptor, patience, stop, calls)
        }
        // Network filesystems tell of a full disk only at the end.
        let copy = dup(descriptor)
        guard copy >= 0, calls.close(copy) == 0 else { throw FileFault("write", Self.place) }
    }

    private static let place = "standard output"
    /// What a pipe that can be written to takes at once (PIPE_BUF in pipe(7)).
    private static let pieceSize = 4096

    private static func write(
        _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, _ patience: Int32, _ stop: Int32, _ calls: FileCalls
    ) throws(FileFault) {
        var rest = bytes[...]
        while !rest.isEmpty {
            var waiting = [
                pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0),
                pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
            ]
            let ready = poll(&waiting, 2, patience)
            if ready < 0 {
                if errno == EINTR { continue }
                throw FileFault("write", place)
            }
            if ready == 0 { throw FileFault("write", place, code: ETIMEDOUT) }
            if waiting[1].revents != 0 { throw FileFault("write", place, code: ECANCELED) }
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(pieceSize))
            let written = calls.write(descriptor, piece.baseAddress, piece.count)
            if written < 0 {
                if errno == EINTR || errno == EAGAIN { continue }
                throw FileFault("write", place)
            }
            rest = rest.dropFirst(written)
        }
    }
}
