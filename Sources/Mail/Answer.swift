// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What the other side said, or what happened instead of an answer.
public struct Answer: Sendable, Hashable, Codable {
    /// The host that answered, or was asked.
    public var host: String
    /// The status code, of HTTP or SMTP; nil where no answer came.
    public var code: Int?
    /// An enhanced status code that says the same: `5.1.1` (RFC 3463).
    public var status: String
    /// What was said, in one line; nothing secret.
    public var text: String
    /// What came, as it came; nil where nothing did, or nobody kept it.
    ///
    /// No part of the written form: the ledger keeps it apart, and its log names it by its hash.
    public var transcript: [UInt8]?

    private enum CodingKeys: String, CodingKey { case host, code, status, text }

    /// Makes an answer.
    public init(host: String, code: Int? = nil, status: String, text: String) {
        self.host = host
        self.code = code
        self.status = status
        self.text = text
    }
}
