// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// The header fields of a message, found by name in one comparison each, and open to editing.
struct HeaderTable: Sendable {
    struct Entry: Sendable {
        let hash: UInt64
        let field: HeaderField
        /// Whether a script added it.
        let isAdded: Bool
    }

    private(set) var entries: [Entry]
    /// How many octets the edits make the message longer; negative where they make it shorter.
    private(set) var growth = 0

    init(_ fields: [HeaderField]) {
        entries = fields.map { Entry(hash: FieldName.hash(of: $0.name), field: $0, isAdded: false) }
    }

    /// Where the fields of this name stand, in order.
    func positions(of name: FieldName) -> [Int] {
        var found: [Int] = []
        for index in entries.indices where name.equals(entries[index].field.name, hash: entries[index].hash) {
            found.append(index)
        }
        return found
    }

    /// Whether there is a field of this name.
    func contains(_ name: FieldName) -> Bool {
        entries.contains { name.equals($0.field.name, hash: $0.hash) }
    }

    mutating func add(name: String, value: String, atEnd: Bool) {
        let entry = Entry(
            hash: FieldName.hash(of: name), field: HeaderField(name: name, value: value), isAdded: true)
        growth += Self.size(of: entry)
        if atEnd { entries.append(entry) } else { entries.insert(entry, at: 0) }
    }

    mutating func remove(at index: Int) -> HeaderField {
        let entry = entries.remove(at: index)
        growth -= Self.size(of: entry)
        return entry.field
    }

    private static func size(of entry: Entry) -> Int {
        entry.isAdded ? "\(entry.field.name): \(entry.field.value)\r\n".utf8.count : entry.field.range.count
    }
}
