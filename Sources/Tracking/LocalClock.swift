// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// Writes moments for a person: in the machine's own zone, and in UTC where others compare them with clocks of their own.
public struct LocalClock: Sendable {
    /// How far local time is ahead of UTC at a moment, in minutes.
    private let offset: @Sendable (Timestamp) -> Int
    private let now: Timestamp

    /// Makes a clock.
    public init(now: Timestamp, offset: @escaping @Sendable (Timestamp) -> Int = { $0.localOffset }) {
        self.now = now
        self.offset = offset
    }

    private func local(_ time: Timestamp, _ format: String) -> String {
        time.advanced(bySeconds: Double(offset(time)) * 60).formatted(format, inUTC: true)
    }

    /// In as few columns as it takes: `10:30:00` today, `21 Nov 10:30` this year, else `21 Nov 2025`.
    func short(_ time: Timestamp) -> String {
        if day(time) == day(now) { return local(time, "%H:%M:%S") }
        return local(time, local(time, "%Y") == local(now, "%Y") ? "%e %b %H:%M" : "%e %b %Y")
    }

    /// `2026-11-21 10:30:00`.
    func second(_ time: Timestamp) -> String { local(time, "%Y-%m-%d %H:%M:%S") }

    /// `2026-11-21 10:30`.
    func minute(_ time: Timestamp) -> String { local(time, "%Y-%m-%d %H:%M") }

    /// `2026-11-21`.
    func day(_ time: Timestamp) -> String { local(time, "%Y-%m-%d") }

    /// `10:30:00`.
    func timeOfDay(_ time: Timestamp) -> String { local(time, "%H:%M:%S") }

    /// `09:30:00 UTC`, with the day where that is another; nil where local time is UTC.
    func utc(_ time: Timestamp) -> String? {
        let isSameDay = time.formatted("%Y-%m-%d", inUTC: true) == day(time)
        return offset(time) == 0
            ? nil : time.formatted(isSameDay ? "%H:%M:%S UTC" : "%Y-%m-%d %H:%M:%S UTC", inUTC: true)
    }

    /// `2026-11-21 10:30:00 +01:00 (09:30:00 UTC)`.
    func full(_ time: Timestamp) -> String {
        guard let utc = utc(time) else { return time.formatted("%Y-%m-%d %H:%M:%S UTC", inUTC: true) }
        let minutes = offset(time)
        let (hours, rest) = abs(minutes).quotientAndRemainder(dividingBy: 60)
        let zone = "\(minutes < 0 ? "-" : "+")\(hours < 10 ? "0" : "")\(hours):\(rest < 10 ? "0" : "")\(rest)"
        return "\(second(time)) \(zone) (\(utc))"
    }
}
