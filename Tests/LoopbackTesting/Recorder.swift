// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// What servers on other threads saw, in order.
public final class Recorder: @unchecked Sendable {
    // Unchecked: the list is only touched under the pthread mutex.
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private var list: [String] = []

    /// Starts empty.
    public init() {
        mutex = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Everything so far.
    public var entries: [String] {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return list
    }

    /// Adds an entry.
    public func add(_ entry: String) {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        list.append(entry)
    }
}
