// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Why something can't be used as a status, or as a setting of a status source.
public struct StatusFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, as a lower-case phrase.
    public let description: String

    /// Makes a fault.
    public init(_ description: String) { self.description = description }
}
