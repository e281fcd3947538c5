// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import LoopbackTesting
import Routes
import Testing

@Suite("accounts")
struct AccountTests {
    private func user(_ status: Int, _ body: String) async throws -> RegisteredAccount.UserOutcome {
        let service = try SampleService { connection, _, _ in connection.answer(status, body) }
        return try await withTemporaryFolder { folder in
            let account = try RegisteredAccount(gateway: try service.gateway(folder))
            let outcome = try await account.createUser("piet@example.nl")
            #expect(service.sent.first?.hasPrefix("POST /base/api/user/ HTTP/1.1") == true)
            return outcome
        }
    }

    @Test("a new user has an id")
    func created() async throws {
        #expect(try await user(201, #"{"id": 154}"#) == .created(id: 154))
        #expect(try await user(201, #"{"id":"154"}"#) == .created(id: 154))
    }

    @Test("a user who is there already is no error")
    func existing() async throws {
        #expect(try await user(409, "") == .alreadyExists)
        #expect(try await user(400, #"{"message":"User Already Exists"}"#) == .alreadyExists)
    }

    @Test("any other answer is an error with what was said", arguments: [400, 403, 500])
    func refused(status: Int) async throws {
        let error = await #expect(throws: RouteFault.self) { try await user(status, #"{"message":"no way"}"#) }
        #expect("\(try #require(error))".contains("no way"))
        await #expect(throws: RouteFault.self) { try await user(201, "{}") }
    }

    private func records(_ body: String) async throws -> DomainRecords {
        let service = try SampleService { connection, _, _ in connection.answer(200, body) }
        return try await withTemporaryFolder { folder in
            let account = try SecureAccount(gateway: try service.gateway(folder))
            let records = try await account.show("example.nl")
            #expect(service.sent.first?.hasPrefix("GET /base/account?domain=example.nl HTTP/1.1") == true)
            return records
        }
    }

    @Test("the records of the flat shape are read, and every status must say Success")
    func flatShape() async throws {
        func body(_ status: String) -> String {
            #"{"domain":"example.nl","mx":{"value":"10 mx.example.net","hostname":"mail.example.nl","type":"MX"},"#
                + #""spf":{"value":"v=spf1 ~all","hostname":"mail.example.nl","type":"TXT"},"#
                + #""ses":{"hostname":"_ses.example.nl","value":"abc=","status":"Success","type":"TXT"},"#
                + #""dkim":{"status":"\#(status)"}}"#
        }
        let ready = try await records(body("Success"))
        #expect(ready.isReady && ready.state == nil && ready.domain == "example.nl")
        #expect(ready.records.map(\.type) == ["MX", "TXT", "TXT"])
        #expect(ready.records.map(\.purpose) == ["mx", "ses", "spf"])
        #expect(try await !records(body("Pending")).isReady)
        #expect(try await !records(#"{"spf":{"value":"v","hostname":"h","type":"TXT"}}"#).isReady)
    }

    @Test(
        "the records of the listed shape are read, and the state decides",
        arguments: [("valid", true), ("unverified", false)])
    func listedShape(state: String, ready: Bool) async throws {
        let records = try await records(
            #"{"domain":{"name":"example.nl","state":"\#(state)"},"receiving_dns_records":["#
                + #"{"type":"MX","hostname":"mail.example.nl","value":"mx1.example.net","priority":"10","valid":"unknown"}],"#
                + #""sending_dns_records":[{"type":"TXT","hostname":"k._domainkey.example.nl","value":"k=rsa"}]}"#)
        #expect(records.isReady == ready)
        #expect(records.records.count == 2)
        #expect(
            records.table == """
                example.nl (\(state)): \(ready ? "ready: mail can be sent" : "not ready: publish the records; DNS may take up to 24 hours")

                TYPE  NAME                     STATUS   VALUE
                MX    mail.example.nl          unknown  10 mx1.example.net
                TXT   k._domainkey.example.nl  -        k=rsa

                """)
    }

    @Test(
        "an answer without records is an error, not an empty table",
        arguments: ["", "[]", "{}", "<html>", #"{"domain":"x"}"#])
    func noRecords(body: String) async throws {
        await #expect(throws: RouteFault.self) { try await records(body) }
    }

    @Test("a new domain goes out with the address for notifications, under its configured name")
    func newDomain() async throws {
        let bodies = Recorder()
        let service = try SampleService { connection, request, _ in
            bodies.add(String(decoding: request.body, as: UTF8.self))
            connection.answer(201, "{}")
        }
        try await withTemporaryFolder { folder in
            let configuration = SecureConfiguration(notifyField: "notification_email")
            let account = try SecureAccount(gateway: try service.gateway(folder), configuration: configuration)
            #expect(try await account.create(domain: "example.nl", notify: "post@example.nl") == nil)
            #expect(bodies.entries == [#"{"domain":"example.nl","notification_email":"post@example.nl"}"#])
            await #expect(throws: RouteFault.self) {
                try await account.create(domain: "a/b", notify: "post@example.nl")
            }
        }
    }
}
