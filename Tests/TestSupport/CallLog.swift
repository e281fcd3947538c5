// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Notes calls in their order, from any thread.
public final class CallLog: @unchecked Sendable {
    // NSLock guards the list; the thread sanitizer sees it, which it does not with a Mutex.
    private let lock = NSLock()
    private var list: [String] = []

    /// Begins empty.
    public init() {}

    /// Notes a call.
    public func add(_ call: String) { lock.withLock { list.append(call) } }

    /// The calls so far.
    public var calls: [String] { lock.withLock { list } }
}
