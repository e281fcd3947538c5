// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DurableFiles

/// What one look into an outbox did.
public struct OutboxIntake: Sendable {
    /// The messages that were accepted.
    public var accepted: [SpoolID] = []
    /// What went wrong with which file; such a file stays where it is and is tried again.
    ///
    /// A fault that was told of before is not here.
    public var faults: [(path: String, fault: SpoolFault)] = []
    /// Whether some file is still being written, so that another look is worth while soon.
    public var isUnsettled = false
    /// Whether there is more that could be taken at once.
    public var hasMore = false
    /// How many mails lie there that can still be taken back.
    public var waiting = 0
    /// In how many seconds another look is worth while though nothing changes; nil if none is.
    public var nextLook: Double?

    /// Makes one that did nothing.
    public init() {}

    /// Asks for a look in so many seconds.
    mutating func look(in seconds: Double) { nextLook = min(nextLook ?? .infinity, max(seconds, 0.05)) }
}
