// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What a library has under a name.
public enum LibraryEntry: Sendable, Hashable {
    /// A script, and the name by which messages speak of it: the same script has the same one, however it is asked for.
    case script(name: String, source: [UInt8])
    /// Nothing; the name is where it was looked for.
    case missing(name: String)
    /// Something that can't be read; why, as a lower-case phrase.
    case unreadable(name: String, why: String)
}
