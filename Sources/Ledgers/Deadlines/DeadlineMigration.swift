// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import GRDB

/// The column and the table for mails that must reach their recipients by some time.
///
/// The table only says when to look again: what was raised is in the log.
enum DeadlineMigration {
    static func register(in migrator: inout DatabaseMigrator) {
        migrator.registerMigration("deadlines") { database in
            try database.execute(
                sql: """
                    ALTER TABLE recipient ADD COLUMN must_reach_by INTEGER;
                    CREATE TABLE deadline (
                        recipient INTEGER PRIMARY KEY REFERENCES recipient (id),
                        next INTEGER,
                        is_open INTEGER NOT NULL DEFAULT 1,
                        judged INTEGER NOT NULL DEFAULT 0
                    ) STRICT;
                    CREATE INDEX deadline_next ON deadline (next) WHERE next IS NOT NULL;
                    CREATE INDEX deadline_judged ON deadline (judged) WHERE is_open;
                    CREATE TRIGGER deadline_begins AFTER UPDATE OF must_reach_by ON recipient
                        WHEN NEW.must_reach_by IS NOT NULL
                    BEGIN
                        INSERT INTO deadline (recipient, next) VALUES (NEW.id, 0)
                        ON CONFLICT (recipient) DO UPDATE SET next = 0, is_open = 1;
                    END;
                    CREATE TRIGGER deadline_ends AFTER UPDATE OF must_reach_by ON recipient
                        WHEN NEW.must_reach_by IS NULL
                    BEGIN
                        DELETE FROM deadline WHERE recipient = NEW.id;
                    END;
                    -- Whatever happens to a recipient may change how it stands.
                    CREATE TRIGGER deadline_is_looked_at AFTER INSERT ON event
                        WHEN NEW.recipient IS NOT NULL AND NEW.step <> 'deadline'
                    BEGIN
                        UPDATE deadline SET next = 0, is_open = 1 WHERE recipient = NEW.recipient;
                    END;
                    """)
        }
    }
}
