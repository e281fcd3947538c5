// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// How to get a token from the services' gateway.
public struct AccountSettings: Sendable, Hashable {
    /// The account's name in the settings.
    public var name: String
    /// The address of the token endpoint.
    public var tokenURL: String
    /// The client's id.
    public var clientID: String
    /// From where the client's secret is taken.
    public var clientSecret: SecretSource?
    /// A file of certificates trusted in place of the system's own; empty for the system's.
    public var certificateFile: String
}
