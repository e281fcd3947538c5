// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A tag after checking.
public struct CheckedTag: Sendable {
    /// The name, lower case, without the colon.
    public let name: String
    /// The argument of the tag, if it takes one.
    public let argument: CheckedArgument?
    let range: Range<Int>
    let definition: TagDefinition

    /// The argument as a number.
    var number: Int? {
        guard case .number(let number)? = argument?.value else { return nil }
        return number
    }

    /// The argument as strings; empty where it is none.
    public var strings: [CheckedString] {
        guard case .strings(let strings)? = argument?.value else { return [] }
        return strings
    }

    /// The argument as a string.
    var string: CheckedString? { strings.first }
}
