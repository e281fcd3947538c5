// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import GRDB
import Mail

extension LedgerTransaction {
    /// How far the clock has to have been set back before anything is done about it, in seconds: clocks are set a little all
    /// the time.
    private static let tolerance: Double = 60

    /// Whether the log's last entry lies ahead of the clock, so that the clock was set back since.
    func isAheadOfClock() throws -> Bool {
        let last = try Int64.fetchOne(
            try database.cachedStatement(sql: "SELECT time FROM event ORDER BY number DESC LIMIT 1"))
        return last.map { $0 > now.advanced(bySeconds: Self.tolerance).milliseconds } ?? false
    }

    /// Lets all that waits be tried now: the times were set by a wrong clock, and lie as far ahead as that was wrong.
    ///
    /// What is tried makes an entry by the right clock, so that this happens once.
    func bringForward() throws {
        try execute("DELETE FROM blocked_route WHERE until > ?", [now.milliseconds])
        try execute(
            """
            UPDATE recipient SET next_attempt = ?1
            WHERE state IN ('decided', 'deferred') AND owner IS NULL AND next_attempt > ?1
            """, [now.milliseconds])
    }
}
