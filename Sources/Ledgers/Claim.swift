// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// Deliveries that one process has taken: one message by one route, in one request.
public struct Claim: Sendable, Hashable {
    /// The message's id.
    public var message: String
    /// The route.
    public var route: RouteName
    /// What is asked of the route.
    public var options: RouteOptions
    /// The recipients that share the request.
    public var recipients: [RecipientRecord]
    /// Who has taken it.
    public var owner: String
}
