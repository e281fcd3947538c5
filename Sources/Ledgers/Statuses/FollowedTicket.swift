// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// A sent mail with a ticket, about which a status source is to be asked.
public struct FollowedTicket: Sendable, Hashable {
    /// The message's id.
    public var message: String
    /// The recipient.
    public var recipient: RecipientRecord
    /// The ticket's token.
    public var token: String
    /// The route by which it was sent.
    public var route: RouteName
    /// How often it was asked about.
    public var asked: Int
}
