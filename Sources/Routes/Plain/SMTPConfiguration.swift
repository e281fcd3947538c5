// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Curl

/// The next mail system, spoken to over SMTP.
public struct SMTPConfiguration: Sendable {
    /// Its host name.
    public var host: String
    /// Its port: 587 for submission with STARTTLS, 465 with TLS from the start (RFC 8314), 25 for relaying.
    public var port: Int
    /// How the connection is protected; none only to loopback.
    public var security: SMTPTransaction.Security
    /// The user name; nil to log in as nobody.
    public var user: String?
    /// Gives the password, each time that a mail is sent; what it throws is shown to a person.
    public var password: (@Sendable () throws -> String)?
    /// What we call ourselves; empty for the host's own name.
    public var clientName: String
    /// How long one message may take.
    public var limits: TimeLimits
    /// The largest message, in bytes.
    public var maximumMessageBytes: Int

    /// Makes a configuration.
    public init(
        host: String, port: Int = 587, security: SMTPTransaction.Security = .startTLS, user: String? = nil,
        password: (@Sendable () throws -> String)? = nil, clientName: String = "",
        limits: TimeLimits = TimeLimits(silence: 300), maximumMessageBytes: Int = 100_000_000
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.user = user
        self.password = password
        self.clientName = clientName
        self.limits = limits
        self.maximumMessageBytes = maximumMessageBytes
    }
}
