// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// One thing that an entry of the log says beside its text.
public struct LogFact: Sendable, Hashable {
    /// What it is about; a column of the ledger, or a word of the log's own.
    public var name: String
    /// What is said; nil where the entry says that there is none any more.
    public var value: String?

    /// Makes a fact.
    public init(_ name: String, _ value: String?) {
        self.name = name
        self.value = value?.withoutNUL
    }
}

extension String {
    /// The text as SQLite can hold it: a text there ends at its first NUL.
    var withoutNUL: String { utf8.contains(0) ? replacing("\0", with: "\u{FFFD}") : self }
}
