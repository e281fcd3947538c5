// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
public import Sandbox

extension Quota: ExpressibleByArgument {
    /// Reads what the command line says.
    public init?(argument: String) { self.init(argument) }
    /// What the help shows.
    public var defaultValueDescription: String { "\(limit)/\(interval)\(unit.rawValue)" }
}

extension Quota.ResetFormat: ExpressibleByArgument {}

/// What the gateway before both services does.
struct GatewayOptions: ParsableArguments {
    @Option(name: .customLong("client-id"), help: "The client id to accept.")
    var clientID = "demo"

    @Option(help: "The client secret to accept; of a sandbox, so it may be seen in the list of processes.")
    var clientSecret = "demo"

    @Option(help: "How long an access token is valid, in seconds.")
    var tokenLifetime = 3599

    @Option(help: "How many calls are answered in which period, as in 100/minute or 1000/24hour.")
    var quota = Quota()

    @Option(help: "How the header fields say when the period ends.")
    var quotaReset = Quota.ResetFormat.milliseconds

    @Flag(name: .customLong("no-retry-after"), help: "Leave Retry-After out of the answer to a call too many.")
    var withoutRetryAfter = false

    @Option(help: "The largest request body in bytes.")
    var largestBody = 100 << 20

    @Option(help: "The status for a user or domain that exists already: 200, 400 or 409.")
    var existing = 400

    func validate() throws {
        guard [200, 400, 409].contains(existing) else { throw ValidationError("--existing must be 200, 400 or 409") }
        guard tokenLifetime > 0, largestBody > 0 else {
            throw ValidationError("--token-lifetime and --largest-body must be positive")
        }
    }

    func apply(to settings: inout SandboxConfiguration) {
        settings.clientID = clientID
        settings.clientSecret = clientSecret
        settings.tokenLifetime = tokenLifetime
        settings.quota = quota
        settings.quota.resetFormat = quotaReset
        settings.quota.saysRetryAfter = !withoutRetryAfter
        settings.largestBody = largestBody
        settings.statusOfExisting = existing
    }
}
