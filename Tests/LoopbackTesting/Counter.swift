// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// A number that threads count up.
public final class Counter: @unchecked Sendable {
    // Unchecked: the number is only touched under the pthread mutex.
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private var number = 0

    /// Starts at 0.
    public init() {
        mutex = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// How often `next()` was called.
    public var value: Int {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return number
    }

    /// The number before this call, which counts it up.
    @discardableResult
    public func next() -> Int {
        pthread_mutex_lock(mutex)
        defer {
            number += 1
            pthread_mutex_unlock(mutex)
        }
        return number
    }
}
