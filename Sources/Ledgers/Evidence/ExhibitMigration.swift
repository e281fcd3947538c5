// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import GRDB

/// The tables of what is kept beside the log, for dossiers.
enum ExhibitMigration {
    static func register(in migrator: inout DatabaseMigrator) {
        migrator.registerMigration("exhibits") { database in
            try database.execute(
                sql: """
                    CREATE TABLE exhibit (
                        sha256 TEXT PRIMARY KEY,
                        bytes BLOB NOT NULL
                    ) STRICT;
                    CREATE TABLE recipe (
                        message TEXT NOT NULL REFERENCES message (id),
                        fingerprint TEXT NOT NULL,
                        bytes BLOB NOT NULL,
                        PRIMARY KEY (message, fingerprint)
                    ) STRICT;
                    CREATE TABLE snapshot (
                        message TEXT NOT NULL REFERENCES message (id),
                        name TEXT NOT NULL,
                        bytes BLOB NOT NULL,
                        PRIMARY KEY (message, name)
                    ) STRICT;
                    """)
        }
    }
}
