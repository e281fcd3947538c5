// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Ledgers
public import Mail
public import Notices
public import Statuses

/// How the flow learns what became of sent mails; by default it doesn't.
public struct StatusPlan: Sendable {
    /// Whom to ask about tickets, by the route that brought them.
    public var sources: [RouteName: any StatusSource] = [:]
    /// Where status mails arrive.
    public var inboxes: [StatusInbox] = []
    /// When tickets are asked about again, and for how long after sending.
    public var schedule = RetrySchedule(firstPause: 900, longestPause: 21_600, patience: 90 * 86_400)
    /// The most tickets that are asked about in an hour.
    public var ticketsPerHour = 60
    /// Of which reports there are notices.
    public var told = Set(Happening.reports)

    /// A plan that follows nothing.
    public init() {}

    /// Whether it follows nothing.
    var isEmpty: Bool { sources.isEmpty && inboxes.isEmpty }
}
