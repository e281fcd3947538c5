// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// An argument after checking.
public struct CheckedArgument: Sendable {
    /// What it holds.
    public enum Value: Sendable {
        /// A number, its quantifier applied.
        case number(Int)
        /// A string, or a list of strings.
        case strings([CheckedString])
    }

    /// What it holds.
    public let value: Value
    let range: Range<Int>
}
