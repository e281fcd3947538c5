// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Curl

/// Where tokens come from and where they are kept.
///
/// OAuth 2.0 client credentials as KPN's gateway takes them: grant type in the query, id and secret in a form.
public struct TokenConfiguration: Sendable {
    /// The token endpoint.
    public var url: String
    /// The client id.
    public var clientID: String
    /// Gives the client secret, each time that a token is fetched; what it throws is shown to a person.
    public var clientSecret: @Sendable () throws -> String
    /// The file in which the token is kept for all processes, beside a lock file named like it with `.lock`.
    public var cacheFile: String
    /// How many seconds before its end a token is renewed.
    public var renewalMargin: Double
    /// How long fetching one may take.
    public var limits: TimeLimits

    /// Makes a configuration.
    public init(
        url: String = "https://api-prd.kpn.com/oauth/client_credential/accesstoken?grant_type=client_credentials",
        clientID: String, clientSecret: @escaping @Sendable () throws -> String, cacheFile: String,
        renewalMargin: Double = 60, limits: TimeLimits = TimeLimits(silence: 30, total: 60)
    ) {
        self.url = url
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.cacheFile = cacheFile
        self.renewalMargin = renewalMargin
        self.limits = limits
    }
}
