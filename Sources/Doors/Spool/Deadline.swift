// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// By when something has to be done, on a clock that nobody sets and that stands still while the machine sleeps.
///
/// `CLOCK_MONOTONIC` of clock_gettime(2).
public struct Deadline: Sendable {
    /// In milliseconds of the clock.
    private let end: Int

    /// Begins to count, to so many milliseconds from now.
    public init(milliseconds: Int) { end = Self.now() + milliseconds }

    /// How many milliseconds are left, as poll(2) takes them; nought once it has passed.
    public var left: Int32 { Int32(clamping: max(end - Self.now(), 0)) }

    private static func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }
}
