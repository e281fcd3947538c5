// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Mail

/// Writes moments for people: in a zone that the settings name, and in UTC, never in the zone of the machine.
struct Clock {
    private let zone: TimeZone?

    init(zone: String) { self.zone = zone == "UTC" ? nil : TimeZone(identifier: zone) }

    /// `2026-11-21 10:30:00 +01:00`; in UTC where the zone is not known.
    func local(_ time: Timestamp) -> String {
        guard let zone else { return utc(time) }
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time.seconds)))
        let minutes = abs(offset) / 60
        let sign = offset < 0 ? "-" : "+"
        return time.advanced(bySeconds: Double(offset)).formatted("%Y-%m-%d %H:%M:%S", inUTC: true)
            + " \(sign)\(Self.two(minutes / 60)):\(Self.two(minutes % 60))"
    }

    /// `09:30:00 UTC`; nothing where the local time is in UTC already.
    func utcBeside(_ time: Timestamp) -> String? {
        zone == nil ? nil : utc(time)
    }

    private func utc(_ time: Timestamp) -> String { time.formatted("%Y-%m-%d %H:%M:%S UTC", inUTC: true) }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
