// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Testing

@testable import Ledgers

@Suite struct AccountPauseTests {
    private let now = Timestamp(seconds: 1_795_253_400)
    private let schedule = RetrySchedule(firstPause: 60, longestPause: 600)
    private let answer = Answer(host: "api", code: 429, status: "4.4.5", text: "too many requests")

    private func after(
        _ outcomes: [Outcome], quota: AccountQuota? = nil, previous: AccountPause? = nil, at seconds: Double = 0
    ) -> AccountPause? {
        .after(
            Settlement(outcomes, quota: quota), previous: previous, schedule: schedule, jitter: 0.5,
            at: now.advanced(bySeconds: seconds))
    }

    private func deferred(_ seconds: Double? = nil, scope: Deferral.Scope = .account) -> Outcome {
        .deferred(Deferral(answer: answer, notBefore: seconds.map(now.advanced(bySeconds:)), scope: scope))
    }

    private func quota(until seconds: Double) -> AccountQuota {
        var quota = AccountQuota(learnt: now)
        quota.usedUpUntil = now.advanced(bySeconds: seconds)
        return quota
    }

    @Test("an account waits until the time that it was told, and one mail's trouble is not the account's")
    func waits() {
        #expect(after([deferred(500)])?.until == now.advanced(bySeconds: 500))
        #expect(after([deferred(500)])?.reason == "too many requests")
        #expect(after([deferred(500, scope: .delivery)]) == nil)
    }

    @Test("without a time the pauses grow up to the longest, and begin anew after a request that got through")
    func grows() {
        var pause: AccountPause?
        var time = 0.0
        for expected in [60.0, 120, 240, 480, 600, 600] {
            pause = after([deferred()], previous: pause, at: time)
            #expect(pause?.until == now.advanced(bySeconds: time + expected))
            time += expected
        }
        pause = after([.sent(Receipt(answer: answer))], previous: pause, at: time)
        #expect(pause == nil)
        #expect(after([deferred()], previous: pause, at: time)?.until == now.advanced(bySeconds: time + 60))
    }

    @Test("several requests at once that fail together count once, and the longest time holds")
    func together() {
        let first = after([deferred(500)])
        #expect(after([deferred(100)], previous: first, at: 1) == first)
        let longer = after([deferred(900)], previous: first, at: 1)
        #expect(longer?.until == now.advanced(bySeconds: 900))
        #expect(after([deferred()], previous: longer, at: 900)?.until == now.advanced(bySeconds: 1020))
    }

    @Test("a request that gets through ends no pause that another was told meanwhile")
    func keeps() {
        let pause = after([deferred(500)])
        #expect(after([.sent(Receipt(answer: answer))], previous: pause, at: 1) == pause)
    }

    @Test("a quota that is used up makes the account wait before it is refused anything")
    func usedUp() {
        let taken = Outcome.sent(Receipt(answer: answer))
        #expect(after([taken], quota: quota(until: 300))?.until == now.advanced(bySeconds: 300))
        #expect(after([taken], quota: quota(until: -1)) == nil)
        #expect(after([taken], quota: AccountQuota(learnt: now)) == nil)
    }
}
