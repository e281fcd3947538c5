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
}

extension MessageBytes {
    /// Copies the bytes of `range`.
    public func bytes(in range: Range<Int>) -> [UInt8] {
        withBytes(in: range) { Array($0) }
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
