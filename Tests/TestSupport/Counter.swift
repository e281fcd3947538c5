// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Counts calls from any thread.
public final class Counter: @unchecked Sendable {
    // NSLock guards the count; the thread sanitizer sees it, which it does not with a Mutex.
    private let lock = NSLock()
    private var count = 0

    /// Begins at nought.
    public init() {}

    /// The number of calls of `next()`.
    public var value: Int { lock.withLock { count } }

    /// The number of calls before this one.
    @discardableResult
    public func next() -> Int {
        lock.withLock {
            defer { count += 1 }
            return count
        }
    }
}
