// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import GRDB

/// The tables of the SQLite ledger, and how an older database becomes a newer one.
enum LedgerSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.execute(
                sql: """
                    CREATE TABLE message (
                        id TEXT PRIMARY KEY,
                        door TEXT NOT NULL,
                        arrived INTEGER NOT NULL,
                        sender_name TEXT NOT NULL,
                        sender TEXT NOT NULL,
                        message_id TEXT NOT NULL,
                        subject TEXT NOT NULL,
                        size INTEGER NOT NULL,
                        filing TEXT,
                        told INTEGER NOT NULL DEFAULT 0,
                        telling INTEGER NOT NULL DEFAULT 0,
                        last_event INTEGER NOT NULL DEFAULT 0,
                        wants_attention INTEGER NOT NULL DEFAULT 0,
                        finished INTEGER,
                        forgotten INTEGER NOT NULL DEFAULT 0
                    ) STRICT;
                    CREATE INDEX message_attention ON message (id) WHERE wants_attention;
                    CREATE INDEX message_unfinished ON message (id) WHERE finished IS NULL;
                    CREATE INDEX message_finished ON message (finished) WHERE NOT forgotten;
                    CREATE TABLE recipient (
                        id INTEGER PRIMARY KEY,
                        message TEXT NOT NULL REFERENCES message (id),
                        address TEXT NOT NULL,
                        canonical TEXT NOT NULL,
                        redirected_to TEXT,
                        state TEXT NOT NULL,
                        route TEXT,
                        options TEXT NOT NULL,
                        identifier TEXT NOT NULL UNIQUE,
                        attempts INTEGER NOT NULL DEFAULT 0,
                        next_attempt INTEGER,
                        owner TEXT,
                        hold_cause TEXT,
                        reason TEXT NOT NULL DEFAULT '',
                        answer TEXT,
                        ticket_token TEXT,
                        ticket_url TEXT,
                        fingerprint TEXT,
                        places TEXT NOT NULL,
                        changed INTEGER NOT NULL,
                        UNIQUE (message, canonical)
                    ) STRICT;
                    CREATE INDEX recipient_due ON recipient (next_attempt)
                        WHERE state IN ('decided', 'deferred') AND owner IS NULL;
                    CREATE INDEX recipient_owned ON recipient (owner) WHERE owner IS NOT NULL;
                    CREATE INDEX recipient_held ON recipient (hold_cause) WHERE state = 'held';
                    CREATE INDEX recipient_orphan ON recipient (id) WHERE state = 'sending' AND owner IS NULL;
                    CREATE TABLE event (
                        number INTEGER PRIMARY KEY AUTOINCREMENT,
                        message TEXT NOT NULL REFERENCES message (id),
                        recipient INTEGER NOT NULL REFERENCES recipient (id),
                        time INTEGER NOT NULL,
                        step TEXT NOT NULL,
                        state TEXT NOT NULL,
                        text TEXT NOT NULL
                    ) STRICT;
                    CREATE INDEX event_message ON event (message, number);
                    CREATE TABLE blocked_route (
                        route TEXT PRIMARY KEY,
                        until INTEGER NOT NULL
                    ) STRICT;
                    """)
        }
        migrator.registerMigration("2") { database in
            try database.execute(
                sql: """
                    CREATE TABLE seen (
                        recipient TEXT NOT NULL,
                        handle TEXT NOT NULL,
                        id TEXT NOT NULL,
                        message TEXT NOT NULL REFERENCES message (id),
                        expires INTEGER NOT NULL,
                        PRIMARY KEY (recipient, handle, id, message)
                    ) STRICT, WITHOUT ROWID;
                    CREATE INDEX seen_expiry ON seen (expires);
                    """)
        }
        migrator.registerMigration("3") { database in
            try database.execute(sql: "ALTER TABLE message ADD COLUMN notification TEXT")
        }
        LogMigration.register(in: &migrator)
        migrator.registerMigration("retries") { database in
            try database.execute(
                sql: """
                    ALTER TABLE recipient ADD COLUMN decided_at INTEGER NOT NULL DEFAULT 0;
                    ALTER TABLE recipient ADD COLUMN told_late INTEGER NOT NULL DEFAULT 0;
                    UPDATE recipient SET decided_at =
                        (SELECT arrived FROM message WHERE message.id = recipient.message);
                    DROP INDEX recipient_due;
                    CREATE INDEX recipient_due ON recipient (route, next_attempt, message)
                        WHERE state IN ('decided', 'deferred') AND owner IS NULL;
                    CREATE INDEX recipient_waiting ON recipient (told_late, decided_at)
                        WHERE state IN ('decided', 'deferred') AND owner IS NULL;
                    ALTER TABLE blocked_route ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
                    ALTER TABLE blocked_route ADD COLUMN reason TEXT NOT NULL DEFAULT '';
                    ALTER TABLE blocked_route ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
                    CREATE TABLE route_quota (
                        route TEXT PRIMARY KEY,
                        quota TEXT NOT NULL
                    ) STRICT;
                    """)
        }
        StatusMigration.register(in: &migrator)
        ExhibitMigration.register(in: &migrator)
        migrator.registerMigration("losses") { database in
            try database.execute(
                sql: """
                    ALTER TABLE recipient ADD COLUMN losses INTEGER NOT NULL DEFAULT 0;
                    UPDATE recipient SET losses = 1 WHERE state = 'uncertain';
                    """)
        }
        migrator.registerMigration("duplicates") { database in
            try database.execute(
                sql: """
                    ALTER TABLE message ADD COLUMN content TEXT;
                    CREATE TABLE letter (
                        recipient INTEGER PRIMARY KEY REFERENCES recipient (id),
                        destination TEXT NOT NULL,
                        content TEXT NOT NULL
                    ) STRICT;
                    CREATE INDEX letter_content ON letter (content, destination);
                    """)
        }
        DeadlineMigration.register(in: &migrator)
        SnapshotMigration.register(in: &migrator)
        return migrator
    }
}
