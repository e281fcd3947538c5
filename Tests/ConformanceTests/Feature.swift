// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sieve

/// What one extension, or the base language, adds to the scripts that are generated.
///
/// A feature is used as soon as Sealpost knows its capabilities: a new extension is one file here and one line in
/// ``all``.
struct Feature: Sendable {
    /// Writes a test.
    typealias TestMaker = @Sendable (inout Draft) -> String
    /// Writes a command or several.
    typealias CommandMaker = @Sendable (inout Draft) -> [Statement]
    /// Writes the tags of a comparison and the key that goes with them, for a value that may be met.
    typealias KeyMaker = @Sendable (inout Draft, String) -> (tags: String, key: String)

    /// What a script that uses it requires.
    let capabilities: [String]
    var tests: [TestMaker] = []
    var commands: [CommandMaker] = []
    var comparisons: [KeyMaker] = []
    /// Tags such as `:domain`.
    var addressParts: [String] = []
    /// Tags that choose among header fields.
    var fieldTags: [@Sendable (inout Draft) -> String] = []
    /// Tags of `fileinto` and `redirect`.
    var actionTags: [String] = []
    /// Tags of `fileinto` and `keep`.
    var storeTags: [@Sendable (inout Draft) -> String] = []
    /// How a string can be written otherwise, for the same string.
    var spellings: [@Sendable (inout Draft, String) -> String] = []

    /// Whether Sealpost has it.
    var isThere: Bool {
        capabilities.allSatisfy { Script.compile(source: "require \"\($0)\";", name: "probe").script != nil }
    }

    /// All that the generator knows.
    static let all: [Feature] = [
        .base, .envelope, .fileInto, .copy, .relational, .asciiNumeric, .subaddress, .index, .variables,
        .encodedCharacter, .editHeader, .reject,
        .body, .regex, .mime, .forEveryPart,
        .date, .environment, .include, .globals, .ihave, .extractText,
    ]
}
