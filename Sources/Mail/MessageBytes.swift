// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The exact bytes of a message, wherever they lie: a mapped file, or an array in a test.
///
/// A message can be larger than what is wise to hold, so its parts are ranges of these bytes and nobody copies the whole.
public protocol MessageBytes: Sendable {
    /// How many bytes there are.
    var count: Int { get }

    /// Calls `body` with the bytes of `range`, which the caller keeps within `0..<count`; the pointer ends with the call.
    func withBytes<Result, Failure: Error>(
        in range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result

    /// Says that the bytes of `range` are not needed for now, so that whatever holds them in memory can let go of them.
    func release(_ range: Range<Int>)
}

extension MessageBytes {
    /// Lets go of nothing.
    public func release(_ range: Range<Int>) {}

    /// Copies the bytes of `range`.
    public func bytes(in range: Range<Int>) -> [UInt8] {
        withBytes(in: range) { Array($0) }
    }
}

extension Range<Int> {
    /// The range in stretches of a megabyte, to be gone through and released one by one.
    public var stretches: some Sequence<Range<Int>> { pieces(of: 1 << 20) }

    /// The range in pieces of `length`, the last one as long as is left.
    public func pieces(of length: Int) -> some Sequence<Range<Int>> {
        stride(from: lowerBound, to: upperBound, by: length).lazy.map { $0..<Swift.min($0 + length, upperBound) }
    }
}

extension [UInt8]: MessageBytes {
    /// Calls `body` with the bytes of `range`.
    public func withBytes<Result, Failure: Error>(
        in range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try span.bytes.extracting(range).withUnsafeBytes(body)
    }
}
