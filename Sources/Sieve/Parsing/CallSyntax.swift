// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A command or a test as written, before anybody knows whether it exists.
///
/// Both have one grammar, a name and arguments; only a command has a block. RFC 5228, section 8.2.
struct CallSyntax: Sendable {
    var name: String
    var nameRange: Range<Int>
    var arguments: [ArgumentSyntax] = []
    var tests: [CallSyntax] = []
    /// Whether the tests stand in parentheses.
    var hasTestList = false
    var block: [CallSyntax]?
    /// From the name to the end of the arguments, without the block.
    var range: Range<Int>
}
