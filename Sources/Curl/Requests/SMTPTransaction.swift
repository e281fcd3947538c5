// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// One message to one recipient over SMTP: one, so that its reply is that recipient's alone.
///
/// RFC 5321, section 3.3. Printing it shows server and recipient only.
public struct SMTPTransaction: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// How the connection is protected.
    public enum Security: String, Sendable, CaseIterable {
        /// STARTTLS, and nothing is said before it stands (RFC 3207).
        case startTLS = "starttls"
        /// TLS from the first byte (RFC 8314, section 3.3).
        case implicitTLS = "tls"
        /// None; only to loopback.
        case none
    }

    /// The server's host name, or IP address without brackets.
    public var host: String
    /// The server's port.
    public var port: Int
    /// How the connection is protected.
    public var security: Security
    /// User name and password; nil to log in as nobody.
    public var credentials: (user: String, password: String)?
    /// What the client calls itself in EHLO; empty for the host's own name.
    public var clientName: String
    /// The reverse-path without angle brackets; empty for the null sender.
    public var sender: String
    /// The forward-path without angle brackets.
    public var recipient: String
    /// The message with CRLF line ends, without dot-stuffing: libcurl does that.
    public var body: any RequestBody
    /// How long it may take.
    public var limits: TimeLimits

    /// Makes a transaction.
    public init(
        host: String, port: Int, security: Security, credentials: (user: String, password: String)? = nil,
        clientName: String = "", sender: String, recipient: String, body: any RequestBody,
        limits: TimeLimits = TimeLimits()
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.credentials = credentials
        self.clientName = clientName
        self.sender = sender
        self.recipient = recipient
        self.body = body
        self.limits = limits
    }

    /// Server and recipient.
    public var description: String { "mail to \(recipient) by \(host):\(port)" }

    /// Server and recipient.
    public var debugDescription: String { description }

    /// Nothing that `dump` could show.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
