// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import GRDB
public import Mail

/// Looking messages up, for people who ask what became of them.
extension SQLiteLedger {
    /// By what each message is known, oldest first.
    public func identities() throws -> [MessageIdentity] {
        try database.read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT message.id, message_id, subject, arrived, ticket_token, ticket_url FROM message
                    LEFT JOIN recipient ON recipient.message = message.id AND ticket_token IS NOT NULL
                    ORDER BY message.id, recipient.id
                    """)
            return try rows.reduce(into: []) { identities, row in
                if identities.last?.id != row["id"] {
                    identities.append(
                        MessageIdentity(
                            id: row["id"], messageID: row["message_id"], subject: row["subject"],
                            arrived: Timestamp(milliseconds: row["arrived"])))
                }
                if let token = row["ticket_token"] as String? {
                    identities[identities.count - 1].tickets.append(Ticket(token: token, url: row["ticket_url"] ?? ""))
                }
            }
        }
    }

    /// The messages that are not done with, and those to which something happened since a time, oldest first.
    public func messages(since time: Timestamp) throws -> [String] {
        try database.read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT message.id FROM message LEFT JOIN event ON event.number = last_event
                    WHERE finished IS NULL OR event.time >= ? ORDER BY message.id
                    """, arguments: [time.milliseconds])
        }
    }

    /// What is known of some messages, each with its history as it was at the same moment; those that are gone are left out.
    /// - Parameter wantsHistory: Whether a message's history is read; where not, it is empty.
    public func accounts(
        of messages: [String], wantsHistory: (Standing) -> Bool = { _ in true }
    ) throws -> [(standing: Standing, history: [LogLink])] {
        try database.read { database in
            let book = LedgerTransaction(database: database)
            return try messages.compactMap { id in
                try book.standing(of: id).map { standing in
                    (standing, wantsHistory(standing) ? try Self.history(of: id, in: database) : [])
                }
            }
        }
    }

    /// The number that the last entry of the log has; 0 where there is none.
    public func lastEntry() throws -> Int64 {
        try database.read { try LedgerTransaction(database: $0).lastNumber() }
    }

    /// The file into which a number is written whenever there are new entries, for those who wait for them.
    public var markFile: String { database.mark.path }
}
