// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Sandbox

@Suite("the control interface")
struct ControlTests {
    @Test("faults are queued, shown and dropped")
    func faults() async throws {
        try await Client.with { client in
            let one: JSON = ["kind": "dropAfter", "endpoint": "send", "recipient": "bewoner@example.org"]
            let many: JSON = [
                ["kind": "status", "status": 503, "envelope": "html"], ["kind": "throttle", "retryAfter": "7"],
            ]
            #expect(await client.command("POST", "faults", one).status == 200)
            #expect(await client.command("POST", "faults", many).status == 200)
            #expect(await client.sandbox.pendingFaults.map(\.kind) == [.dropAfter, .status, .throttle])
            let shown = try JSONDecoder().decode([Fault].self, from: await client.command("GET", "faults").body)
            #expect(shown == (await client.sandbox.pendingFaults))
            #expect(await client.send().bytes.isEmpty)
            #expect(await client.command("DELETE", "faults").status == 200)
            #expect(await client.send().status == 200)
        }
    }

    @Test(
        "a command that makes no sense is refused and changes nothing",
        arguments: [
            ("faults", ["kind": "explode"]), ("faults", [:]), ("faults", ["kind": "status", "code": 503]),
            ("faults", ["kind": "status", "status": 99]), ("faults", ["kind": "dropAfter", "times": 0]),
            ("faults", [["kind": "dropAfter"], ["kind": "explode"]]), ("random", ["seed": 1]),
            ("random", ["seed": 1, "perMille": 1001]), ("domains/nodots", ["state": "valid"]),
            ("domains/a.nl", ["state": "maybe"]), ("quota", ["quota": "many"]), ("clock", ["advance": -1]),
            ("other", [:]), ("tickets/K.none", ["event": "reminded"]),
        ] as [(String, JSON)])
    func nonsense(path: String, json: JSON) async throws {
        try await Client.with { client in
            let answer = await client.command("POST", path, json)
            #expect([400, 404].contains(answer.status))
            #expect(answer.json["message"] is String)
            #expect(await client.sandbox.pendingFaults.isEmpty)
        }
    }

    @Test("a page in a browser can't command it: a form's content type is refused")
    func contentType() async throws {
        try await Client.with { client in
            let answer = await client.wire.send(
                "POST", "/_sandbox/faults", ["Content-Type": "text/plain"], body: Data(#"{"kind":"dropAfter"}"#.utf8))
            #expect(answer.status == 415)
            #expect(await client.sandbox.pendingFaults.isEmpty)
        }
    }

    @Test("accepted requests are listed without bodies and shown with them")
    func accepted() async throws {
        try await Client.with { client in
            for number in 1...3 { _ = await client.send(sampleMail(["x-own-guid": .string("g\(number)")])) }
            let listed = try JSONDecoder().decode(
                [AcceptedRequest].self, from: await client.command("GET", "accepted?after=1").body)
            #expect(listed.map(\.identity) == ["g2", "g3"])
            #expect(listed.allSatisfy { $0.body == nil })
            let shown = try JSONDecoder().decode(
                AcceptedRequest.self, from: await client.command("GET", "accepted/2").body)
            #expect(shown == (await client.sandbox.request(2)))
            #expect(await client.command("GET", "accepted/4").status == 404)
            let summary = await client.command("GET", "").json
            #expect(summary["accepted"] as? Int == 3)
            #expect((summary["arrivals"] as? [String: Int])?["send"] == 3)
        }
    }

    @Test("tickets advance, in order unless forced")
    func tickets() async throws {
        try await Client.with { client in
            let token = try await TicketPageTests.token(client)
            #expect(await client.command("POST", "tickets/\(token)", ["event": "expired"]).status == 200)
            #expect(await client.command("POST", "tickets/\(token)", ["event": "accepted"]).status == 409)
            let forced: JSON = ["event": "accepted", "force": true, "detail": "late"]
            #expect(await client.command("POST", "tickets/\(token)", forced).status == 200)
            let shown = try JSONDecoder().decode(
                RegisteredTicket.self, from: await client.command("GET", "tickets/\(token)").body)
            #expect(shown.history.map(\.kind) == [.submitted, .announced, .expired, .accepted])
            #expect(shown.history.last?.detail == "late")
            #expect(await client.command("POST", "tickets/\(token)", ["event": "vanished"]).status == 400)
        }
    }

    @Test("domains, tokens, the quota, the clock and chance obey")
    func settings() async throws {
        try await Client.with { client in
            #expect(await client.command("POST", "domains/Example.nl", ["state": "valid"]).status == 200)
            #expect(await client.post(Client.messagePath, SecureTests.message()).status == 202)
            #expect(await client.command("POST", "quota", ["quota": "1/minute"]).status == 200)
            #expect(await client.send().status == 200)
            #expect(await client.send().status == 429)
            #expect(await client.command("POST", "clock", ["advance": 60]).status == 200)
            #expect(await client.send().status == 200)
            #expect(await client.command("POST", "quota", ["quota": "100/day"]).status == 200)
            let chance: JSON = ["seed": 1, "perMille": 1000, "faults": [["kind": "status", "status": 500]]]
            #expect(await client.command("POST", "random", chance).status == 200)
            #expect(await client.send().status == 500)
            #expect(await client.command("POST", "random", ["seed": 1, "perMille": 0]).status == 200)
            #expect(await client.send().status == 200)
            #expect(await client.command("DELETE", "tokens").status == 200)
            #expect(await client.send().status == 401)
        }
    }
}
