// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// When a deferred delivery is tried again, when its sender is told that it is late, and when it is tried no more.
public struct RetrySchedule: Sendable, Hashable {
    /// The pause after the first attempt, in seconds; each further one is twice as long.
    public var firstPause: Double
    /// The longest pause, in seconds.
    public var longestPause: Double
    /// How long after its route was chosen a delivery is given up, in seconds.
    public var patience: Double
    /// How long after its route was chosen the sender is told that the mail is still under way, in seconds; nil for never.
    public var delayNotice: Double?
    /// What spreads the pauses.
    public var jitter: Jitter
    /// How often a request that may have been taken is made again, by route; a route that is missing never does.
    public var repetitions: [RouteName: Int] = [:]

    /// Makes a schedule: a minute, doubling up to an hour, for five days, with a notice after four hours.
    public init(
        firstPause: Double = 60, longestPause: Double = 3600, patience: Double = 5 * 86_400,
        delayNotice: Double? = 4 * 3600, jitter: Jitter = .random
    ) {
        self.firstPause = firstPause
        self.longestPause = longestPause
        self.patience = patience
        self.delayNotice = delayNotice
        self.jitter = jitter
    }

    /// The pause after so many failures in a row, in seconds: a quarter more or less than planned.
    ///
    /// - Parameter jitter: A number from 0 to 1.
    func pause(after failures: Int, jitter: Double) -> Double {
        var pause = firstPause
        for _ in 1..<max(failures, 1) where pause < longestPause { pause *= 2 }
        return min(pause, longestPause) * (0.75 + 0.5 * jitter)
    }

    /// The time of the next attempt, or nil where the delivery is given up.
    ///
    /// - Parameters:
    ///   - attempts: How often it was tried.
    ///   - decided: When its route was chosen.
    ///   - now: The time of the last attempt.
    ///   - notBefore: The earliest time that the other side named.
    ///   - jitter: A number from 0 to 1.
    func next(
        afterAttempts attempts: Int, decided: Timestamp, now: Timestamp, notBefore: Timestamp?, jitter: Double
    ) -> Timestamp? {
        guard !isOver(for: decided, at: now) else { return nil }
        let planned = now.advanced(bySeconds: pause(after: attempts, jitter: jitter))
        // Also where the other side names a later time, the last attempt is made before patience ends.
        return min(max(planned, notBefore ?? planned), end(for: decided))
    }

    /// The time of the next question about something that was sent; nil where nothing is asked any more.
    ///
    /// - Parameters:
    ///   - count: How often it was asked.
    ///   - begin: When it was sent.
    ///   - notBefore: The earliest time that the other side named.
    public func next(
        afterQuestions count: Int, since begin: Timestamp, now: Timestamp, notBefore: Timestamp?
    ) -> Timestamp? {
        next(afterAttempts: count, decided: begin, now: now, notBefore: notBefore, jitter: jitter.draw())
    }

    /// When a delivery is given up whose route was chosen at `decided`.
    public func end(for decided: Timestamp) -> Timestamp { decided.advanced(bySeconds: patience) }

    func isOver(for decided: Timestamp, at now: Timestamp) -> Bool { now >= end(for: decided) }

    /// Whether so much time has passed that the sender is to be told.
    func isLate(_ decided: Timestamp, at now: Timestamp) -> Bool {
        delayNotice.map { now >= decided.advanced(bySeconds: $0) } ?? false
    }
}
