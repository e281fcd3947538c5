// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What servers on other threads saw, in order.
public final class Recorder: @unchecked Sendable {
    // As in Counter.
    private let lock = NSLock()
    private var list: [String] = []

    /// Starts empty.
    public init() {}

    /// Everything so far.
    public var entries: [String] { lock.withLock { list } }

    /// Adds an entry.
    public func add(_ entry: String) {
        lock.withLock { list.append(entry) }
    }
}
