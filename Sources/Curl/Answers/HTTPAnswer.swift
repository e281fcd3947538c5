// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What an HTTP server answered.
///
/// RFC 9110, section 15.
public struct HTTPAnswer: Sendable, Hashable {
    /// The status code.
    public var status: Int
    /// The header fields, in order.
    public var fields: [HTTPField]
    /// The body, up to the request's limit.
    public var body: [UInt8]
    /// The host that was asked.
    public var host: String
    /// The IP address that answered; empty where unknown.
    public var remoteAddress: String
    /// The protocol that was spoken: `HTTP/1.1`, `HTTP/2`.
    public var version: String
    /// Whether the answer came only after the whole request body had been handed over.
    ///
    /// A server may answer early (413, 401); then it can't have acted upon a body that it does not have.
    public var sentWholeBody: Bool

    /// Makes an answer.
    public init(
        status: Int, fields: [HTTPField] = [], body: [UInt8] = [], host: String = "", remoteAddress: String = "",
        version: String = "", sentWholeBody: Bool = true
    ) {
        self.status = status
        self.fields = fields
        self.body = body
        self.host = host
        self.remoteAddress = remoteAddress
        self.version = version
        self.sentWholeBody = sentWholeBody
    }

    /// The value of the first field of this name; names have no case.
    public func value(of name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}
