// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The body of a request, of a length known beforehand, read as often as it is sent.
public protocol RequestBody: Sendable {
    /// How many bytes a reader gives, exactly.
    var length: Int { get }

    /// Starts at the first byte.
    func makeReader() -> any BodyReader
}

/// One pass over a request body: pulled in pieces, so that a large body never lies in memory as a whole.
public protocol BodyReader {
    /// Fills `buffer` from its start and tells how many bytes it wrote; 0 only at the end.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int
}

extension [UInt8]: RequestBody {
    /// How many bytes there are.
    public var length: Int { count }

    /// Reads the array from its start.
    public func makeReader() -> any BodyReader { ArrayReader(rest: self[...]) }
}

private struct ArrayReader: BodyReader {
    var rest: ArraySlice<UInt8>

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let piece = rest.prefix(buffer.count)
        buffer.copyBytes(from: piece)
        rest = rest.dropFirst(piece.count)
        return piece.count
    }
}
