// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Variables that an extension provides under a name of its own: `${name.something}`.
///
/// RFC 5229, section 3.
struct VariableNamespace: Sendable {
    enum Variable: Sendable {
        /// A variable like those of the script, by the number that runs know it by.
        case slot(Int)
        /// A value that scripts can only read.
        case provided(@Sendable (borrowing Run) -> [UInt8])
    }

    /// What stands before the first dot, lower case.
    let name: String
    /// The variable of this name; nil where there can be none.
    let variable: @Sendable (_ name: String, inout Checker) -> Variable?
}
