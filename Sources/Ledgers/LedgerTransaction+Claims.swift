// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import GRDB
import Mail

/// Which deliveries are taken next.
///
/// Nothing here costs more because more deliveries wait: each route is asked by itself, through an index.
extension LedgerTransaction {
    /// Takes deliveries that are due, those that wait longest first, as far as there are places.
    func claim(_ places: Places, limit: Int, owner: String, together: (RouteName) -> Bool) throws -> [Claim] {
        var load = try load(places, owner: owner, together: together)
        var claims: [Claim] = []
        var claimed: Set<Int64> = []
        for candidate in try candidates(load, limit: limit, together: together) where !claimed.contains(candidate.id) {
            guard claims.count < limit, load.hasRoom(for: candidate.message, by: candidate.route) else { continue }
            let first = try recipient(candidate.id)
            var group = [first.record]
            if together(candidate.route) {
                group += try recipients(of: candidate.message).filter {
                    $0.isDue(now) && $0.record.route == candidate.route
                        && $0.record.options.ofRequest == first.record.options.ofRequest && $0.record.id != candidate.id
                }.map(\.record)
            }
            load.add(candidate.message, by: candidate.route)
            claimed.formUnion(group.map(\.id))
            claims.append(
                Claim(
                    message: candidate.message, route: candidate.route, options: first.record.options,
                    recipients: group, owner: owner))
        }
        for id in claimed { try execute("UPDATE recipient SET owner = ? WHERE id = ?", [owner, id]) }
        return claims
    }

    /// A recipient that is due.
    private struct Candidate {
        var id: Int64
        var message: String
        var route: RouteName
        var nextAttempt: Int64
    }

    /// Of each route that may be used now, those that are due, as many as there could be places for.
    private func candidates(_ load: Places.Load, limit: Int, together: (RouteName) -> Bool) throws -> [Candidate] {
        var candidates: [Candidate] = []
        for route in try waitingRoutes() where load.hasRoom(for: route) {
            if let pause = try pause(of: route), pause.until > now { continue }
            var filled = load
            var messages: Set<String> = []
            var requests = 0
            let rows = try GRDB.Row.fetchCursor(
                try database.cachedStatement(
                    sql: """
                        SELECT id, message, next_attempt FROM recipient
                        WHERE state IN ('decided', 'deferred') AND owner IS NULL AND route = ? AND next_attempt <= ?
                        ORDER BY next_attempt
                        """), arguments: [route.rawValue, now.milliseconds])
            while requests < limit, filled.hasRoom(for: route), let row = try rows.next() {
                let message: String = row["message"]
                let isShared = together(route) && messages.contains(message)
                guard isShared || filled.hasRoom(for: message, by: route) else { continue }
                if !isShared {
                    filled.add(message, by: route)
                    requests += 1
                }
                messages.insert(message)
                candidates.append(
                    Candidate(id: row["id"], message: message, route: route, nextAttempt: row["next_attempt"]))
            }
        }
        return candidates.sorted { ($0.nextAttempt, $0.id) < ($1.nextAttempt, $1.id) }
    }

    /// What is under way by now, of all processes.
    private func load(_ places: Places, owner: String, together: (RouteName) -> Bool) throws -> Places.Load {
        var load = Places.Load(places)
        var shared: Set<[String]> = []
        let rows = try GRDB.Row.fetchAll(
            database, sql: "SELECT owner, route, message, options FROM recipient WHERE owner IS NOT NULL")
        for row in rows {
            guard let name: String = row["route"] else { continue }
            let route = RouteName(name)
            if together(route), !shared.insert([row["owner"], name, row["message"], row["options"]]).inserted {
                continue
            }
            load.add(row["message"], by: route, isOwn: row["owner"] == owner)
        }
        return load
    }

    /// The routes by which something waits.
    func waitingRoutes() throws -> [RouteName] {
        var routes: [RouteName] = []
        let statement = try database.cachedStatement(
            sql: """
                SELECT route FROM recipient
                WHERE state IN ('decided', 'deferred') AND owner IS NULL AND route > ? ORDER BY route LIMIT 1
                """)
        while let next = try String.fetchOne(statement, arguments: [routes.last?.rawValue ?? ""]) {
            routes.append(RouteName(next))
        }
        return routes
    }

    /// When the first delivery becomes due that was not at `time`.
    func nextDue(after time: Timestamp) throws -> Timestamp? {
        let statement = try database.cachedStatement(
            sql: """
                SELECT min(next_attempt) FROM recipient
                WHERE state IN ('decided', 'deferred') AND owner IS NULL AND route = ? AND next_attempt > ?
                """)
        return try waitingRoutes().compactMap { route -> Timestamp? in
            let end = try pause(of: route)?.until
            let isPaused = end.map { $0 > time } ?? false
            let first = try Int64.fetchOne(
                statement, arguments: [route.rawValue, isPaused ? Int64.min : time.milliseconds])
            guard let first else { return nil }
            let next = Timestamp(milliseconds: first)
            return isPaused ? max(next, end ?? next) : next
        }.min()
    }
}
