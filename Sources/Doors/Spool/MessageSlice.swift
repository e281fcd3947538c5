// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// The bytes of a message that begin somewhere in a file.
struct MessageSlice: MessageBytes {
    private let whole: any MessageBytes
    private let start: Int

    init(of whole: any MessageBytes, from start: Int) {
        self.whole = whole
        self.start = start
    }

    var count: Int { whole.count - start }

    func withBytes<Result, Failure: Error>(
        in range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try whole.withBytes(in: range.lowerBound + start..<range.upperBound + start, body)
    }

    func release(_ range: Range<Int>) { whole.release(range.lowerBound + start..<range.upperBound + start) }
}
