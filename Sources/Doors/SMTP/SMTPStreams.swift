// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Where an SMTP server reads and writes, replaceable so that tests can cut the input into pieces and lose the output.
public struct SMTPStreams {
    /// Reads into a buffer: read(2), none at the end, negative for a fault in `errno`.
    public var read: (UnsafeMutableRawBufferPointer) -> Int
    /// Writes a part of a buffer: write(2).
    public var write: (UnsafeRawBufferPointer) -> Int

    /// Reads and writes in the given ways.
    public init(
        read: @escaping (UnsafeMutableRawBufferPointer) -> Int, write: @escaping (UnsafeRawBufferPointer) -> Int
    ) {
        self.read = read
        self.write = write
    }

    /// Reads and writes descriptors that somebody else owns and closes.
    public init(input: Int32, output: Int32) {
        self.init(
            read: { Glibc.read(input, $0.baseAddress, $0.count) },
            write: { Glibc.write(output, $0.baseAddress, $0.count) })
    }

    /// Reads once.
    func next(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        while true {
            let count = read(buffer)
            if count >= 0 || errno != EINTR { return count }
        }
    }

    /// Writes all of `bytes`.
    /// - Returns: Whether that was possible.
    public func put(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let count = write(UnsafeRawBufferPointer(rebasing: rest))
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }
}
