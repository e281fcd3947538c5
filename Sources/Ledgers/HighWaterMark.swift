// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization

/// The number of the last entry that a log is known to have had, beside it in a file of its own.
///
/// A log that ends before it is an older one, which somebody put back or whose `-wal` file is gone. What it says still
/// waits may have been sent. The number is written after the entry is durable and never synced, so it is at most too low.
final class HighWaterMark: Sendable {
    let path: String
    /// The file, and the number that this process has written into it.
    private let file: Mutex<(descriptor: Int32, number: Int64)>

    /// Opens the file, made where it is missing; where that can't be, there is no mark.
    init(path: String) {
        self.path = path
        file = Mutex((open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600), 0))
    }

    deinit { file.withLock { if $0.descriptor >= 0 { close($0.descriptor) } } }

    /// The number in the file; 0 where there is none.
    var number: Int64 {
        file.withLock { file in
            var bytes = [UInt8](repeating: 0, count: Self.width)
            let count = pread(file.descriptor, &bytes, bytes.count, 0)
            let text = String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
            return text.split(whereSeparator: \.isWhitespace).first.flatMap { Int64($0) } ?? 0
        }
    }

    /// Writes a number down, unless this process has written it before.
    func raise(to number: Int64) {
        file.withLock { file in
            guard number > file.number, file.descriptor >= 0 else { return }
            let digits = String(number)
            let text = String(repeating: " ", count: Self.width - 1 - digits.utf8.count) + digits + "\n"
            // One that can't be written is too low, and warns of less.
            if pwrite(file.descriptor, Array(text.utf8), Self.width, 0) == Self.width { file.number = number }
        }
    }

    /// One width for all numbers, so that each write replaces the whole.
    private static let width = 20
}
