// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Curl
import LoopbackTesting
import Mail
import Sandbox
import Statuses
import Testing

@Suite("asking for a status")
struct XMLStatusSourceTests {
    private func source(_ url: String, password: String = "demo") throws -> XMLStatusSource {
        XMLStatusSource(
            client: HTTPClient(), address: try StatusAddress(url), user: "demo", password: { password },
            meanings: StatusMeanings(["95": .reminded, "9002": .announced, "9003": .accepted]))
    }

    /// A server that gives one answer, whatever it is asked.
    private func asked(_ answer: String) async throws -> StatusAnswer {
        let server = try RawServer { connection, _ in
            _ = connection.readHead()
            connection.write(answer)
        }
        defer { server.stop() }
        return try await source("http://127.0.0.1:\(server.port)/{token}").ask(about: "T")
    }

    @Test("the sandbox is asked at its ticket's address")
    func sandbox() async throws {
        let sandbox = try await Sandbox.start()
        let token = try await sandbox.sendRegistered()
        try await sandbox.advance(ticket: token, to: .reminded)
        let url = "\(sandbox.url)/webservice/dashboard/?ticket_token={token}&action=ticket_xml"
        let answer = try await source(url).ask(about: token)
        guard case .status(let status) = answer else { return #expect(Bool(false), "\(answer)") }
        #expect(status.recipient == "b@y.example" && status.sender == "a@x.example" && status.subject == "s")
        #expect(status.reports.map(\.event) == [nil, .announced, .reminded])
        #expect(status.reports.allSatisfy { $0.genuineness == .fetched && $0.time != nil })
        #expect(try await source(url).ask(about: "other") == .unknownTicket)
        guard case .unreachable(let reason) = try await source(url, password: "wrong").ask(about: token) else {
            return #expect(Bool(false), "a wrong password gives nothing")
        }
        #expect(reason.contains("401") && !reason.contains("wrong"))
        await sandbox.stop()
    }

    @Test(
        "an answer that is no status is nothing",
        arguments: [
            "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n<html>Log in</html>\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<biljetten>",
            "HTTP/1.1 302 Found\r\nLocation: https://elsewhere.example/\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 503 Wait\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n" + String(repeating: " ", count: 2_000_000),
        ])
    func nothing(answer: String) async throws {
        switch try await asked(answer) {
        case .nothing, .unreachable: break
        case .status, .unknownTicket, .later: Issue.record("taken for a status")
        }
    }

    @Test("a service that wants to be left alone says until when, or it does not")
    func later() async throws {
        let head = "Content-Length: 0\r\n"
        #expect(try await asked("HTTP/1.1 429 Wait\r\n\(head)\r\n") == .later(nil))
        #expect(
            try await asked("HTTP/1.1 429 Wait\r\n\(head)Retry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\n\r\n")
                == .later(Timestamp(seconds: 1_445_412_480)))
        let before = Timestamp.now()
        guard case .later(let time?) = try await asked("HTTP/1.1 503 Wait\r\n\(head)Retry-After: 120\r\n\r\n") else {
            return #expect(Bool(false), "a pause is asked for")
        }
        #expect(before.advanced(bySeconds: 119) < time)
        #expect(try await asked("HTTP/1.1 404 No\r\n\(head)\r\n") == .unknownTicket)
    }

    @Test("nothing is asked where the password can't be had")
    func password() async throws {
        struct Missing: Error {}
        let source = XMLStatusSource(
            client: HTTPClient(), address: try StatusAddress("http://127.0.0.1:1/{token}"), user: "demo",
            password: { throw Missing() }, meanings: .documented)
        guard case .unreachable(let reason) = await source.ask(about: "T") else {
            return #expect(Bool(false), "no password, no answer")
        }
        #expect(reason.contains("Missing"))
    }
}

extension Sandbox {
    /// Hands the sandbox a registered mail, and gives its ticket.
    func sendRegistered() async throws -> String {
        let client = HTTPClient()
        let grant = try await client.send(
            HTTPRequest(
                .post, Endpoint(tokenURL), fields: [HTTPField("Content-Type", "application/x-www-form-urlencoded")],
                body: Array("client_id=demo&client_secret=demo".utf8)))
        let text = String(decoding: grant.body, as: UTF8.self)
        let token = text.firstMatch(of: /"access_token":"([^"]+)"/)?.1 ?? ""
        let json = """
            {"message_body":"text","sender_email":"a@x.example","sender_real_name":"A","subject":"s",\
            "recipient_email":"b@y.example","attachments":[]}
            """
        _ = try await client.send(
            HTTPRequest(
                .post, Endpoint("\(registeredURL)/webservice/mailsender/send"),
                fields: [HTTPField("Content-Type", "application/json"), HTTPField("Authorization", "Bearer \(token)")],
                body: Array(json.utf8)))
        return await tickets.last?.token ?? ""
    }
}
