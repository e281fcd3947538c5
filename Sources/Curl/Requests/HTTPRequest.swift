// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// One request to an HTTP server; redirects are answers, never followed, since a token must not travel to another host.
///
/// RFC 9110. Printing a request shows method, host and path only: fields and bodies carry secrets.
public struct HTTPRequest: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// What is asked for (RFC 9110, section 9); no more than the services use.
    public enum Method: String, Sendable {
        /// Show something.
        case get = "GET"
        /// Take the body and act upon it.
        case post = "POST"
    }

    /// What is asked for.
    public var method: Method
    /// Where it goes.
    public var endpoint: Endpoint
    /// The header fields; Host, Content-Length and the like are added.
    public var fields: [HTTPField]
    /// The body of a POST; nil for none.
    public var body: (any RequestBody)?
    /// How long it may take.
    public var limits: TimeLimits
    /// The largest answer body that is read; a longer one is cut off and the answer counts as torn.
    public var maximumAnswerBytes: Int

    /// Makes a request.
    public init(
        _ method: Method, _ endpoint: Endpoint, fields: [HTTPField] = [], body: (any RequestBody)? = nil,
        limits: TimeLimits = TimeLimits(), maximumAnswerBytes: Int = 1 << 20
    ) {
        self.method = method
        self.endpoint = endpoint
        self.fields = fields
        self.body = body
        self.limits = limits
        self.maximumAnswerBytes = maximumAnswerBytes
    }

    /// Method and address without its query.
    public var description: String { "\(method.rawValue) \(endpoint)" }

    /// Method and address without its query.
    public var debugDescription: String { description }

    /// Nothing that `dump` could show.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
