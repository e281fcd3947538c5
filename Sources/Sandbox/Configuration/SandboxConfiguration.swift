// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// How one sandbox behaves: what it accepts, what it calls things, and where it keeps what it got.
///
/// The defaults follow what the services document; where they document nothing, the value is the sandbox's own choice and
/// can be changed, since a client must not depend on it either.
public struct SandboxConfiguration: Sendable {
    /// The address to listen on: an address in 127.0.0.0/8, `::1`, or `localhost`; anything else is refused.
    public var host = "127.0.0.1"
    /// The port to listen on; 0 lets the kernel choose.
    public var port: UInt16 = 0
    /// The URL under which others reach the sandbox, for the URLs of tickets; nil for the one it listens on.
    public var publicURL: String?
    /// The client id that the token endpoint accepts.
    public var clientID = "demo"
    /// The client secret that the token endpoint accepts.
    public var clientSecret = "demo"
    /// How long a token is valid, in seconds; the documentation's example says 3599.
    public var tokenLifetime = 3599
    /// How many calls are answered in which period.
    public var quota = Quota()
    /// The `api-version` of the answers to requests that name none.
    public var apiVersion = "1.1.1"
    /// The largest request body in bytes; no limit is documented.
    public var largestBody = 100 << 20
    /// The status for a user or a domain that exists already: 200, 400 or 409; not documented.
    public var statusOfExisting = 400
    /// The folder that gets one file for each accepted request; nil keeps them in memory only.
    public var store: String?
    /// How many bytes of request bodies stay in memory; the oldest go first, and are read again from the store if any.
    public var keptBytes = 256 << 20
    /// The registered service.
    public var registered = RegisteredSettings()
    /// The secure service.
    public var secure = SecureSettings()
    /// The mails that the services write to senders.
    public var mails = MailSettings()
    /// The clock, to which ``Sandbox/advance(seconds:)`` adds.
    public var now: @Sendable () -> Timestamp = { Timestamp.now() }
    /// Gets one line for each request answered, without secrets and without bodies.
    public var log: @Sendable (String) -> Void = { _ in }

    /// Makes the default configuration.
    public init() {}
}
