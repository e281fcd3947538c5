// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// When a deferred delivery is tried again, and when no more.
public struct RetrySchedule: Sendable, Hashable {
    /// The pause after the first attempt, in seconds; each further one is twice as long.
    public var firstPause: Double
    /// The longest pause, in seconds.
    public var longestPause: Double
    /// How long after its arrival a message is given up, in seconds.
    public var patience: Double

    /// Makes a schedule: a minute, doubling up to an hour, for five days.
    public init(firstPause: Double = 60, longestPause: Double = 3600, patience: Double = 5 * 86_400) {
        self.firstPause = firstPause
        self.longestPause = longestPause
        self.patience = patience
    }

    /// The time of the next attempt, or nil where the message is given up.
    ///
    /// - Parameters:
    ///   - attempts: How often it was tried.
    ///   - arrived: When a door accepted the message.
    ///   - now: The time of the last attempt.
    ///   - notBefore: The earliest time that the other side named.
    ///   - jitter: A number from 0 to 1 that spreads attempts, so that those deferred together don't come back together.
    public func next(
        afterAttempts attempts: Int, arrived: Timestamp, now: Timestamp, notBefore: Timestamp?, jitter: Double
    ) -> Timestamp? {
        guard now < arrived.advanced(bySeconds: patience) else { return nil }
        var pause = firstPause
        for _ in 1..<max(attempts, 1) where pause < longestPause { pause *= 2 }
        let planned = now.advanced(bySeconds: min(pause, longestPause) * (0.75 + 0.5 * jitter))
        // Also where the other side names a later time, the last attempt is made before patience ends.
        return min(max(planned, notBefore ?? planned), arrived.advanced(bySeconds: patience))
    }
}
