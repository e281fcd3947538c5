// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// One way to deliver mail.
///
/// Preparing is pure and sending is not, so that a dry run says exactly what the real run would send, and the fingerprint
/// of a request is on record before its first byte leaves.
public protocol Route: Sendable {
    /// The name under which the settings know it.
    var name: RouteName { get }

    /// Whether one request carries all recipients of a group; else each gets a delivery of their own.
    var takesRecipientsTogether: Bool { get }

    /// Builds the request; throws, with a reason for a person, when this message can't go this way as it is.
    func prepare(_ delivery: Delivery) throws(RouteFault) -> PreparedRequest

    /// Sends a request that this route prepared: one outcome per recipient of the delivery, in order.
    func send(_ request: PreparedRequest) async -> [Outcome]

    /// What the newest answer told of the account's quota; nil where none did.
    var quota: AccountQuota? { get async }
}

extension Route {
    /// Nothing, as most have no quota.
    public var quota: AccountQuota? { get async { nil } }
}
