// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// How many calls are answered in which period, and how the headers say so.
public struct Quota: Sendable, Hashable, Codable {
    /// The unit of the period, as `quota-time-unit` names it.
    public enum Unit: String, Sendable, Codable, CaseIterable {
        /// 60 seconds.
        case minute
        /// 60 minutes.
        case hour
        /// 24 hours.
        case day
        /// 7 days.
        case week
        /// 30 days.
        case month

        /// The length in seconds.
        public var seconds: Int {
            switch self {
            case .minute: 60
            case .hour: 3600
            case .day: 86_400
            case .week: 604_800
            case .month: 2_592_000
            }
        }
    }

    /// How `quota-reset-UTC` is written, which is not documented.
    public enum ResetFormat: String, Sendable, Codable, CaseIterable {
        /// Milliseconds since 1970, in which the gateway's product counts.
        case milliseconds
        /// Seconds since 1970.
        case seconds
        /// RFC 3339.
        case rfc3339
        /// An HTTP date (RFC 9110, section 5.6.7).
        case http
    }

    /// Calls in one period.
    public var limit = 1_000_000
    /// How many units one period lasts.
    public var interval = 1
    /// The unit.
    public var unit = Unit.hour
    /// How the end of the period is written.
    public var resetFormat = ResetFormat.milliseconds
    /// Whether the answer to a call too many carries `Retry-After`, which is not documented either.
    public var saysRetryAfter = true

    /// Makes a quota.
    public init(limit: Int = 1_000_000, interval: Int = 1, unit: Unit = .hour) {
        self.limit = limit
        self.interval = interval
        self.unit = unit
    }

    /// Reads `LIMIT/UNIT` or `LIMIT/INTERVAL UNIT` without the space: `100/minute`, `1000/24hour`.
    public init?(_ text: String) {
        let halves = text.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count == 2, let limit = Int(halves[0]), limit >= 0 else { return nil }
        let digits = halves[1].prefix { $0.isNumber }
        guard let unit = Unit(rawValue: String(halves[1].dropFirst(digits.count))) else { return nil }
        guard let interval = digits.isEmpty ? 1 : Int(digits), interval > 0 else { return nil }
        self.init(limit: limit, interval: interval, unit: unit)
    }

    /// The length of the period in seconds.
    public var seconds: Int { interval * unit.seconds }
}
