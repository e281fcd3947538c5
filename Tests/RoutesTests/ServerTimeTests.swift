// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Curl
import Mail
import Testing

@testable import Routes

@Suite("times and quotas of servers")
struct ServerTimeTests {
    @Test(
        "one moment is understood in every form",
        arguments: [
            "1795253400", "1795253400000", "\"1795253400\"", "2026-11-21T09:30:00Z", "2026-11-21T10:30:00+01:00",
            "2026-11-21T09:30:00.250Z", "2026-11-21 09:30:00", "2026-11-21 09:30:00 UTC", "2026-11-21t09:30:00z",
            "Sat, 21 Nov 2026 09:30:00 GMT", "Saturday, 21-Nov-26 09:30:00 GMT", "Sat Nov 21 09:30:00 2026",
            " Sat, 21 Nov 2026 09:30:00 GMT ",
        ])
    func forms(text: String) {
        #expect(ServerTime.parse(text) == Timestamp(seconds: 1_795_253_400))
    }

    @Test(
        "what is no moment is none",
        arguments: ["", "n/a", "soon", "-5", "2026-13-21T09:30:00Z", "2026-11-21T25:30:00Z", "2026-11-21", "09:30:00"])
    func garbage(text: String) {
        #expect(ServerTime.parse(text) == nil)
    }

    @Test("Retry-After is seconds or a date, and nothing absurd")
    func retryAfter() {
        let now = Timestamp(seconds: 1_795_253_400)
        #expect(ServerTime.retryAfter("120", now: now) == Timestamp(seconds: 1_795_253_520))
        #expect(ServerTime.retryAfter("Sat, 21 Nov 2026 09:31:00 GMT", now: now) == Timestamp(seconds: 1_795_253_460))
        for absurd in ["0", "-1", "1e300", "99999999999", "Sat, 21 Nov 2020 09:31:00 GMT", "later"] {
            #expect(ServerTime.retryAfter(absurd, now: now) == nil)
        }
    }

    @Test(
        "a quota is used up where the fields say so in numbers, with an end that can be meant",
        arguments: [
            ("10", "10", "1795257000", true), ("10", "11", "2026-11-21T10:30:00Z", true),
            ("10", "9", "1795257000", false), ("0", "0", "1795257000", false), ("ten", "10", "1795257000", false),
            ("10", "10", "soon", false), ("10", "10", "1795250000", false), ("10", "10", "3600", false),
        ])
    func usedUp(limit: String, used: String, reset: String, isUsedUp: Bool) {
        let fields = [
            HTTPField("quota-limit", limit), HTTPField("quota-used", used), HTTPField("quota-reset-UTC", reset),
        ]
        let quota = AccountQuota(HTTPAnswer(status: 200, fields: fields), at: Timestamp(seconds: 1_795_253_400))
        #expect(quota?.usedUpUntil == (isUsedUp ? Timestamp(seconds: 1_795_257_000) : nil))
        #expect(quota?.fields["quota-reset-UTC"] == reset)
    }

    @Test("quota fields are read leniently")
    func quota() throws {
        let now = Timestamp(seconds: 1_795_253_400)
        let fields = [
            HTTPField("Quota-Limit", "100"), HTTPField("quota-used", " 7.0 "), HTTPField("quota-interval", "1"),
            HTTPField("quota-time-unit", "minute"), HTTPField("quota-reset-UTC", "1795253400000"),
            HTTPField("sunset", "n/a"),
        ]
        let quota = try #require(AccountQuota(HTTPAnswer(status: 200, fields: fields), at: now))
        #expect(quota.limit == 100 && quota.used == 7 && quota.interval == 1 && quota.unit == "minute")
        #expect(quota.reset == Timestamp(seconds: 1_795_253_400))
        #expect(quota.sunset == nil)
        let odd = AccountQuota(
            HTTPAnswer(status: 200, fields: [HTTPField("quota-limit", "many"), HTTPField("sunset", "2027")]), at: now)
        #expect(odd?.limit == nil && odd?.sunset == "2027")
        #expect(odd?.fields == ["quota-limit": "many", "sunset": "2027"])
        #expect(AccountQuota(HTTPAnswer(status: 200), at: now) == nil)
    }
}
