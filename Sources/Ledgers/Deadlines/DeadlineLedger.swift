// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// What the ledger does for mails that must reach their recipients by some time.
///
/// Alarms are events, only ever added: each is an entry of the log, and people are told of it as of all others.
public protocol DeadlineLedger: Sendable {
    /// Looks at those that are due to be looked at, and writes each alarm down once.
    /// - Parameter limit: How many at most, so that others get at the ledger in between.
    /// - Returns: How many were looked at, and what was raised.
    func judgeDeadlines(
        on terms: DeadlineTerms, limit: Int, at now: Timestamp
    ) throws -> (judged: Int, raised: [(message: String, recipient: String, alarm: DeadlineAlarm)])

    /// When the first is due to be looked at that was not at `time`; nil where none waits for its time.
    func nextDeadline(after time: Timestamp) throws -> Timestamp?

    /// Those that somebody may still have to look at, by their time.
    func openDeadlines() throws -> [Deadline]

    /// Records that a person has seen to it that nothing more is to be done, for one recipient of a message, or for all where
    /// `recipient` is nil.
    /// - Returns: For how many that says something new.
    func settleDeadlines(of message: String, recipient: String?, at now: Timestamp) throws -> Int
}
