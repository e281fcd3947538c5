// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// A time in the past as a person writes it.
enum PastTime {
    private static let seconds: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]

    /// Reads how long ago (`30m`, `2h`, `3d`) or a local date, with or without a time of day (`2026-11-21T09:30`).
    static func parse(_ text: String, now: Timestamp) -> Timestamp? {
        if let unit = text.last.flatMap({ seconds[$0] }), let count = UInt32(text.dropLast()) {
            return now.advanced(bySeconds: -Double(count) * unit)
        }
        let halves = text.split(separator: text.contains("T") ? "T" : " ", omittingEmptySubsequences: false)
        guard (1...2).contains(halves.count), let date = numbers(halves[0], "-", 3...3),
            let clock = halves.count == 1 ? [0, 0] : numbers(halves[1], ":", 2...3)
        else { return nil }
        func time(offset: Int) -> Timestamp? {
            CivilTime(
                year: date[0], month: date[1], day: date[2], hour: clock[0], minute: clock[1],
                second: clock.count > 2 ? clock[2] : 0, offset: offset
            ).map { Timestamp(seconds: $0.seconds) }
        }
        // The offset is that of the day meant, not of today.
        return time(offset: 0).flatMap { time(offset: $0.localOffset) }
    }

    private static func numbers(_ text: Substring, _ separator: Character, _ count: ClosedRange<Int>) -> [Int]? {
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in part.allSatisfy(\.isWholeNumber) ? Int(part) : nil }
        return count.contains(parts.count) && numbers.count == parts.count ? numbers : nil
    }
}
