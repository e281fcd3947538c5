// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import GRDB

/// Rows in the order of a key, read a group of one key at a time.
struct LogRowGroups {
    private let cursor: RowCursor
    private let key: Int
    private var next: LogRow?

    /// - Parameter key: Which column the rows are ordered by, as bytes.
    init(_ database: Database, sql: String, key: Int) throws {
        cursor = try Row.fetchCursor(database, sql: sql)
        self.key = key
        next = try cursor.next().map(LogRow.init)
    }

    /// The key of the next group; nil at the end.
    var nextKey: String? { next.map { $0.values[key] ?? "" } }

    /// The rows of the group with this key; none where the next group has another.
    mutating func take(_ key: String) throws -> [LogRow] {
        var group: [LogRow] = []
        while let row = next, (row.values[self.key] ?? "").utf8.elementsEqual(key.utf8) {
            group.append(row)
            next = try cursor.next().map(LogRow.init)
        }
        return group
    }
}
