// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// What a request brought: an outcome for each of its recipients, and what was learnt of the account.
public struct Settlement: Sendable, Hashable {
    /// One outcome for each recipient of the claim, in order.
    public var outcomes: [Outcome]
    /// The account's quota, as the service last told it.
    public var quota: AccountQuota?
    /// All routes by the same credentials, which wait together; that of the claim is always among them.
    public var routes: Set<RouteName>

    /// Makes a settlement.
    public init(_ outcomes: [Outcome], quota: AccountQuota? = nil, routes: Set<RouteName> = []) {
        self.outcomes = outcomes
        self.quota = quota
        self.routes = routes
    }
}
