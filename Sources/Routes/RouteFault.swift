// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Why a message can't go by a route as it is, or why a route can't be made: for a person to act on.
public struct RouteFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is the matter and what to do, as a lower-case phrase.
    public let description: String

    /// Makes a fault.
    public init(_ description: String) { self.description = description }
}
