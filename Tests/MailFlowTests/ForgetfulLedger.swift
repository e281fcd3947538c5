// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import LedgerTesting
import Ledgers
import Mail

/// A ledger that fails each time somebody records that a message was attended to, as one on a full disk.
struct ForgetfulLedger: Ledger {
    struct Full: Error {}
    let ledger: any Ledger

    init(_ ledger: any Ledger) { self.ledger = ledger }

    func attended(_ message: String, upTo event: Int64, filing: Filing?, at now: Timestamp) throws { throw Full() }
}

/// A ledger in which another process takes the owner of each begun request for dead.
struct HastyLedger: Ledger {
    let ledger: any Ledger

    init(_ ledger: any Ledger) { self.ledger = ledger }

    func begin(_ claim: Claim, fingerprint: String, recipe: [UInt8]?, at now: Timestamp) throws {
        try ledger.begin(claim, fingerprint: fingerprint, recipe: recipe, at: now)
        _ = try ledger.recover(isAlive: { _ in false }, at: now)
    }
}

/// What both leave to the ledger that they stand before.
protocol LedgerStandIn: Ledger {
    var ledger: any Ledger { get }
}

extension ForgetfulLedger: LedgerStandIn {}
extension HastyLedger: LedgerStandIn {}

extension LedgerStandIn {
    func contains(_ message: String) throws -> Bool { try ledger.contains(message) }
    func enter(
        _ message: MessageRecord, decisions: [(recipient: String, decision: Decision)], windows: [RouteName: Double],
        at now: Timestamp
    ) throws -> [String] {
        try ledger.enter(message, decisions: decisions, windows: windows, at: now)
    }
    func hasSeen(
        _ id: String, handle: String, recipient: String, except message: String, at now: Timestamp
    ) throws -> Bool {
        try ledger.hasSeen(id, handle: handle, recipient: recipient, except: message, at: now)
    }

    func messagesToDecideAgain() throws -> [String] { try ledger.messagesToDecideAgain() }
    func decideAgain(
        _ message: String, decisions: [(recipient: String, decision: Decision)], routes: Set<RouteName>,
        windows: [RouteName: Double], at now: Timestamp
    ) throws {
        try ledger.decideAgain(message, decisions: decisions, routes: routes, windows: windows, at: now)
    }
    func claim(
        _ places: Places, limit: Int, owner: String, together: (RouteName) -> Bool, at now: Timestamp
    ) throws -> [Claim] {
        try ledger.claim(places, limit: limit, owner: owner, together: together, at: now)
    }
    func begin(_ claim: Claim, fingerprint: String, recipe: [UInt8]?, at now: Timestamp) throws {
        try ledger.begin(claim, fingerprint: fingerprint, recipe: recipe, at: now)
    }
    func keep(_ exhibits: [Exhibit]) throws { try ledger.keep(exhibits) }
    func settle(_ claim: Claim, _ settlement: Settlement, retry: RetrySchedule, at now: Timestamp) throws {
        try ledger.settle(claim, settlement, retry: retry, at: now)
    }
    func hold(_ claim: Claim, cause: HoldCause, reason: String, at now: Timestamp) throws {
        try ledger.hold(claim, cause: cause, reason: reason, at: now)
    }
    func release(_ claim: Claim, until time: Timestamp) throws { try ledger.release(claim, until: time) }
    func recover(isAlive: (String) -> Bool, retry: RetrySchedule, at now: Timestamp) throws -> Int {
        try ledger.recover(isAlive: isAlive, retry: retry, at: now)
    }
    func judgeWaiting(_ retry: RetrySchedule, limit: Int, at now: Timestamp) throws -> Int {
        try ledger.judgeWaiting(retry, limit: limit, at: now)
    }
    func conditions(at now: Timestamp) throws -> [RouteName: RouteCondition] { try ledger.conditions(at: now) }
    func nextDue(after time: Timestamp) throws -> Timestamp? { try ledger.nextDue(after: time) }
    func messagesWantingAttention(after id: String, limit: Int) throws -> [Standing] {
        try ledger.messagesWantingAttention(after: id, limit: limit)
    }
    func tell(_ message: String) throws -> (standing: Standing, isRepetition: Bool)? { try ledger.tell(message) }
    func attended(_ message: String, upTo event: Int64, filing: Filing?, at now: Timestamp) throws {
        try ledger.attended(message, upTo: event, filing: filing, at: now)
    }
    func standings(includingFinished: Bool) throws -> [Standing] {
        try ledger.standings(includingFinished: includingFinished)
    }
    func standing(of id: String) throws -> Standing? { try ledger.standing(of: id) }
    func apply(_ verdict: Verdict, to message: String, recipient: String?, at now: Timestamp) throws -> Int {
        try ledger.apply(verdict, to: message, recipient: recipient, at: now)
    }
    func messagesToForget(before time: Timestamp) throws -> [String] { try ledger.messagesToForget(before: time) }
    func forget(_ message: String, at now: Timestamp) throws { try ledger.forget(message, at: now) }
}
