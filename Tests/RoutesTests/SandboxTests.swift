// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Curl
import Foundation
import LoopbackTesting
import Mail
import Routes
import Sandbox
import Testing

/// The routes against the simulated services: whatever goes wrong, what is said of a mail agrees with what arrived.
@Suite("the routes and the sandbox")
struct SandboxTests {
    private func configuration(_ sandbox: Sandbox, _ url: String, _ folder: String) -> GatewayConfiguration {
        let token = TokenConfiguration(
            url: sandbox.tokenURL, clientID: "demo", clientSecret: { "demo" }, cacheFile: folder + "/token.json")
        return GatewayConfiguration(url: url, token: token)
    }

    private func withSandbox(
        _ body: (Sandbox, _ registered: RegisteredRoute, _ secure: SecureRoute) async throws -> Void
    ) async throws {
        let sandbox = try await Sandbox.start()
        do {
            try await withTemporaryFolder { folder in
                let client = HTTPClient()
                let registered = try Gateway(configuration(sandbox, sandbox.registeredURL, folder), client: client)
                let secure = try Gateway(configuration(sandbox, sandbox.secureURL, folder), client: client)
                let account = try SecureAccount(gateway: secure)
                try await account.create(domain: "example.nl", notify: "post@example.nl")
                // Valid from the first look on.
                _ = try await account.show("example.nl")
                #expect(try await account.show("example.nl").isReady)
                try await body(
                    sandbox, RegisteredRoute(gateway: registered) { $0 }, SecureRoute(gateway: secure))
            }
            await sandbox.stop()
        } catch {
            await sandbox.stop()
            throw error
        }
    }

    private let letter = "From: Sanne <sanne@example.nl>\nSubject: Huur\nMessage-ID: <1@example.nl>\n\nGeachte heer,\n"

    @Test("a registered mail gets the ticket that the service wrote down, with every value in place")
    func registered() async throws {
        try await withSandbox { sandbox, route, _ in
            let bytes = Array(try Data(contentsOf: GoldenTests.folder.appending(path: "attachments.eml")))
            let request = try route.prepare(sampleDelivery(sampleMessage(bytes)))
            guard case .sent(let receipt)? = await route.send(request).first else { return #expect(Bool(false)) }
            let arrived = try #require(await sandbox.accepted(at: .send).first)
            #expect(arrived.ticket == receipt.ticket?.token)
            #expect(arrived.sender == "sanne@example.nl" && arrived.recipients == ["ontvanger@example.org"])
            #expect(arrived.bodySize == request.summary.requestBytes)
            #expect(arrived.attachments.map(\.name) == request.summary.attachments.map(\.name))
            #expect(await route.gateway.quota?.limit != nil)
        }
    }

    @Test("a secure mail arrives at once for all its recipients")
    func secure() async throws {
        try await withSandbox { sandbox, _, route in
            let delivery = sampleDelivery(sampleMessage(letter), to: ["a@example.org", "b@example.org"])
            let outcomes = await route.send(try route.prepare(delivery))
            guard outcomes.count == 2, case .sent = outcomes[0], case .sent = outcomes[1] else {
                Issue.record("\(outcomes)")
                return
            }
            let arrived = await sandbox.accepted(at: .message)
            #expect(arrived.map(\.recipients) == [["a@example.org", "b@example.org"]])
        }
    }

    @Test(
        "whatever goes wrong, nothing is sent twice and nothing is said that isn't so", arguments: Fault.Kind.allCases)
    func faults(kind: Fault.Kind) async throws {
        try await withSandbox { sandbox, registered, secure in
            let routes: [any Route] = [registered, secure]
            for route in routes {
                let isRegistered = route.name.rawValue == "registered"
                await sandbox.fault(Fault(kind, on: isRegistered ? .send : .message))
                let outcome = await route.send(try route.prepare(sampleDelivery(sampleMessage(letter)))).first
                let arrived = await sandbox.accepted(at: isRegistered ? .send : .message).count
                #expect(arrived <= 1)
                switch outcome {
                case .sent?: #expect(arrived == 1)
                case .refused?, .deferred?: #expect(arrived == 0)
                case .uncertain?: break
                case nil: Issue.record("no outcome")
                }
            }
        }
    }

    @Test("an error in any envelope is told in its own words", arguments: [400, 403, 429, 500, 503])
    func envelopes(status: Int) async throws {
        try await withSandbox { sandbox, route, _ in
            for envelope in ErrorEnvelope.allCases {
                var fault = Fault.status(status, envelope, on: .send)
                fault.message = "sender is not known"
                await sandbox.fault(fault)
                let outcome = await route.send(try route.prepare(sampleDelivery(sampleMessage(letter)))).first
                switch (outcome, status) {
                case (.refused(let answer)?, 400), (.refused(let answer)?, 403), (.uncertain(let answer)?, 500...):
                    #expect(answer.code == status)
                case (.deferred(let deferral)?, _): #expect(deferral.scope == .account)
                default: Issue.record("\(String(describing: outcome)) for \(status) in \(envelope)")
                }
            }
            #expect(await sandbox.accepted(at: .send).isEmpty)
        }
    }

    @Test("an expired token is renewed in passing")
    func expiry() async throws {
        try await withSandbox { sandbox, route, _ in
            await sandbox.fault(Fault(.tokenExpired, on: .send))
            let outcome = await route.send(try route.prepare(sampleDelivery(sampleMessage(letter)))).first
            let isSent = if case .sent? = outcome { true } else { false }
            #expect(isSent, "\(String(describing: outcome))")
            #expect(await sandbox.tokensIssued == 2)
        }
    }
}
