// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Ledgers
public import Mail
public import TestSupport

/// A ledger in a folder of its own, which goes with it, and messages in it.
public struct FreshLedger: Sendable {
    /// The folder.
    public let folder: TemporaryFolder
    /// The ledger.
    public let ledger: SQLiteLedger
    /// When everything in it happens that is done here.
    public let start = Timestamp(seconds: 1_795_253_400)
    /// The route of all messages that are entered here.
    public let registered = RouteName("registered")

    /// Makes the folder and the ledger.
    public init() throws {
        folder = try TemporaryFolder()
        ledger = try SQLiteLedger(path: folder.file("ledger.sqlite"))
    }

    /// Enters a message, and writes down that the request to each of its recipients is about to leave.
    public func begin(_ id: String = "m1", to addresses: [String]) throws -> [Claim] {
        let record = MessageRecord(
            id: id, door: .outbox, arrived: start, sender: Address(mailbox: "jan@x.nl"), messageID: "1@x",
            subject: "Opzegging", size: 100)
        try ledger.enter(
            record, decisions: addresses.map { ($0, Decision(.route(registered, RouteOptions()))) }, at: start)
        let claims = try ledger.claim(limit: addresses.count, owner: "me", together: { _ in false }, at: start)
        for claim in claims { try ledger.begin(claim, fingerprint: "0a", at: start) }
        return claims
    }
}
