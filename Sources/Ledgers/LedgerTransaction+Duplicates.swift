// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import GRDB
import Mail

/// Letters that go somewhere, or may have gone there, are in the table `letter`; a mail is a duplicate of those.
extension LedgerTransaction {
    /// Has a route be chosen, or holds the mail where the same letter goes to the same recipient already.
    func decide(_ occurrence: Occurrence, on recipient: Row, of message: String) throws {
        let duplicate = try occurrence.way(of: recipient.record).flatMap { route, address in
            try self.duplicate(of: recipient, in: message, by: route, to: address)
        }
        try perform(
            duplicate.map { .duplicate($0.text, of: occurrence) } ?? occurrence, on: recipient, of: message)
    }

    /// Which earlier mail this one equals; nil where there is none, and then this one is the earlier mail of later ones.
    ///
    /// Who has passed once is not asked about again: the rules may decide a second time, and a person's word stands.
    private func duplicate(
        of recipient: Row, in message: String, by route: RouteName, to address: String
    ) throws -> Duplicate? {
        guard (windows[route] ?? 0) > 0, let letter = try letter(message) else { return nil }
        let hasPassed = try Bool.fetchOne(
            database, sql: "SELECT 1 FROM letter WHERE recipient = ?", arguments: [recipient.record.id])
        if hasPassed != true {
            let earlier = try duplicates(
                of: letter.content, to: Address(mailbox: address).canonical, except: message)
            if let earlier = earlier.last(where: { $0.counts(at: letter.arrived, window: window(of: $0)) }) {
                return earlier
            }
        }
        try remember(recipient, of: message, to: address)
        return nil
    }

    /// Writes down that a letter goes to this address.
    func remember(_ recipient: Row, of message: String, to address: String) throws {
        guard let letter = try letter(message) else { return }
        try execute(
            "INSERT OR REPLACE INTO letter (recipient, destination, content) VALUES (?, ?, ?)",
            [recipient.record.id, Address(mailbox: address).canonical, letter.content])
    }

    /// An earlier mail counts for as long as its own route says.
    private func window(of earlier: Duplicate) -> Double { earlier.recipient.route.flatMap { windows[$0] } ?? 0 }

    /// What tells a message's letter from others, and when it was accepted; nil where that was not computed.
    private func letter(_ message: String) throws -> (content: String, arrived: Timestamp)? {
        let row = try GRDB.Row.fetchOne(
            database, sql: "SELECT content, arrived FROM message WHERE id = ? AND content IS NOT NULL",
            arguments: [message])
        return row.map { ($0["content"], Timestamp(milliseconds: $0["arrived"])) }
    }

    /// Mails with the same letter that go there or may have, oldest first.
    private func duplicates(of content: String, to destination: String, except message: String) throws -> [Duplicate] {
        try GRDB.Row.fetchAll(
            database,
            sql: """
                SELECT recipient.*, message.arrived AS arrived
                FROM letter JOIN recipient ON recipient.id = letter.recipient JOIN message ON message.id = recipient.message
                WHERE letter.content = ? AND letter.destination = ? AND message.id <> ? ORDER BY recipient.id
                """,
            arguments: [content, destination, message]
        ).map { row in
            let earlier = try Row(row)
            return Duplicate(
                message: earlier.message, arrived: Timestamp(milliseconds: row["arrived"]), recipient: earlier.record)
        }
    }
}

extension Occurrence {
    /// By which route the mail goes, and to whom; nil where no route is chosen.
    fileprivate func way(of recipient: RecipientRecord) -> (route: RouteName, address: String)? {
        switch self {
        case .routeReturned(let route): (route, recipient.destination)
        case .decision(let decision):
            switch decision.action {
            case .route(let route, _): (route, recipient.address)
            case .redirect(let address, let route, _): (route, address)
            case .hold, .refuse, .discard: nil
            }
        default: nil
        }
    }
}
