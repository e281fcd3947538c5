// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// One argument as written.
struct ArgumentSyntax: Sendable {
    enum Value: Sendable {
        case tag(String)
        case number(Int)
        case string(StringSyntax)
        /// A list in brackets, even of one string: some arguments take no list.
        case strings([StringSyntax])
    }

    var value: Value
    var range: Range<Int>

    /// How a message names it.
    var description: String {
        switch value {
        case .tag(let name): "the tag :\(name)"
        case .number: "a number"
        case .string: "a string"
        case .strings: "a list of strings"
        }
    }
}
