// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Curl

/// An account at a service behind the API gateway: its address, its credentials, and how to speak to it.
public struct GatewayConfiguration: Sendable {
    /// The service's base address; paths are put behind it.
    public var url: String
    /// How tokens are got.
    public var token: TokenConfiguration
    /// The `api-version` field to send; nil for none, which means the newest version.
    public var apiVersion: String?
    /// How long one request may take.
    public var limits: TimeLimits

    /// Makes a configuration.
    public init(url: String, token: TokenConfiguration, apiVersion: String? = nil, limits: TimeLimits = TimeLimits()) {
        self.url = url
        self.token = token
        self.apiVersion = apiVersion
        self.limits = limits
    }
}
