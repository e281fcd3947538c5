// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Tells a loop that it should come to its end.
public final class StopSignal: Sendable {
    private let flag = Atomic(false)

    /// Makes a signal that is not set.
    public init() {}

    /// Whether the end was asked for.
    public var isSet: Bool { flag.load(ordering: .acquiring) }

    /// Asks for the end.
    public func set() { flag.store(true, ordering: .releasing) }
}
