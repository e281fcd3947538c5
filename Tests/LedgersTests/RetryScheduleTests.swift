// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Testing

@testable import Ledgers

@Suite struct RetryScheduleTests {
    private let schedule = RetrySchedule(firstPause: 60, longestPause: 3600, patience: 86_400)
    private let decided = Timestamp(seconds: 1_000_000)

    @Test(
        "pauses double up to the longest", arguments: [(1, 60), (2, 120), (3, 240), (6, 1920), (7, 3600), (1000, 3600)])
    func pausesGrow(attempts: Int, pause: Int64) {
        let next = schedule.next(
            afterAttempts: attempts, decided: decided, now: decided, notBefore: nil, jitter: 0.5)
        #expect(next == Timestamp(seconds: decided.seconds + pause))
    }

    @Test("jitter moves a pause by a quarter at most")
    func jitters() {
        let moments = [0.0, 1.0].map {
            schedule.next(afterAttempts: 2, decided: decided, now: decided, notBefore: nil, jitter: $0)?.seconds
        }
        #expect(moments == [decided.seconds + 90, decided.seconds + 150])
    }

    @Test("the other side's time is kept where it is later")
    func waitsAsAsked() {
        let late = decided.advanced(bySeconds: 5000)
        #expect(schedule.next(afterAttempts: 1, decided: decided, now: decided, notBefore: late, jitter: 0) == late)
    }

    @Test("patience ends")
    func givesUp() {
        let end = decided.advanced(bySeconds: 86_400)
        #expect(schedule.next(afterAttempts: 9, decided: decided, now: end, notBefore: nil, jitter: 0) == nil)
    }
}
