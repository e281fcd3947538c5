// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import DurableFiles
import Glibc
public import Mail

/// A message as a filter gives it back: the very bytes that came in, with one header field more.
///
/// The field comes first, behind an mbox `From ` line if there is one. Fields of the same name that the message had are
/// left out, because whoever reads it on believes them.
public struct MarkedMessage {
    private enum Piece {
        case original(Range<Int>)
        case added([UInt8])
    }

    private let original: any MessageBytes
    private let pieces: [Piece]

    /// Adds a field to a message; the value's lines are folded, and hold no control characters.
    public init(_ original: any MessageBytes, field name: String, lines: [String]) {
        self.original = original
        let scan = original.withBytes(in: 0..<original.count) { FieldScan($0, name: name) }
        let value = lines.joined(separator: ";\(scan.lineEnding)\t")
        let field = "\(name): \(value)\(scan.lineEnding)" + (scan.hasHeader ? "" : scan.lineEnding)
        var pieces: [Piece] = [.original(0..<scan.start), .added(Array(field.utf8))]
        var start = scan.start
        for range in scan.occurrences {
            pieces.append(.original(start..<range.lowerBound))
            start = range.upperBound
        }
        self.pieces = pieces + [.original(start..<original.count)]
    }

    /// Writes all of it: write(2), in pieces that a pipe takes without keeping us once it says that it has room.
    /// - Parameters:
    ///   - patience: How long a reader may read nothing, in milliseconds.
    ///   - stop: A descriptor that can be read as soon as the writing is to end; -1 if there is none.
    public func write(
        to descriptor: Int32, patience: Int32 = 300_000, stop: Int32 = -1, calls: FileCalls = .kernel
    ) throws(FileFault) {
        for piece in pieces {
            switch piece {
            case .added(let bytes):
                try bytes.withBytes(in: 0..<bytes.count) { (buffer) throws(FileFault) in
                    try Self.write(buffer, to: descriptor, patience, stop, calls)
                }
            case .original(let range):
                try original.withBytes(in: range) { (buffer) throws(FileFault) in
                    try Self.write(buffer, to: descriptor, patience, stop, calls)
                }
            }
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
