// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Mail
import Testing

@testable import Sandbox

@Suite("the token endpoint")
struct TokenTests {
    @Test("a token comes with all scalars as strings and issued_at in milliseconds")
    func grant() async throws {
        try await Client.with {
            $0.now = { .init(milliseconds: 1_700_000_000_123) }
        } _: { client in
            let answer = await Client.requestToken(client.wire, "client_id=demo&client_secret=demo")
            #expect(answer.status == 200)
            #expect(answer.json.values.allSatisfy { $0 is String })
            #expect(answer.json["issued_at"] as? String == "1700000000123")
            #expect(answer.json["expires_in"] as? String == "3599")
            #expect(answer.json["token_type"] as? String == "Bearer")
            #expect(answer.json["access_token"] as? String != client.token)
            #expect(await client.sandbox.tokensIssued == 2)
        }
    }

    @Test(
        "a wrong request gets the gateway's own error",
        arguments: [
            ("client_id=demo&client_secret=wrong", Client.tokenPath, 401, "invalid_client"),
            ("client_id=demo", Client.tokenPath, 401, "invalid_client"),
            ("", Client.tokenPath, 401, "invalid_client"),
            ("client_id=demo&client_secret=demo", "/oauth/client_credential/accesstoken", 400, "invalid_request"),
            (
                "client_id=demo&client_secret=demo&grant_type=client_credentials",
                "/oauth/client_credential/accesstoken", 400, "invalid_request"
            ),
        ])
    func refusal(form: String, path: String, status: Int, code: String) async throws {
        try await Client.with { client in
            let answer = await Client.requestToken(client.wire, form, path: path)
            #expect(answer.status == status)
            #expect(answer.json["ErrorCode"] as? String == code)
            #expect(answer.json["Error"] is String)
        }
    }

    @Test("credentials are percent-decoded")
    func encodedForm() async throws {
        try await Client.with {
            $0.clientSecret = "a+b &=%"
        } _: { client in
            let answer = await Client.requestToken(client.wire, "client_id=demo&client_secret=a%2Bb+%26%3D%25")
            #expect(answer.status == 200)
        }
    }

    @Test("Basic credentials and JSON bodies are not the documented form")
    func otherForms() async throws {
        try await Client.with { client in
            let json = await client.wire.send(
                "POST", Client.tokenPath, ["Content-Type": "application/json"],
                body: Data(#"{"client_id":"demo","client_secret":"demo"}"#.utf8))
            #expect(json.status == 400)
            let basic = await client.wire.send("POST", Client.tokenPath, ["Authorization": "Basic ZGVtbzpkZW1v"])
            #expect(basic.status == 400)
            let get = await client.wire.send("GET", Client.tokenPath)
            #expect(get.status == 405)
        }
    }

    @Test("a token ends after its lifetime, and not before")
    func lifetime() async throws {
        try await Client.with {
            $0.tokenLifetime = 60
            $0.now = { .init(milliseconds: 1_700_000_000_000) }
        } _: { client in
            await client.sandbox.advance(seconds: 59)
            #expect(await client.send().status == 200)
            await client.sandbox.advance(seconds: 1)
            let late = await client.send()
            #expect(late.status == 401)
            #expect((late.json["message"] as? String)?.contains("expired") == true)
        }
    }

    @Test(
        "a missing, unknown or oddly named token is refused",
        arguments: ["", "Bearer nonsense", "BearerToken x", "Basic ZGVtbzpkZW1v", "Bearer"])
    func badToken(value: String) async throws {
        try await Client.with { client in
            let answer = await client.wire.send(
                "POST", Client.sendPath,
                (value.isEmpty ? [:] : ["Authorization": value]).merging(["Content-Type": "application/json"]) { a, _ in
                    a
                },
                body: sampleMail().encoded)
            #expect(answer.status == 401)
            #expect(answer.json["status"] as? String == "401")
            #expect(answer.header("quota-used") == "0")
            #expect(await client.sandbox.accepted.isEmpty)
        }
    }
}
