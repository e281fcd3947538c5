// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The registered service's handle for one mail to one recipient.
public struct Ticket: Sendable, Hashable, Codable {
    /// The opaque token, as the service wrote it.
    public var token: String
    /// The page on which its progress can be seen; may be empty.
    public var url: String

    /// Makes a ticket.
    public init(token: String, url: String) {
        self.token = token
        self.url = url
    }
}
