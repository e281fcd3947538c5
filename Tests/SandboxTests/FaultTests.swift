// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Sandbox

@Suite("faults")
struct FaultTests {
    @Test("a connection dropped before acceptance leaves nothing behind")
    func dropBefore() async throws {
        try await Client.with { client in
            await client.sandbox.fault(Fault(.dropBefore, on: .send))
            #expect(await client.send().bytes.isEmpty)
            #expect(await client.sandbox.accepted.isEmpty)
            #expect(await client.send().status == 200)
        }
    }

    @Test("a connection dropped after acceptance leaves an accepted mail and no answer")
    func dropAfter() async throws {
        try await Client.with { client in
            await client.sandbox.fault(Fault(.dropAfter, on: .send))
            #expect(await client.send().bytes.isEmpty)
            #expect(await client.sandbox.accepted.map(\.fault) == ["dropAfter"])
            #expect(await client.sandbox.tickets.count == 1)
        }
    }

    @Test("a torn answer is shorter than its announced length")
    func tornBody() async throws {
        try await Client.with { client in
            await client.sandbox.fault(Fault(.tornBody, on: .send))
            let answer = await client.send()
            #expect(answer.status == 200)
            let announced = try #require(Int(answer.header("Content-Length") ?? ""))
            #expect(answer.body.count > 0 && answer.body.count < announced)
            #expect(await client.sandbox.accepted.count == 1)
        }
    }

    @Test("cut JSON has its announced length and is no JSON")
    func cutJSON() async throws {
        try await Client.with { client in
            await client.sandbox.fault(Fault(.cutJSON, on: .send))
            let answer = await client.send()
            #expect(answer.header("Content-Length") == String(answer.body.count))
            #expect(answer.json.isEmpty)
            #expect(await client.sandbox.accepted.count == 1)
        }
    }

    @Test("values of other types, and another content type")
    func wrongTypes() async throws {
        try await Client.with { client in
            await client.sandbox.fault(Fault(.wrongTypes, on: .send))
            await client.sandbox.fault(Fault(.wrongTypes, on: .user))
            await client.sandbox.fault(Fault(.wrongContentType, on: .send))
            #expect(await client.send().json["ticket_token"] as? Int == 42)
            #expect(await client.send().header("Content-Type")?.hasPrefix("text/html") == true)
            #expect(await client.post(Client.userPath, ["email_address": "a@b.nl"]).json["id"] is String)
            #expect(await client.sandbox.accepted.count == 3)
        }
    }

    @Test("any status in any envelope", arguments: ErrorEnvelope.allCases)
    func status(envelope: ErrorEnvelope) async throws {
        try await Client.with { client in
            await client.sandbox.fault(.status(502, envelope, on: .send))
            let answer = await client.send()
            #expect(answer.status == 502)
            #expect(answer.header("quota-limit") != nil)
            switch envelope {
            case .kpn: #expect(answer.json["transactionId"] is String && answer.json["status"] as? String == "502")
            case .errorResponse: #expect((answer.json["errorResponse"] as? [String: Any])?["code"] as? String == "502")
            case .error: #expect((answer.json["error"] as? [String: Any])?["code"] as? Int == 502)
            case .errorCode: #expect(answer.json["error_code"] is String && answer.json["correlation_id"] is String)
            case .apigee: #expect((answer.json["fault"] as? [String: Any])?["detail"] is [String: Any])
            case .oauth: #expect(answer.json["ErrorCode"] is String)
            case .html: #expect(answer.text.hasPrefix("<html>") && answer.header("Content-Type") == "text/html")
            case .empty: #expect(answer.body.isEmpty)
            }
            #expect(await client.sandbox.accepted.isEmpty)
        }
    }

    @Test("an error can hide that the mail was accepted")
    func acceptedError() async throws {
        try await Client.with { client in
            await client.sandbox.fault(.status(500, on: .send, accepts: true))
            #expect(await client.send().status == 500)
            #expect(await client.sandbox.accepted.count == 1)
        }
    }

    @Test("a redirect, a throttle with and without a time, and a token that just ended")
    func refusals() async throws {
        try await Client.with { client in
            await client.sandbox.fault(.redirect("http://other.invalid/x", on: .send))
            await client.sandbox.fault(.throttle(retryAfter: "7", on: .send))
            await client.sandbox.fault(.throttle(.apigee, on: .send))
            await client.sandbox.fault(Fault(.tokenExpired, on: .send))
            let redirect = await client.send()
            #expect(redirect.status == 302)
            #expect(redirect.header("Location") == "http://other.invalid/x")
            #expect(await client.send().header("Retry-After") == "7")
            let throttle = await client.send()
            #expect(throttle.status == 429)
            #expect(throttle.header("Retry-After") == nil)
            #expect(throttle.text.contains("policies.ratelimit.QuotaViolation"))
            #expect(await client.send().status == 401)
            #expect(await client.sandbox.accepted.isEmpty)
            #expect(await client.sandbox.pendingFaults.isEmpty)
        }
    }

    @Test("a fault waits for its endpoint and recipient, and befalls as many as it says")
    func aim() async throws {
        try await Client.with { client in
            await client.sandbox.fault(.status(503, on: .send, to: "Unlucky@example.org", times: 2))
            await client.sandbox.fault(.status(500, on: .token))
            let unlucky = sampleMail(["recipient_email": "unlucky@example.org"])
            #expect(await client.send().status == 200)
            #expect(await client.send(unlucky).status == 503)
            #expect(await client.send(unlucky).status == 503)
            #expect(await client.send(unlucky).status == 200)
            #expect(await Client.requestToken(client.wire, "client_id=demo&client_secret=demo").status == 500)
            #expect(await client.sandbox.pendingFaults.isEmpty)
        }
    }

    @Test("a fault that follows acceptance waits for a request that is accepted")
    func patience() async throws {
        try await Client.with { client in
            await client.sandbox.fault(Fault(.dropAfter, on: .send))
            #expect(await client.send(sampleMail(["subject": .null])).status == 400)
            #expect(await client.sandbox.pendingFaults.count == 1)
            #expect(await client.send().bytes.isEmpty)
        }
    }

    @Test("a delayed request is accepted before the wait, and stopping does not wait for it")
    func delay() async throws {
        var configuration = SandboxConfiguration()
        let (seen, report) = AsyncStream.makeStream(of: String.self)
        configuration.log = { report.yield($0) }
        let sandbox = try await Sandbox.start(configuration)
        let wire = Wire(sandbox.url)
        let token = await Client.requestToken(wire, "client_id=demo&client_secret=demo").json["access_token"] as? String
        await sandbox.fault(.delay(3600, on: .send))
        let client = Client(sandbox: sandbox, wire: wire, token: token ?? "")
        async let answer = client.send()
        for await line in seen where line.contains("mailsender") { break }
        #expect(await sandbox.accepted.count == 1)
        await sandbox.stop()
        #expect(await answer.status != 200)
    }

    @Test("faults at random are the same for the same seed, and about as many as asked for")
    func random() {
        let draw = { (seed: UInt64) -> [Fault?] in
            var source = RandomFaults(seed: seed, perMille: 200)
            return (0..<1000).map { _ in source.draw(.send, []) }
        }
        #expect(draw(1) == draw(1))
        #expect(draw(1) != draw(2))
        #expect((150...250).contains(draw(3).compactMap { $0 }.count))
        var never = RandomFaults(seed: 1, perMille: 0)
        #expect((0..<1000).allSatisfy { _ in never.draw(.send, []) == nil })
    }

    @Test("with faults at random each mail is either accepted or not, and the client can't always know")
    func soak() async throws {
        try await Client.with { client in
            await client.sandbox.faultAtRandom(RandomFaults(seed: 42, perMille: 500))
            var confirmed = 0
            for number in 0..<60 {
                let answer = await client.send(sampleMail(["x-own-guid": .string("g\(number)")]))
                if answer.status == 200, answer.json["ticket_token"] is String { confirmed += 1 }
            }
            let accepted = await client.sandbox.accepted.count
            #expect(confirmed < accepted && accepted < 60)
            #expect(await client.sandbox.arrivals(at: .send) == 60)
        }
    }
}
