// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// A pthread mutex around a value.
///
/// Not `Synchronization.Mutex`, whose locking the thread sanitizer can't see on Linux, so that every use is a false
/// report there. pthread_mutex_lock(3).
final class Lock<Value>: @unchecked Sendable {
    // Unchecked: both are reached through `withLock` alone.
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private var value: Value

    init(_ value: Value) {
        mutex = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        self.value = value
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body(&value)
    }
}
