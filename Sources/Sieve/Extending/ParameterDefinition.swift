// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A positional argument of a command or test, or the argument of a tag.
struct ParameterDefinition: Sendable {
    enum Kind: Sendable {
        case number
        case string
        /// A list of strings, or a single one.
        case strings
    }

    /// What it is, for messages: `header names`.
    let name: String
    let kind: Kind
    /// Whether it must be known before the script runs, so that no variable may stand in it.
    var isConstant = false
    /// Whether it may be left out; only the last one may.
    var isOptional = false

    /// How a message names what is expected.
    var expectation: String {
        switch kind {
        case .number: "a number"
        case .string: "a string"
        case .strings: "a string or a list of strings"
        }
    }
}
