// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Mail

/// Counts the calls of the running period.
struct QuotaMeter: Sendable {
    /// The quota; changing it starts a new period.
    var quota: Quota { didSet { end = nil } }
    private var used = 0
    private var end: Timestamp?

    init(_ quota: Quota) { self.quota = quota }

    /// Counts a call; false if it is one too many.
    ///
    /// A period begins with its first call.
    mutating func count(at now: Timestamp) -> Bool {
        roll(to: now)
        guard used < quota.limit else { return false }
        used += 1
        return true
    }

    /// The header fields that each answer carries.
    mutating func headers(at now: Timestamp) -> [HeaderPair] {
        let end = roll(to: now)
        let reset =
            switch quota.resetFormat {
            case .milliseconds: String(end.milliseconds)
            case .seconds: String(end.seconds)
            case .rfc3339: end.rfc3339
            case .http: end.formatted("%a, %d %b %Y %H:%M:%S GMT", inUTC: true)
            }
        return [
            HeaderPair("quota-limit", String(quota.limit)), HeaderPair("quota-interval", String(quota.interval)),
            HeaderPair("quota-time-unit", quota.unit.rawValue), HeaderPair("quota-used", String(used)),
            HeaderPair("quota-reset-UTC", reset),
        ]
    }

    /// Whole seconds until the next period, at least 1.
    mutating func secondsLeft(at now: Timestamp) -> Int {
        max(1, Int((roll(to: now).milliseconds - now.milliseconds + 999) / 1000))
    }

    @discardableResult
    private mutating func roll(to now: Timestamp) -> Timestamp {
        if let end, end > now { return end }
        let next = now.advanced(bySeconds: Double(quota.seconds))
        end = next
        used = 0
        return next
    }
}
