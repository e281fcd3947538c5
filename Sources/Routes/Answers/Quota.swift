// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Curl
public import Mail

/// How many calls a gateway allows and has counted, by the fields of its last answer.
///
/// Every field may be missing or without meaning: none of them ever makes a call fail.
public struct Quota: Sendable, Hashable {
    /// Calls allowed in a period.
    public var limit: Int?
    /// Calls made in it.
    public var used: Int?
    /// The period's length, in units.
    public var interval: Int?
    /// The unit: minute, hour, day, week, month.
    public var unit: String?
    /// When the count starts anew.
    public var reset: Timestamp?
    /// What the gateway says about the end of this version of the API; nil where it says `n/a` or nothing.
    public var sunset: String?

    /// Reads the fields of an answer; nil where it has none of them.
    public init?(_ answer: HTTPAnswer) {
        func number(_ name: String) -> Int? {
            answer.value(of: name).flatMap { Double($0.trimmed) }.flatMap { Int(exactly: $0.rounded()) }
        }
        limit = number("quota-limit")
        used = number("quota-used")
        interval = number("quota-interval")
        unit = answer.value(of: "quota-time-unit").map { OneLine.text($0, limit: 20) }
        reset = answer.value(of: "quota-reset-UTC").flatMap(ServerTime.parse)
        let sunset = answer.value(of: "sunset").map { OneLine.text($0) }
        self.sunset = sunset == "n/a" || sunset == "" ? nil : sunset
        if limit == nil, used == nil, reset == nil, self.sunset == nil { return nil }
    }
}
