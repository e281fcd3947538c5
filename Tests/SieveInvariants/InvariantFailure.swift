// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Something that holds for every script and every mail, and did not hold for one.
public struct InvariantFailure: Error, CustomStringConvertible {
    /// What did not hold.
    public var description: String
}

/// Ends a check, unless the condition is true.
func require(_ condition: Bool, _ description: @autoclosure () -> String) throws(InvariantFailure) {
    if !condition { throw InvariantFailure(description: description()) }
}
