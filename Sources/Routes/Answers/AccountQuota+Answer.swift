// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Curl
internal import Mail

extension AccountQuota {
    /// The fields that tell of a quota.
    private static let names = [
        "quota-limit", "quota-used", "quota-interval", "quota-time-unit", "quota-reset-UTC", "sunset",
    ]

    /// Reads the fields of an answer; nil where none of them says anything.
    ///
    /// None of them ever makes a call fail, whatever it holds.
    init?(_ answer: HTTPAnswer, at now: Timestamp) {
        func number(_ name: String) -> Int? {
            answer.value(of: name).flatMap { Double($0.trimmed) }.flatMap { Int(exactly: $0.rounded()) }
        }
        let fields = Self.names.compactMap { name in
            answer.value(of: name).map { (name, OneLine.text($0, limit: 100)) }
        }
        self.init(fields: Dictionary(uniqueKeysWithValues: fields), learnt: now)
        limit = number("quota-limit")
        used = number("quota-used")
        interval = number("quota-interval")
        unit = answer.value(of: "quota-time-unit").map { OneLine.text($0, limit: 20) }
        reset = answer.value(of: "quota-reset-UTC").flatMap(ServerTime.parse)
        let sunset = self.fields["sunset"]
        self.sunset = sunset == "n/a" || sunset == "" ? nil : sunset
        if limit == nil, used == nil, reset == nil, self.sunset == nil { return nil }
        if let limit, let used, limit > 0, used >= limit { usedUpUntil = ServerTime.plausible(reset, now: now) }
    }
}
