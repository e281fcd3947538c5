// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// How a mail stands against its deadline: a function of what is known of it, of the terms, and of the present.
///
/// Only what is shown counts. That a mail was sent does not show that it reached anybody.
public struct DeadlineVerdict: Sendable, Hashable {
    /// When it reached the recipient; nil where nothing shows that.
    public var reached: Timestamp?
    /// What a person is to look at; empty where all is well, or a person has said that nothing more is to be done.
    public var alarms: Set<DeadlineAlarm> = []
    /// Those of them that were not raised before.
    public var news: Set<DeadlineAlarm> = []
    /// The last moment at which another way can be taken.
    public var lastSafeMoment: Timestamp
    /// When it may stand otherwise though nothing happens; nil where it won't.
    public var next: Timestamp?
    /// Whether somebody may still have to look at it.
    public var isOpen = true

    /// The most urgent of the alarms.
    public var gravest: DeadlineAlarm? { alarms.max() }

    init(_ deadline: Deadline, on terms: DeadlineTerms, at now: Timestamp) {
        let reports = deadline.reports.map { (report: $0.report, recorded: $0.recorded) }
        let reach = Reach(reports, by: terms.reachedBy)
        reached = reach.time
        lastSafeMoment = terms.lastSafeMoment(of: deadline.time, submitted: deadline.message.arrived)
        let isReached = reach.time.map { $0 <= deadline.time } ?? false
        let isSettled = deadline.recipient.state == .cancelled || deadline.entries.contains { $0.alarm == nil }
        guard !isReached, !isSettled else {
            isOpen = false
            return
        }
        guard now < deadline.time, reach.time == nil else {
            (alarms, next) = ([.missed], nil)
            news = Self.news(alarms, deadline, now)
            return
        }
        var times = [lastSafeMoment, deadline.time]
        if now >= lastSafeMoment { alarms.insert(.dueSoon) }
        if deadline.recipient.state == .refused || reach.hasFailed {
            alarms.insert(.anotherWay)
        } else if let due = Self.announcementDue(deadline, reports, terms, now) {
            if now >= due { alarms.insert(.unannounced) }
            times.append(due)
        }
        news = Self.news(alarms, deadline, now)
        next = times.filter { $0 > now }.min()
    }

    /// By when it is to have been announced; nil where it was, or is not to be.
    private static func announcementDue(
        _ deadline: Deadline, _ reports: [(report: StatusReport, recorded: Timestamp)], _ terms: DeadlineTerms,
        _ now: Timestamp
    ) -> Timestamp? {
        let recipient = deadline.recipient
        guard recipient.state == .sent, recipient.route.map(terms.announcing.contains) == true,
            Reach(reports, by: .announced).time == nil
        else { return nil }
        // Sent at a time that is yet to come, by a clock that was ahead: how long ago that was nobody knows.
        guard recipient.changed <= now.advanced(bySeconds: LedgerTransaction.tolerance) else { return now }
        return recipient.changed.advanced(bySeconds: terms.announceWithin)
    }

    /// What was not raised before; an alarm that a clock raised which was ahead doesn't count.
    private static func news(
        _ alarms: Set<DeadlineAlarm>, _ deadline: Deadline, _ now: Timestamp
    ) -> Set<DeadlineAlarm> {
        let limit = now.advanced(bySeconds: LedgerTransaction.tolerance)
        return alarms.subtracting(deadline.entries.filter { $0.time <= limit }.compactMap(\.alarm))
    }
}
