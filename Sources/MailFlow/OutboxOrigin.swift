// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// What it means for a mail that it came from a certain outbox.
public struct OutboxOrigin: Sendable, Hashable {
    /// The outbox's name, by which rules know it.
    public var name: String
    /// The route of what no rule chooses one for; nil holds it.
    public var defaultRoute: RouteName?

    /// Makes an origin.
    public init(name: String, defaultRoute: RouteName?) {
        self.name = name
        self.defaultRoute = defaultRoute
    }
}
