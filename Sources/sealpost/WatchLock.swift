// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Foundation
import Synchronization

/// The lock that says that a watch looks at the spool, from the moment when nobody else has it until the watch is to stop.
///
/// A pass that is going on, or another watch, keeps nobody from watching; the lock is waited for on a thread of its own.
final class WatchLock: Sendable {
    private struct State: ~Copyable {
        var lock: PassLock?
        var isStopped = false
    }

    private let state: Mutex<State>

    /// Takes the lock of a spool, now or as soon as it is free.
    init(_ spool: Spool) throws(FileFault) {
        let lock = try PassLock.attempt(in: spool)
        let isWaiting = lock == nil
        state = Mutex(State(lock: lock))
        // Where the lock can't be had, doors start passes beside the watch, which do no harm.
        if isWaiting {
            Thread { [self] in
                if let lock = try? PassLock(waitingIn: spool) { take(lock) }
            }.start()
        }
    }

    /// Lets go of the lock, and wants it no more: doors then see to their mail themselves.
    func stop() {
        state.withLock { state in
            state.isStopped = true
            state.lock = nil
        }
    }

    private func take(_ lock: consuming PassLock) {
        var lock: PassLock? = consume lock
        state.withLock { if !$0.isStopped { $0.lock = lock.take() } }
    }
}
