// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Something that holds for every input, and did not hold for one.
public struct InvariantFailure: Error, CustomStringConvertible {
    /// What did not hold.
    public var description: String

    /// Says what did not hold.
    public init(description: String) { self.description = description }
}

/// Ends a check, unless the condition is true.
public func require(_ condition: Bool, _ description: @autoclosure () -> String) throws(InvariantFailure) {
    if !condition { throw InvariantFailure(description: description()) }
}
