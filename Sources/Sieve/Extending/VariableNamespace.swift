// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Variables that an extension provides and scripts can only read: `${name.something}`.
///
/// RFC 5229, section 3.
struct VariableNamespace: Sendable {
    /// What stands before the first dot, lower case.
    let name: String
    /// How the variable of this name is read while a script runs; nil where the namespace has none of that name.
    let value: @Sendable (_ name: String) -> (@Sendable (borrowing Run) -> [UInt8])?
}
