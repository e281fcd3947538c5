// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// One script, checked and ready to run, among those that are compiled together because one includes the other.
struct ScriptBody: Sendable {
    /// The name under which it was compiled.
    let name: String
    /// The capabilities that it requires, in order.
    let capabilities: [String]
    let block: [PlacedCommand]
    /// The variables that are its own.
    let localVariables: [Int]
}
