// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import GRDB
import Mail

/// A row read with no trust in it: each column as text, whatever somebody put there.
///
/// GRDB ends the process over a value of the wrong type, reads a text up to its first NUL only, and mends broken UTF-8; each
/// of them could hide a change.
struct LogRow {
    /// Columns as they are to be selected; without their names, or SQLite would order by the text of a number.
    static func columns(_ names: [String]) -> String {
        names.map { "CAST(\($0) AS BLOB)" }.joined(separator: ", ")
    }

    let values: [String?]

    /// Reads the columns in their order.
    init(_ row: Row) throws {
        values = try (0..<row.count).map { index in
            try row.withUnsafeData(atIndex: index) { data in
                data.map { String(validating: $0, as: UTF8.self) ?? "bytes \([UInt8]($0))" }
            }
        }
    }

    /// The values by the names of the columns.
    func named(_ names: [String]) -> [String: String?] {
        Dictionary(zip(names, values)) { first, _ in first }
    }

    /// The columns of an entry, in the order of ``link``.
    static let entryColumns = [
        "number", "form", "message", "address", "time", "step", "state", "text", "facts", "hash", "recipient",
    ]

    /// The entry; one that can't have been written by Sealpost has the form 0.
    var link: LogLink {
        let (number, form, time) = (Self.number(values[0]), Self.number(values[1]), Self.number(values[4]))
        let isWhole = number != nil && time != nil && values.prefix(10).allSatisfy { $0 != nil }
        return LogLink(
            LogEntry(
                form: isWhole ? form.flatMap { Int(exactly: $0) } ?? 0 : 0, number: number ?? 0,
                message: values[2] ?? "", recipient: values[3] ?? "", time: Timestamp(milliseconds: time ?? 0),
                step: values[5] ?? "", state: values[6] ?? "", text: values[7] ?? "",
                facts: LogFacts(text: values[8] ?? "")),
            hash: values[9] ?? "")
    }

    /// The number of the recipient's row.
    var recipientRow: String? { values[10] }

    /// A number in its one spelling.
    private static func number(_ text: String?) -> Int64? {
        guard let text, let number = Int64(text), "\(number)" == text else { return nil }
        return number
    }
}
