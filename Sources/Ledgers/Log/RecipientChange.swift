// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A new value for a column; the row and the log are both written from it, so that they can't differ.
struct RecipientChange {
    let column: EvidenceColumn
    let value: String?

    init(_ column: EvidenceColumn, _ value: String?) {
        self.column = column
        self.value = value?.withoutNUL
    }
}
