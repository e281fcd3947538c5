// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Curl
import LoopbackTesting
import Mail
import Testing

@testable import Routes

/// What is kept of a request and its answer, so that both can be shown later.
@Suite("what is kept of requests and answers")
struct EvidenceTests {
    private static let letter = """
        From: Sanne <sanne@example.nl>\r
        Bcc: hidden@example.org\r
        Subject: =?utf-8?q?Opzegging_=E2=82=AC?=\r
        X-Sealpost-Subject: Anders\r
        Content-Type: multipart/mixed; boundary="b"\r
        \r
        --b\r
        Content-Type: text/plain\r
        \r
        Beste \u{1F4E8},\r
        --b\r
        Content-Type: application/pdf\r
        Content-Disposition: attachment; filename="a.pdf"\r
        Content-Transfer-Encoding: base64\r
        \r
        QUJD\r
        REVG\r
        --b\r
        Content-Type: text/plain\r
        Content-Disposition: attachment; filename="b.txt"\r
        Content-Transfer-Encoding: quoted-printable\r
        \r
        caf=C3=A9\r
        --b--\r

        """

    private func routes(_ service: SampleService, _ folder: String) throws -> [any Route] {
        let gateway = try service.gateway(folder)
        var encoded = SecureConfiguration()
        encoded.messageEncoding = .base64
        return [
            try RegisteredRoute(gateway: gateway) { $0 }, try SecureRoute(gateway: gateway),
            try SecureRoute(gateway: gateway, configuration: encoded),
            try CommandRoute(configuration: CommandConfiguration(command: ["/usr/sbin/none"], environment: [:])),
            try SMTPRoute(
                configuration: SMTPConfiguration(host: "127.0.0.1", port: 25, security: .none), client: SMTPClient()),
        ]
    }

    @Test("the same request is made again from the message and the recipe, by every kind of route")
    func rebuilt() async throws {
        let service = try SampleService { connection, _, _ in connection.answer(500) }
        try await withTemporaryFolder { folder in
            let message = sampleMessage(Self.letter)
            for route in try routes(service, folder) {
                let request = try route.prepare(sampleDelivery(message))
                let recipe = try #require(request.recipe)
                let again = try #require(RebuiltRequest(recipe: recipe, message: message.source))
                var bytes: [UInt8] = []
                again.forEachChunk { bytes += $0 }
                #expect(again.fingerprint == request.fingerprint)
                #expect(bytes == request.bodyBytes())
                #expect(again.isJSON == (bytes.first == UInt8(ascii: "{")))
                // The attachment stays where it is.
                #expect(!String(decoding: recipe, as: UTF8.self).contains("QUJD"))
            }
        }
    }

    @Test("a recipe makes nothing of another message, and nothing of bytes that are none")
    func foreign() async throws {
        let service = try SampleService { connection, _, _ in connection.answer(500) }
        try await withTemporaryFolder { folder in
            let message = sampleMessage(Self.letter)
            let recipe = try #require(try routes(service, folder)[1].prepare(sampleDelivery(message)).recipe)
            #expect(RebuiltRequest(recipe: recipe, message: [UInt8](repeating: 32, count: 20)) == nil)
            #expect(RebuiltRequest(recipe: Array("{}".utf8), message: message.source) == nil)
            let other = [UInt8](repeating: 32, count: message.source.count)
            let request = try #require(RebuiltRequest(recipe: recipe, message: other))
            #expect(
                request.fingerprint != (try routes(service, folder)[1].prepare(sampleDelivery(message)).fingerprint))
        }
    }

    @Test("an answer is kept as it came, less the token and the fields that let somebody in")
    func transcript() async throws {
        let service = try SampleService { connection, _, _ in
            connection.answer(
                200, #"{"ticket_token":"K.1","ticket_url":"","message":"thanks, token-0"}"#,
                fields: ["Set-Cookie: session=77", "X-Trace: about token-0", "quota-used: 3"])
        }
        try await withTemporaryFolder { folder in
            let route = try RegisteredRoute(gateway: try service.gateway(folder)) { $0 }
            let outcomes = await route.send(try route.prepare(sampleDelivery(sampleMessage(Self.letter))))
            guard case .sent(let receipt)? = outcomes.first else { return #expect(Bool(false)) }
            let kept = String(decoding: try #require(receipt.answer.transcript), as: UTF8.self)
            #expect(kept.hasPrefix("HTTP/1.1 200\r\n"))
            #expect(kept.contains("\r\nSet-Cookie: (hidden)\r\n"))
            #expect(kept.contains("\r\nX-Trace: about (hidden)\r\n"))
            #expect(kept.contains("\r\nquota-used: 3\r\n"))
            #expect(
                kept.hasSuffix("\r\n\r\n" + #"{"ticket_token":"K.1","ticket_url":"","message":"thanks, (hidden)"}"#))
        }
    }

    @Test("a long answer is cut off, and says so; one that broke off says that")
    func cut() {
        let answer = HTTPAnswer(
            status: 502, fields: [HTTPField("Server", "x")],
            body: [UInt8](repeating: UInt8(ascii: "a"), count: AnswerTranscript.longestBody + 1), version: "HTTP/2")
        let whole = String(decoding: AnswerTranscript(of: answer, isTorn: true, hiding: []).bytes, as: UTF8.self)
        #expect(whole.hasPrefix("HTTP/2 502\r\nServer: x\r\n\r\naaa"))
        #expect(
            whole.contains("aaa\r\n[Sealpost kept no more of the 65537 bytes]\r\n\r\n[the answer broke off here]\r\n"))
        #expect(whole.count { $0 == "a" } > 60_000)
        #expect(whole.utf8.count < AnswerTranscript.longestBody + 200)
    }
}
