// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A moment in time, to the millisecond, in UTC.
///
/// The doors are kept free of Foundation for their start-up time, so this is not a `Date`.
public struct Timestamp: Sendable, Hashable, Comparable, Codable {
    /// Milliseconds since 1970-01-01 00:00 UTC, leap seconds not counted.
    public var milliseconds: Int64

    /// Makes a moment from milliseconds since 1970.
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Makes a moment from seconds since 1970.
    public init(seconds: Int64) { self.milliseconds = seconds * 1000 }

    /// The present moment by the system's clock: clock_gettime(2).
    public static func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// Whole seconds since 1970, rounded down.
    public var seconds: Int64 { milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000 }

    /// The moment this many seconds later; a number beyond the clock's own counts as the end of time.
    public func advanced(bySeconds seconds: Double) -> Timestamp {
        guard let step = Int64(exactly: (seconds * 1000).rounded()) else {
            return Timestamp(milliseconds: seconds < 0 ? .min : .max)
        }
        let (sum, overflows) = milliseconds.addingReportingOverflow(step)
        return Timestamp(milliseconds: overflows ? (step < 0 ? .min : .max) : sum)
    }

    /// Orders moments by time.
    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }

    /// How far this machine's clocks are ahead of UTC at the moment, in minutes: localtime_r(3).
    public var localOffset: Int {
        var parts = tm()
        var time = time_t(seconds)
        localtime_r(&time, &parts)
        return parts.tm_gmtoff / 60
    }

    /// `2026-11-21T09:30:00Z`, for logs and machines (RFC 3339).
    public var rfc3339: String { formatted("%Y-%m-%dT%H:%M:%SZ", inUTC: true) }

    /// `Sat, 21 Nov 2026 09:30:00 +0000`, for header fields (RFC 5322, section 3.3); local time with its offset.
    ///
    /// Names of days and months are English whatever the locale, since the field's grammar has no others.
    public var rfc5322: String {
        var parts = tm()
        var time = time_t(seconds)
        localtime_r(&time, &parts)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let offset = parts.tm_gmtoff / 60
        return "\(days[Int(parts.tm_wday)]), \(parts.tm_mday) \(months[Int(parts.tm_mon)]) \(parts.tm_year + 1900) "
            + "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) "
            + "\(offset < 0 ? "-" : "+")\(two(abs(offset) / 60))\(two(abs(offset) % 60))"
    }

    /// The moment as strftime(3) writes it, in UTC or in the system's own time zone.
    public func formatted(_ format: String, inUTC: Bool) -> String {
        var parts = tm()
        var time = time_t(seconds)
        _ = inUTC ? gmtime_r(&time, &parts) : localtime_r(&time, &parts)
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            guard let base = buffer.baseAddress, strftime(base, 256, format, &parts) > 0 else { return "" }
            return String(cString: base)
        }
    }

    private func two(_ number: some BinaryInteger) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
