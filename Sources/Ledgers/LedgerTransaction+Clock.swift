// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import GRDB
import Mail

/// What was written down by a clock that was ahead, and set back since.
///
/// The log's last entry shows it, until another entry is made by the right clock. So does each row that changed in the future,
/// or waits for longer than any mail does; of those the ones that wait for the latest time are looked at.
extension LedgerTransaction {
    /// How far the clock has to have been set back before anything is done about it, in seconds: clocks are set a little all
    /// the time.
    static let tolerance: Double = 60

    /// What lies behind it is ahead of the clock.
    private var limit: Int64 { now.advanced(bySeconds: Self.tolerance).milliseconds }

    /// The latest time that something can wait for by right.
    private func latest(_ schedule: RetrySchedule) -> Int64 {
        now.advanced(bySeconds: max(schedule.patience, schedule.longestPause) + Self.tolerance).milliseconds
    }

    /// Whether something waits for a time that was set by a clock that was ahead.
    func isAheadOfClock(_ schedule: RetrySchedule) throws -> Bool {
        if try isLogAhead() || waitingRoutes().contains(where: { try isAhead($0, schedule) }) { return true }
        return try Bool.fetchOne(
            try database.cachedStatement(
                sql: """
                    SELECT EXISTS (SELECT 1 FROM blocked_route WHERE since > ?1)
                        OR coalesce((SELECT max(last) FROM ticket_status WHERE last IS NOT NULL), 0) > ?1
                        OR EXISTS (
                            SELECT 1 FROM ticket_status JOIN recipient ON recipient.id = ticket_status.recipient
                            WHERE next = (SELECT max(next) FROM ticket_status WHERE next IS NOT NULL)
                                AND next > ?1 AND last IS NULL AND changed > ?1)
                    """), arguments: [limit]) ?? false
    }

    private func isLogAhead() throws -> Bool {
        let last = try Int64.fetchOne(
            try database.cachedStatement(sql: "SELECT time FROM event ORDER BY number DESC LIMIT 1"))
        return last.map { $0 > limit } ?? false
    }

    /// Whether what waits for the latest time of a route was changed in the future, or waits for too long.
    private func isAhead(_ route: RouteName, _ schedule: RetrySchedule) throws -> Bool {
        let last = try GRDB.Row.fetchOne(
            try database.cachedStatement(
                sql: """
                    SELECT next_attempt, changed FROM recipient
                    WHERE state IN ('decided', 'deferred') AND owner IS NULL AND route = ?
                    ORDER BY next_attempt DESC LIMIT 1
                    """), arguments: [route.rawValue])
        guard let last, let next = last["next_attempt"] as Int64?, next > now.milliseconds else { return false }
        return last["changed"] > limit || next > latest(schedule)
    }

    /// Lets all that waits for such a time be tried now: it lies as far ahead as the clock was wrong.
    ///
    /// What is tried makes an entry by the right clock, so that this happens once.
    func bringForward(_ schedule: RetrySchedule) throws {
        let isAll = try isLogAhead()
        try execute(
            "DELETE FROM blocked_route WHERE until > ? AND (? OR since > ?)", [now.milliseconds, isAll, limit])
        try execute(
            """
            UPDATE recipient SET next_attempt = ?1, decided_at = min(decided_at, ?1)
            WHERE state IN ('decided', 'deferred') AND owner IS NULL AND next_attempt > ?1
                AND (?2 OR changed > ?3 OR next_attempt > ?4)
            """, [now.milliseconds, isAll, limit, latest(schedule)])
        try execute(
            """
            UPDATE ticket_status SET next = ?1 WHERE next > ?1 AND (last > ?2 OR last IS NULL
                AND (SELECT changed FROM recipient WHERE recipient.id = ticket_status.recipient) > ?2)
            """, [now.milliseconds, limit])
        try execute("UPDATE ticket_status SET last = NULL WHERE last > ?", [limit])
    }
}
