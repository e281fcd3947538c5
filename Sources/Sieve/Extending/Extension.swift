// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A part of the language: the base, or what one capability adds to it.
///
/// A new extension is one file that declares a value of this type with everything it adds, how that is checked and how
/// it runs, and one line in ``Registry/standard``.
struct Extension: Sendable {
    /// The name by which a script requires it; nil for the base language.
    let capability: String?
    /// The specification, for the reference.
    let specification: String
    var commands: [CallDefinition] = []
    var tests: [CallDefinition] = []
    /// The tags that it adds to commands and tests of others; a call's own tags stand in its definition.
    var tags: [TagDefinition] = []
    var comparators: [any Comparator] = []
    /// The namespaces in which it provides variables (RFC 5229, section 3).
    var namespaces: [VariableNamespace] = []
    /// The capabilities that a script has with this one, without requiring them.
    var implies: [String] = []
    /// Whether what strings mean depends on it, so that it must be known from the beginning of a script.
    var changesStrings = false
    /// What it makes of every string of a script that requires it, before variables are looked for.
    var stringForm: (@Sendable (StringSyntax, inout Findings) -> [UInt8])?
}
