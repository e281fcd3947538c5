// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// A time in which nothing is sent by an account, since it was told "too many requests", or can't be reached.
public struct AccountPause: Sendable, Hashable {
    /// When it ends.
    public var until: Timestamp
    /// When it began, or was last made longer.
    public var since: Timestamp
    /// What the other side said, or what happened instead.
    public var reason: String
    /// How many pauses in a row there were without a request that got through.
    var failures: Int

    /// The account's pause after a request, from the one that it had before; nil where it has none.
    ///
    /// A pause is never made shorter: what several requests at once are told holds together. For the same reason they count
    /// as one failure, and the next pause is not longer than it should be.
    static func after(
        _ settlement: Settlement, previous: AccountPause?, schedule: RetrySchedule, jitter: Double, at now: Timestamp
    ) -> AccountPause? {
        let running = previous.flatMap { $0.until > now ? $0 : nil }
        let deferral = settlement.outcomes.lazy.compactMap { outcome -> Deferral? in
            if case .deferred(let deferral) = outcome, deferral.scope == .account { deferral } else { nil }
        }.first
        var pause: AccountPause
        if let deferral {
            let failures = running?.failures ?? (previous?.failures ?? 0) + 1
            pause = AccountPause(
                until: deferral.notBefore ?? now.advanced(bySeconds: schedule.pause(after: failures, jitter: jitter)),
                since: now, reason: deferral.answer.text, failures: failures)
        } else if let reset = settlement.quota?.usedUpUntil, reset > now {
            pause = AccountPause(until: reset, since: now, reason: "the quota is used up", failures: 0)
        } else {
            return running
        }
        if let running, running.until >= pause.until { return running }
        return pause
    }
}
