// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import GRDB
import Mail

/// What is known of routes and the accounts that they use.
extension LedgerTransaction {
    /// A route's pause, also one that is over.
    func pause(of route: RouteName) throws -> AccountPause? {
        try GRDB.Row.fetchOne(
            try database.cachedStatement(sql: "SELECT * FROM blocked_route WHERE route = ?"),
            arguments: [route.rawValue]
        ).map(AccountPause.init)
    }

    /// Lets a route go again.
    func endPause(of route: RouteName) throws {
        try execute("DELETE FROM blocked_route WHERE route = ?", [route.rawValue])
    }

    /// Writes down what a request by a route has told of its account.
    func note(_ settlement: Settlement, of route: RouteName, _ schedule: RetrySchedule) throws {
        let previous = try pause(of: route)
        let pause = AccountPause.after(
            settlement, previous: previous, schedule: schedule, jitter: schedule.jitter.draw(), at: now)
        if pause != previous {
            for route in settlement.routes.union([route]) { try set(pause, for: route) }
        }
        guard let quota = settlement.quota else { return }
        try execute(
            """
            INSERT INTO route_quota (route, quota) VALUES (?, ?) ON CONFLICT (route) DO UPDATE SET quota = excluded.quota
            """, [route.rawValue, try Self.json(quota)])
    }

    private func set(_ pause: AccountPause?, for route: RouteName) throws {
        guard let pause else { return try endPause(of: route) }
        try execute(
            """
            INSERT INTO blocked_route (route, until, since, reason, failures) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (route) DO UPDATE SET until = max(until, excluded.until), since = excluded.since,
                reason = excluded.reason, failures = excluded.failures
            """,
            [
                route.rawValue, pause.until.milliseconds, pause.since.milliseconds, pause.reason.withoutNUL,
                pause.failures,
            ])
    }

    /// What is known of each route.
    func conditions() throws -> [RouteName: RouteCondition] {
        var conditions: [RouteName: RouteCondition] = [:]
        for row in try GRDB.Row.fetchAll(database, sql: "SELECT * FROM route_quota") {
            conditions[RouteName(row["route"]), default: RouteCondition()].quota =
                try Self.decoded(AccountQuota.self, from: row["quota"])
        }
        for row in try GRDB.Row.fetchAll(
            database, sql: "SELECT * FROM blocked_route WHERE until > ?", arguments: [now.milliseconds])
        {
            conditions[RouteName(row["route"]), default: RouteCondition()].pause = AccountPause(row)
        }
        return conditions
    }

    /// Recipients that have waited for so long that there is something to decide, or to tell.
    func overdue(_ schedule: RetrySchedule, limit: Int) throws -> [Int64] {
        let waiting = "SELECT id FROM recipient WHERE state IN ('decided', 'deferred') AND owner IS NULL"
        let givenUp = try Int64.fetchAll(
            database,
            sql: """
                \(waiting) AND told_late IN (0, 1) AND decided_at <= ?
                    AND route IN (SELECT route FROM blocked_route WHERE until > ?) LIMIT ?
                """, arguments: [now.advanced(bySeconds: -schedule.patience).milliseconds, now.milliseconds, limit])
        guard let delay = schedule.delayNotice else { return givenUp }
        let late = try Int64.fetchAll(
            database, sql: "\(waiting) AND told_late = 0 AND decided_at <= ? LIMIT ?",
            arguments: [now.advanced(bySeconds: -delay).milliseconds, limit])
        return givenUp + late
    }
}

extension AccountPause {
    fileprivate init(_ row: Row) {
        self.init(
            until: Timestamp(milliseconds: row["until"]), since: Timestamp(milliseconds: row["since"]),
            reason: row["reason"], failures: row["failures"])
    }
}
