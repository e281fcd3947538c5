// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What a walk over the whole log came to.
public struct LogSummary: Sendable, Hashable {
    /// How many entries there are.
    public var entries: Int
    /// How many messages they are about.
    public var messages: Int
    /// The last entry and its hash.
    public var head: LogHead
    /// Of how many recipients no entry names all columns that it would today: their ledger was begun by an earlier version.
    public var uncovered: Int
    /// How many things were found.
    public var findings: Int
}
