// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Curl
import Foundation
import LoopbackTesting
import Mail
import Routes
import Testing

private let ticket = #"{"ticket_token":"K.SF1m-w","ticket_url":"https://e.example/t","message":"OK"}"#
private let letter = "From: Sanne <sanne@example.nl>\nSubject: s\n\ntext\n"

@Suite("sending registered mail")
struct RegisteredRouteTests {
    private func send(
        _ service: SampleService, _ text: String = letter, limits: TimeLimits = TimeLimits()
    ) async throws -> Outcome {
        try await withTemporaryFolder { folder in
            let route = try RegisteredRoute(gateway: try service.gateway(folder, limits: limits)) { $0 }
            let outcomes = await route.send(try route.prepare(sampleDelivery(sampleMessage(text))))
            #expect(outcomes.count == 1)
            return outcomes[0]
        }
    }

    @Test("the request arrives as prepared, with the token, and the ticket comes back")
    func sent() async throws {
        let bodies = Recorder()
        let service = try SampleService { connection, request, _ in
            bodies.add(String(decoding: request.body, as: UTF8.self))
            connection.answer(200, ticket, fields: ["quota-limit: 100", "quota-used: 3"])
        }
        try await withTemporaryFolder { folder in
            let gateway = try service.gateway(folder)
            let route = try RegisteredRoute(gateway: gateway) { $0 }
            let request = try route.prepare(sampleDelivery(sampleMessage(letter)))
            guard case .sent(let receipt)? = await route.send(request).first else { return #expect(Bool(false)) }
            #expect(receipt.ticket?.token == "K.SF1m-w")
            #expect(bodies.entries == [String(decoding: request.bodyBytes(), as: UTF8.self)])
            #expect(service.sent == ["POST /base/webservice/mailsender/send HTTP/1.1 | Authorization: Bearer token-0"])
            #expect(await gateway.quota?.used == 3)
        }
    }

    @Test("a refused token is renewed once and the mail sent once more")
    func renewal() async throws {
        let service = try SampleService { connection, request, number in
            if number == 0 { connection.answer(401) } else { connection.answer(200, ticket) }
        }
        guard case .sent = try await send(service) else { return #expect(Bool(false)) }
        #expect(service.sent.map { $0.suffix(7) } == ["token-0", "token-1"])
    }

    @Test("a second refusal of the token defers the account, without a third request")
    func secondRefusal() async throws {
        let service = try SampleService { connection, _, _ in connection.answer(401, #"{"message":"bad token-1"}"#) }
        guard case .deferred(let deferral) = try await send(service) else { return #expect(Bool(false)) }
        #expect(deferral.scope == .account)
        #expect(!deferral.answer.text.contains("token-1"))
        #expect(service.sent.count == 2)
    }

    @Test(
        "no trouble after the body makes a second request, and none is called safe",
        arguments: ["drop", "reset", "torn", "cut", "503", "garbage", "silence"])
    func never(fault: String) async throws {
        let service = try SampleService { connection, _, _ in
            switch fault {
            case "reset": connection.reset()
            case "torn": connection.write("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"ticket_token\":\"K.1\"}")
            case "cut": connection.answer(200, #"{"ticket_token":"K.1"#)
            case "503": connection.answer(503, "<h1>unavailable</h1>")
            case "garbage": connection.write("\u{0}\u{1}\r\n\r\n")
            case "silence": return connection.waitForEnd()
            default: break
            }
            connection.close()
        }
        let limits = fault == "silence" ? TimeLimits(total: 0.3) : TimeLimits()
        guard case .uncertain = try await send(service, limits: limits) else { return #expect(Bool(false)) }
        #expect(service.sent.count == 1)
    }

    @Test("a reused connection that ends without an answer does not make a second letter")
    func reusedConnection() async throws {
        let service = try SampleService { connection, _, number in
            if number == 0 { connection.answer(200, ticket) } else { connection.close() }
        }
        try await withTemporaryFolder { folder in
            let route = try RegisteredRoute(gateway: try service.gateway(folder)) { $0 }
            let request = try route.prepare(sampleDelivery(sampleMessage(letter)))
            guard case .sent? = await route.send(request).first else { return #expect(Bool(false)) }
            guard case .uncertain? = await route.send(request).first else { return #expect(Bool(false)) }
            #expect(service.sent.count == 2)
        }
    }

    @Test("a redirect goes nowhere, and neither does the token")
    func redirect() async throws {
        let other = try RawServer { connection, _ in connection.answer(200, ticket) }
        let elsewhere = other.url()
        let service = try SampleService { connection, _, _ in
            connection.answer(302, fields: ["Location: \(elsewhere)"])
        }
        guard case .uncertain(let answer) = try await send(service) else { return #expect(Bool(false)) }
        #expect(answer.text.contains("127.0.0.1"))
        #expect(other.connectionCount == 0)
    }

    @Test("without a token nothing of the mail leaves")
    func noToken() async throws {
        let service = try SampleService(token: "{}") { connection, _, _ in connection.answer(200, ticket) }
        guard case .deferred(let deferral) = try await send(service) else { return #expect(Bool(false)) }
        #expect(deferral.scope == .account)
        #expect(service.sent.isEmpty)
    }

    @Test("https is needed outside of this machine, and the error names the setting")
    func clearText() throws {
        let configuration = sampleGateway("http://api.example.net/base", tokens: "/tmp")
        #expect(
            "\(#expect(throws: RouteFault.self) { try Gateway(configuration, client: HTTPClient()) }!)".hasPrefix(
                "base_url:"))
        var half = sampleGateway("https://api.example.net/base", tokens: "/tmp")
        half.token.url = "http://api.example.net/token"
        #expect(
            "\(#expect(throws: RouteFault.self) { try Gateway(half, client: HTTPClient()) }!)".hasPrefix("token_url:"))
    }

    @Test(
        "an address that is not exactly one is no recipient",
        arguments: ["", "a", "a@", "@b", "a@b,c@d", "a b@c", "a@b\n", "<a@b>", "-a@b", "a@b;c"])
    func badRecipient(address: String) throws {
        let gateway = try Gateway(sampleGateway("https://a.example/b", tokens: "/tmp"), client: HTTPClient())
        let route = try RegisteredRoute(gateway: gateway) { $0 }
        #expect(throws: RouteFault.self) { try route.prepare(sampleDelivery(sampleMessage(letter), to: [address])) }
    }

    @Test("several recipients, the null sender and a request over the limit are faults of preparing")
    func limits() throws {
        let gateway = try Gateway(sampleGateway("https://a.example/b", tokens: "/tmp"), client: HTTPClient())
        let route = try RegisteredRoute(
            gateway: gateway, configuration: RegisteredConfiguration(maximumRequestBytes: 300)
        ) { $0 }
        let message = sampleMessage(letter)
        #expect(throws: Never.self) { try route.prepare(sampleDelivery(message, to: ["a@b.nl"])) }
        #expect(throws: RouteFault.self) { try route.prepare(sampleDelivery(message, to: ["a@b.nl", "c@d.nl"])) }
        #expect(throws: RouteFault.self) { try route.prepare(sampleDelivery(message, to: [])) }
        #expect(throws: RouteFault.self) {
            try route.prepare(sampleDelivery(sampleMessage(letter + String(repeating: "x", count: 100))))
        }
        var bounce = sampleDelivery(message)
        bounce.sender.mailbox = ""
        #expect(throws: RouteFault.self) { try route.prepare(bounce) }
    }

    @Test("the same mail has the same fingerprint, and another has another")
    func fingerprint() throws {
        let gateway = try Gateway(sampleGateway("https://a.example/b", tokens: "/tmp"), client: HTTPClient())
        let route = try RegisteredRoute(gateway: gateway) { $0 }
        func print(_ text: String) throws -> String {
            try route.prepare(sampleDelivery(sampleMessage(text))).fingerprint
        }
        #expect(try print(letter) == print(letter))
        #expect(try print(letter) != print(letter + "."))
        #expect(try print(letter).count == 64)
    }
}
