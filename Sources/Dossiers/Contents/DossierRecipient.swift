// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// One recipient of the message that a dossier is about.
public struct DossierRecipient: Sendable, Hashable {
    /// The address as the message names it.
    public var address: String
    /// The address that a rule sent it to instead; nil where none did.
    public var redirectedTo: String?
    /// Where it stands.
    public var state: String
    /// The route's name; empty where none was chosen.
    public var route: String
    /// What was sent along as `x-own-guid`.
    public var identifier: String
    /// The ticket of a registered mail.
    public var ticket: Ticket?

    /// Makes a recipient.
    public init(
        address: String, redirectedTo: String?, state: String, route: String, identifier: String, ticket: Ticket?
    ) {
        self.address = address
        self.redirectedTo = redirectedTo
        self.state = state
        self.route = route
        self.identifier = identifier
        self.ticket = ticket
    }
}
