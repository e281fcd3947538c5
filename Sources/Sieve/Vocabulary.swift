// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What one extension, or the base language, adds to the language: for references and completions.
public struct Vocabulary: Sendable, Hashable {
    /// The name by which a script requires it; nil for the base language.
    public var capability: String?
    /// The specification.
    public var specification: String
    /// Its commands.
    public var commands: [String]
    /// Its tests.
    public var tests: [String]
    /// Its tags, with their colons.
    public var tags: [String]
    /// Its comparators.
    public var comparators: [String]

    /// All that scripts can use, the base language first.
    public static var all: [Vocabulary] {
        Registry.standard.extensions.map { part in
            let calls = part.commands + part.tests
            let tags = (part.tags + calls.flatMap(\.tags)).map { ":" + $0.name }
            return Vocabulary(
                capability: part.capability, specification: part.specification, commands: part.commands.map(\.name),
                tests: part.tests.map(\.name), tags: Set(tags).sorted(), comparators: part.comparators.map(\.name))
        }
    }
}
