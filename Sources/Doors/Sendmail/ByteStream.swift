// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A file descriptor from which a message is read in chunks, to the end or to a limit.
struct ByteStream: ~Copyable {
    private let descriptor: Int32
    private let limit: Int
    private var total = 0

    /// Reads from a descriptor that somebody else owns and closes.
    init(descriptor: Int32, limit: Int) {
        self.descriptor = descriptor
        self.limit = limit
    }

    /// Reads the next chunk into `buffer`: read(2), repeated after signals.
    /// - Returns: How many bytes; none at the end.
    mutating func next(into buffer: UnsafeMutableRawBufferPointer) throws(SpoolFault) -> Int {
        while true {
            let count = read(descriptor, buffer.baseAddress, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw .input(errno)
            }
            total += count
            guard total <= limit else { throw .tooLarge(limit: limit) }
            return count
        }
    }
}
