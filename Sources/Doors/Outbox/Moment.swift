// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
public import Mail

/// A moment by two clocks: one that says what time it is and can be set, and one that only counts on.
///
/// How long a file has been there can be told by the first alone when it is first seen, and is counted by the second from
/// then on, so that setting the clock neither ends a wait nor makes it longer. clock_gettime(2).
public struct Moment: Sendable, Hashable {
    /// The time of day, which files are dated by.
    public var wall: Timestamp
    /// Seconds since the machine started, time asleep included: `CLOCK_BOOTTIME`.
    public var uptime: Double

    /// Makes a moment.
    public init(wall: Timestamp, uptime: Double) {
        self.wall = wall
        self.uptime = uptime
    }

    /// The present.
    public static func now() -> Moment {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Moment(wall: .now(), uptime: Double(time.tv_sec) + Double(time.tv_nsec) / 1e9)
    }
}
