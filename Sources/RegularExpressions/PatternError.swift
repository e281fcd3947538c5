// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a pattern, for the person who wrote it.
public struct PatternError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, as a lower-case phrase.
    public var message: String
    /// What to write instead; nil where there is nothing to propose.
    public var suggestion: String?

    init(_ message: String, suggestion: String? = nil) {
        self.message = message
        self.suggestion = suggestion
    }

    /// The message, and the suggestion behind it.
    public var description: String { message + (suggestion.map { "; \($0)" } ?? "") }
}
