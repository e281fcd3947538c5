// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// What the ledger knows of a route, beside the mail that goes by it.
public struct RouteCondition: Sendable, Hashable {
    /// Until when nothing goes by it; nil where it may.
    public var pause: AccountPause?
    /// What the service last told of its quota.
    public var quota: AccountQuota?
}
