// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import GRDB
import LedgerTesting
import Mail
import TestSupport
import Testing

@testable import Ledgers

/// What the ledger remembers of accounts that wait and of mail that is late, for all processes.
@Suite struct WaitingTests {
    private let folder: TemporaryFolder
    private let start = Timestamp(seconds: 1_795_253_400)
    private let letters = RouteName("letters")
    private let safe = RouteName("safe")
    private let plain = RouteName("plain")
    private let busy = Answer(host: "api", code: 429, status: "4.4.5", text: "too many requests")
    private let retry = RetrySchedule(delayNotice: 3600, jitter: .fixed(0.5))

    init() throws { folder = try TemporaryFolder() }

    /// The ledger as another process opens it.
    private func ledger() throws -> SQLiteLedger { try SQLiteLedger(path: folder.file("ledger.sqlite")) }

    private func enter(_ id: String, _ recipients: [String] = ["a@x.nl"], by route: RouteName, at seconds: Double = 0)
        throws
    {
        let time = start.advanced(bySeconds: seconds)
        try ledger().enter(
            MessageRecord(
                id: id, door: .outbox, arrived: start, sender: Address(mailbox: "jan@x.nl"), messageID: id, subject: id,
                size: 1),
            decisions: recipients.map { ($0, Decision(.route(route, RouteOptions()))) }, at: time)
    }

    private func claim(
        _ places: Places = Places(overall: 100), owner: String = "me", together: Bool = false, at seconds: Double = 0
    ) throws -> [Claim] {
        try ledger().claim(
            places, limit: 100, owner: owner, together: { _ in together }, at: start.advanced(bySeconds: seconds))
    }

    private func settle(_ claim: Claim, _ settlement: Settlement, at seconds: Double = 0) throws {
        let time = start.advanced(bySeconds: seconds)
        try ledger().begin(claim, fingerprint: "f", at: time)
        try ledger().settle(claim, settlement, retry: retry, at: time)
    }

    private func throttled(until seconds: Double) -> [Outcome] {
        [.deferred(Deferral(answer: busy, notBefore: start.advanced(bySeconds: seconds), scope: .account))]
    }

    private func states() throws -> [DeliveryState] {
        try ledger().standings(includingFinished: true).flatMap(\.recipients).map(\.state)
    }

    @Test("what one route is told holds for all of its account, in every process, until its time")
    func pauses() throws {
        try enter("1", by: letters)
        let first = try #require(try claim().first)
        try settle(first, Settlement(throttled(until: 500), routes: [letters, safe]))
        try enter("2", by: safe)
        try enter("3", by: letters)
        try enter("4", by: plain)
        #expect(try claim(at: 499).map(\.message) == ["4"])
        #expect(try ledger().nextDue() == start.advanced(bySeconds: 500))
        #expect(try ledger().conditions(at: start)[safe]?.pause?.until == start.advanced(bySeconds: 500))
        #expect(try Set(claim(at: 500).map(\.message)) == ["1", "2", "3"])
        #expect(try ledger().conditions(at: start.advanced(bySeconds: 500)).isEmpty)
    }

    @Test("whoever says \"now\" ends the pause of that route")
    func retriesNow() throws {
        try enter("1", by: letters)
        let first = try #require(try claim().first)
        try settle(first, Settlement(throttled(until: 500), routes: [letters, safe]))
        #expect(try ledger().apply(.retry, to: "1", recipient: nil, at: start) == 1)
        #expect(try claim().map(\.message) == ["1"])
    }

    @Test("a quota is kept for each route as it was told last, with the time")
    func keepsQuota() throws {
        try enter("1", by: letters)
        var quota = AccountQuota(fields: ["quota-reset-UTC": "Friday?"], learnt: start)
        quota.limit = 10
        let first = try #require(try claim().first)
        try settle(first, Settlement([.refused(busy)], quota: quota, routes: [letters, safe]))
        #expect(try ledger().conditions(at: start) == [letters: RouteCondition(pause: nil, quota: quota)])
    }

    @Test("an account's limit counts the requests of all processes, and those of shared requests once")
    func limitsAccounts() throws {
        let places = Places(overall: 10, perAccount: 2, accounts: [letters: "kpn", safe: "kpn"])
        for id in 1...3 { try enter("\(id)", ["a@x.nl", "b@x.nl"], by: letters) }
        try enter("4", by: plain)
        #expect(try claim(places, owner: "one", together: true).map(\.message) == ["1", "2", "4"])
        #expect(try claim(places, owner: "two", together: true).isEmpty)
        #expect(try ledger().recover(isAlive: { $0 == "two" }, at: start) == 0)
        #expect(try claim(places, owner: "two", together: true).map(\.message) == ["1", "2", "4"])
    }

    @Test("a mail with many recipients leaves a place to the next one, which has waited for less")
    func leavesPlace() throws {
        try enter("1", ["a@x.nl", "b@x.nl", "c@x.nl", "d@x.nl"], by: letters)
        try enter("2", by: letters, at: 1)
        let claims = try claim(Places(overall: 8, perAccount: 3), at: 2)
        #expect(claims.map(\.message) == ["1", "1", "2"])
    }

    @Test("what is due and was not taken is nothing to wake up for")
    func nextDue() throws {
        try enter("1", by: letters)
        try enter("2", by: letters, at: 60)
        #expect(try ledger().nextDue(after: start) == start.advanced(bySeconds: 60))
        #expect(try ledger().nextDue(after: start.advanced(bySeconds: 60)) == nil)
        #expect(try ledger().nextDue() == start)
    }

    @Test("a mail is late once, counted from when its route was chosen, and is news")
    func late() throws {
        try ledger().enter(
            MessageRecord(
                id: "1", door: .outbox, arrived: start, sender: Address(mailbox: "jan@x.nl"), messageID: "1",
                subject: "1",
                size: 1),
            decisions: [("a@x.nl", Decision(.hold("ask first")))], at: start)
        let release = start.advanced(bySeconds: 10_000)
        #expect(try ledger().apply(.release(letters), to: "1", recipient: nil, at: release) == 1)
        #expect(try ledger().judgeWaiting(retry, limit: 9, at: release.advanced(bySeconds: 3599)) == 0)
        let (standing, _) = try #require(try ledger().tell("1"))
        try ledger().attended("1", upTo: standing.lastEvent, filing: nil, at: release)
        let late = release.advanced(bySeconds: 3600)
        #expect(try ledger().judgeWaiting(retry, limit: 9, at: late) == 1)
        #expect(try ledger().judgeWaiting(retry, limit: 9, at: late) == 0)
        let news = try #require(try ledger().messagesWantingAttention(after: "", limit: 9).first)
        #expect(news.untold.map(\.step) == [.delay])
        #expect(news.isQuiet(at: late))
        #expect(try states() == [.decided])
    }

    @Test("a mail that is being sent is not called late")
    func underWay() throws {
        try enter("1", by: letters)
        _ = try claim()
        #expect(try ledger().judgeWaiting(retry, limit: 9, at: start.advanced(bySeconds: 9999)) == 0)
    }

    @Test("what waits for an account is given up in its time, and only that")
    func givesUp() throws {
        try enter("1", by: letters)
        try enter("2", by: plain)
        let first = try #require(try claim().first { $0.route == letters })
        try settle(first, Settlement(throttled(until: 1e6), routes: [letters]))
        let end = retry.patience
        #expect(try ledger().judgeWaiting(retry, limit: 9, at: start.advanced(bySeconds: end - 1)) == 1)
        #expect(try states() == [.deferred, .decided])
        #expect(try ledger().judgeWaiting(retry, limit: 9, at: start.advanced(bySeconds: end)) == 1)
        #expect(try states() == [.refused, .decided])
        #expect(try ledger().standings(includingFinished: false).map(\.message.id) == ["2"])
    }

    @Test(
        "what waits for a time that a clock set which was ahead is tried, also where something else has happened since")
    func clockSetBack() throws {
        let years = 1e9
        for id in ["1", "2"] { try enter(id, by: letters, at: years) }
        try enter("4", by: safe, at: years)
        let claims = try claim(at: years)
        for claim in claims where claim.message != "4" {
            try settle(claim, Settlement([.deferred(Deferral(answer: busy))]), at: years)
        }
        let paused = try #require(claims.first { $0.message == "4" })
        try settle(paused, Settlement(throttled(until: years + 60), routes: [safe]), at: years)
        // The clock is right again, and somebody else was quicker than the look.
        try enter("3", by: plain, at: 0)
        #expect(try claim().map(\.message) == ["3"])
        _ = try ledger().recover(isAlive: { _ in true }, retry: retry, at: start)
        #expect(try Set(claim().map(\.message)) == ["1", "2", "4"])
    }

    @Test("a time that lies far ahead by right is left alone")
    func farAhead() throws {
        try enter("1", by: letters)
        let claim = try #require(try claim().first)
        let month = Deferral(answer: busy, notBefore: start.advanced(bySeconds: 30 * 86_400))
        var patient = retry
        patient.patience = 90 * 86_400
        try ledger().begin(claim, fingerprint: "f", at: start)
        try ledger().settle(claim, Settlement([.deferred(month)]), retry: patient, at: start)
        _ = try ledger().recover(isAlive: { _ in true }, retry: patient, at: start.advanced(bySeconds: 10))
        #expect(try self.claim(at: 86_400).isEmpty)
    }

    @Test(
        "no question of what is due costs more because more waits",
        arguments: [
            "SELECT id, message, next_attempt FROM recipient WHERE state IN ('decided', 'deferred') AND owner IS NULL AND route = 'r' AND next_attempt <= 9 ORDER BY next_attempt",
            "SELECT route FROM recipient WHERE state IN ('decided', 'deferred') AND owner IS NULL AND route > '' ORDER BY route LIMIT 1",
            "SELECT min(next_attempt) FROM recipient WHERE state IN ('decided', 'deferred') AND owner IS NULL AND route = 'r' AND next_attempt > 9",
            "SELECT id FROM recipient WHERE state IN ('decided', 'deferred') AND owner IS NULL AND told_late = 0 AND decided_at <= 9 LIMIT 1",
            "SELECT id FROM recipient WHERE state IN ('decided', 'deferred') AND owner IS NULL AND told_late IN (0, 1) AND decided_at <= 9 AND route IN ('r') LIMIT 1",
        ])
    func usesIndexes(sql: String) throws {
        let plan = try ledger().plan(of: sql)
        #expect(plan.allSatisfy { $0.contains("SEARCH") }, "\(plan)")
        #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
    }
}

extension SQLiteLedger {
    /// How SQLite goes about a query.
    fileprivate func plan(of sql: String) throws -> [String] {
        try database.read { database in
            try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN " + sql).map { $0["detail"] as String }
        }
    }
}
