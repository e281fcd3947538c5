// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What all requests of one client have in common.
public struct ConnectionSettings: Sendable, Hashable {
    /// A file of PEM certificates to trust *instead of* the system's bundle; nil for the system's.
    ///
    /// Instead and not beside it: a site that names its own authority wants no other one to vouch for the host.
    public var certificateFile: String?
    /// The most connections to one host; with HTTP/2 many requests share one.
    public var connectionsPerHost: Int
    /// Seconds after which an idle connection is not used again.
    ///
    /// Kept below what servers and the devices between allow (60 s is common): a request on a connection that the
    /// other side is just closing ends without an answer, and then nobody knows whether it was read.
    public var idleSeconds: Int
    /// What the client calls itself (RFC 9110, section 10.1.5).
    public var userAgent: String

    /// Makes settings.
    public init(
        certificateFile: String? = nil, connectionsPerHost: Int = 4, idleSeconds: Int = 20,
        userAgent: String = "sealpost"
    ) {
        self.certificateFile = certificateFile
        self.connectionsPerHost = connectionsPerHost
        self.idleSeconds = idleSeconds
        self.userAgent = userAgent
    }
}
