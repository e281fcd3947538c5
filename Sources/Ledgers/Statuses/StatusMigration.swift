// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import GRDB

/// The tables for following what became of sent mails.
///
/// They only say what is to be asked and read: what was reported is in the log.
enum StatusMigration {
    static func register(in migrator: inout DatabaseMigrator) {
        migrator.registerMigration("statuses") { database in
            try database.execute(
                sql: """
                    CREATE TABLE ticket_status (
                        recipient INTEGER PRIMARY KEY REFERENCES recipient (id),
                        next INTEGER,
                        asked INTEGER NOT NULL DEFAULT 0,
                        last INTEGER
                    ) STRICT;
                    CREATE INDEX ticket_status_due ON ticket_status (next) WHERE next IS NOT NULL;
                    CREATE INDEX ticket_status_last ON ticket_status (last) WHERE last IS NOT NULL;
                    INSERT INTO ticket_status (recipient, next)
                        SELECT id, changed FROM recipient WHERE state = 'sent' AND coalesce(ticket_token, '') <> '';
                    -- Whichever step brings a ticket, it is followed.
                    CREATE TRIGGER ticket_is_followed AFTER UPDATE OF ticket_token ON recipient
                        WHEN coalesce(NEW.ticket_token, '') <> ''
                    BEGIN
                        INSERT INTO ticket_status (recipient, next) VALUES (NEW.id, NEW.changed)
                        ON CONFLICT (recipient) DO UPDATE SET next = excluded.next, asked = 0;
                    END;
                    CREATE INDEX recipient_ticket ON recipient (ticket_token) WHERE ticket_token IS NOT NULL;
                    CREATE INDEX recipient_open ON recipient (id) WHERE state IN ('sending', 'uncertain');
                    CREATE INDEX recipient_canonical ON recipient (canonical);
                    CREATE INDEX recipient_redirected ON recipient (redirected_to) WHERE redirected_to IS NOT NULL;
                    CREATE TABLE looked_at (
                        folder TEXT NOT NULL,
                        name TEXT NOT NULL,
                        PRIMARY KEY (folder, name)
                    ) STRICT, WITHOUT ROWID;
                    """)
        }
    }
}
