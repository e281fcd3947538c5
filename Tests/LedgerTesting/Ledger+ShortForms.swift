// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Ledgers
public import Mail

/// What is done to a ledger, in fewer words where a test is about something else.
extension Ledger {
    /// Enters a message where nothing is a duplicate.
    public func enter(
        _ message: MessageRecord, decisions: [(recipient: String, decision: Decision)], at now: Timestamp
    ) throws {
        try enter(message, decisions: decisions, windows: [:], at: now)
    }

    /// Applies new decisions where nothing is a duplicate.
    public func decideAgain(
        _ message: String, decisions: [(recipient: String, decision: Decision)], routes: Set<RouteName>,
        at now: Timestamp
    ) throws {
        try decideAgain(message, decisions: decisions, routes: routes, windows: [:], at: now)
    }

    /// Deals with what owners left behind who are no more, where no request is made a second time.
    public func recover(isAlive: (String) -> Bool, at now: Timestamp) throws -> Int {
        try recover(isAlive: isAlive, retry: RetrySchedule(), at: now)
    }

    /// Takes deliveries that are due, whatever is under way.
    public func claim(
        limit: Int, owner: String, together: (RouteName) -> Bool, at now: Timestamp
    ) throws -> [Claim] {
        try claim(Places(overall: .max), limit: limit, owner: owner, together: together, at: now)
    }

    /// Records that a request is about to leave of which nothing more is kept.
    public func begin(_ claim: Claim, fingerprint: String, at now: Timestamp) throws {
        try begin(claim, fingerprint: fingerprint, recipe: nil, at: now)
    }

    /// Records outcomes of which nothing was learnt about the account.
    public func settle(_ claim: Claim, outcomes: [Outcome], retry: RetrySchedule, at now: Timestamp) throws {
        try settle(claim, Settlement(outcomes), retry: retry, at: now)
    }

    /// When the next delivery is due; nil where none waits.
    public func nextDue() throws -> Timestamp? { try nextDue(after: Timestamp(milliseconds: .min)) }
}
