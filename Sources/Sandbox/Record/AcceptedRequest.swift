// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A request that a service accepted, as it arrived: what a client may not repeat.
public struct AcceptedRequest: Sendable, Hashable, Codable {
    /// Its number, from 1, in order of acceptance.
    public var sequence: Int
    /// When it was accepted (RFC 3339, UTC).
    public var time: String
    /// What was asked.
    public var endpoint: Endpoint
    /// The method.
    public var method: String
    /// The path and query as sent.
    public var target: String
    /// The header fields by name, without `Authorization`.
    public var headers: [HeaderPair]
    /// The body, byte for byte; nil once it is no longer kept in memory.
    public var body: String?
    /// The size of the body in bytes.
    public var bodySize: Int
    /// The body's fields; the content of each attachment is replaced by its size and SHA-256.
    public var fields: JSON
    /// The sender's address; empty for an account.
    public var sender: String
    /// The recipients' addresses; the new user's or the domain for an account.
    public var recipients: [String]
    /// What the client calls this mail: `x-own-guid`, or the Message-ID; empty where it names nothing.
    public var identity: String
    /// How often this identity has been accepted, this time included: 2 is a mail sent twice.
    ///
    /// The services are not known to recognise a repetition, so the sandbox doesn't either: it counts.
    public var occurrence: Int
    /// The attachments, in order.
    public var attachments: [AcceptedAttachment]
    /// The ticket's token, for a registered mail.
    public var ticket: String?
    /// The injected fault that spoiled the answer, so that the client can't know of the acceptance.
    public var fault: String?
}
