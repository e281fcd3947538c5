// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Sandbox

@Suite("the registered service")
struct RegisteredTests {
    @Test("a mail is accepted with a ticket")
    func accepted() async throws {
        try await Client.with { client in
            let answer = await client.send()
            #expect(answer.status == 200)
            #expect(answer.json["message"] as? String == "OK")
            let token = try #require(answer.json["ticket_token"] as? String)
            let url = try #require(answer.json["ticket_url"] as? String)
            #expect(
                url == client.sandbox.url
                    + "/webservice/dashboard/?ticket_token=\(token)&action=ticket_html&lang=en")
            let request = try #require(await client.sandbox.accepted.first)
            #expect(request.ticket == token)
            #expect(request.recipients == ["bewoner@example.org"])
            #expect(
                request.attachments.map(\.sha256) == [
                    "b5d4045c3f466fa91fe2cc6abe79232a1a57cdf104f7a26e716e0a1e2789df78"
                ])
            #expect(request.body == String(decoding: sampleMail().encoded, as: UTF8.self))
        }
    }

    @Test("only the required fields are needed, and no attachment")
    func leastMail() async throws {
        try await Client.with { client in
            let least = sampleMail([
                "recipient_language": .null, "x-own-id": .null, "x-own-guid": .null, "x-own-campaign": .null,
                "attachments": [],
            ])
            let answer = await client.send(least)
            #expect(answer.status == 200)
            #expect((answer.json["ticket_url"] as? String)?.hasSuffix("&lang=nl") == true)
        }
    }

    static let wrongMails: [(String, [String: JSON])] = [
        ("message_body", ["message_body": .null]), ("sender_email", ["sender_email": .null]),
        ("sender_real_name", ["sender_real_name": .null]), ("subject", ["subject": .null]),
        ("recipient_email", ["recipient_email": .null]), ("attachments", ["attachments": .null]),
        ("message_body", ["message_body": 1]), ("subject", ["subject": ["a"]]),
        ("x-own-id", ["x-own-id": 7]), ("recipient_language", ["recipient_language": true]),
        ("attachments", ["attachments": "QUJD"]), ("attachments[0].", ["attachments": ["QUJD"]]),
        ("recipient_email", ["recipient_email": "a@example.org, b@example.org"]),
        ("recipient_email", ["recipient_email": "a@example.org;b@example.org"]),
        ("recipient_email", ["recipient_email": ["a@example.org"]]),
        ("recipient_email", ["recipient_email": "Bewoner <a@example.org>"]),
        ("recipient_email", ["recipient_email": "bewoner"]), ("recipient_email", ["recipient_email": ""]),
        ("recipient_email", ["recipient_email": "a@example.org\n"]),
        ("recipient_email", ["recipient_email": "a@-x.org"]), ("sender_email", ["sender_email": "office"]),
        ("cc", ["cc": "a@example.org"]), ("Subject", ["Subject": "twice"]),
    ]

    @Test("a mail of another shape is refused and the field is named", arguments: wrongMails)
    func wrongMail(field: String, changes: [String: JSON]) async throws {
        try await Client.with { client in
            let answer = await client.send(sampleMail(changes))
            #expect(answer.status == 400)
            #expect(answer.json["info"] as? String == field)
            #expect(Set(answer.json.keys) == ["transactionId", "status", "name", "message", "info"])
            #expect(answer.json.values.allSatisfy { $0 is String })
            #expect(await client.sandbox.accepted.isEmpty)
        }
    }

    static let wrongAttachments: [(String, [String: JSON])] = [
        ("attachment", ["attachment": "not base64!"]), ("attachment", ["attachment": "QUJ"]),
        ("attachment", ["attachment": "QUJD\r\nQUJD"]), ("attachment", ["attachment": .null]),
        ("attachment", ["attachment": 3]), ("attachment_name", ["attachment_name": .null]),
        ("attachment_name", ["attachment_name": ""]), ("attachment_type", ["attachment_type": .null]),
        ("attachment_type", ["attachment_type": "pdf"]), ("attachment_type", ["attachment_type": "text/"]),
        ("size", ["size": 3]),
    ]

    @Test("an attachment of another shape is refused and the field is named", arguments: wrongAttachments)
    func wrongAttachment(field: String, changes: [String: JSON]) async throws {
        var attachment: [String: JSON] = [
            "attachment": "QUJD", "attachment_name": "a.txt", "attachment_type": "text/plain",
        ]
        for (name, value) in changes { attachment[name] = value == .null ? nil : value }
        let mail = sampleMail(["attachments": [.object(attachment)]])
        try await Client.with { client in
            let answer = await client.send(mail)
            #expect(answer.status == 400)
            #expect(answer.json["info"] as? String == "attachments[0].\(field)")
        }
    }

    @Test(
        "a body that is no JSON object is refused",
        arguments: ["", "{", "[]", "\"text\"", "null", "{\"subject\":\"\u{1}\"}"])
    func noObject(body: String) async throws {
        try await Client.with { client in
            let answer = await client.wire.send(
                "POST", Client.sendPath,
                ["Authorization": "Bearer \(client.token)", "Content-Type": "application/json"],
                body: Data(body.utf8))
            #expect(answer.status == 400)
        }
    }

    @Test("methods, content types and paths are those of the definition")
    func otherRequests() async throws {
        try await Client.with { client in
            let get = await client.ask("GET", Client.sendPath)
            #expect(get.status == 405)
            #expect(get.header("Allow") == "POST")
            let form = await client.post(
                Client.sendPath, sampleMail(), headers: ["Content-Type": "application/x-www-form-urlencoded"])
            #expect(form.status == 415)
            let charset = await client.post(
                Client.sendPath, sampleMail(), headers: ["Content-Type": "application/json; charset=utf-8"])
            #expect(charset.status == 200)
            let elsewhere = await client.post("/data/registeredemail/registeredemail/api/users/", sampleMail())
            #expect(elsewhere.status == 404)
            #expect(elsewhere.json["transactionId"] is String)
            let outside = await client.post("/data/other", sampleMail())
            #expect(outside.status == 404)
            #expect(outside.json["fault"] is [String: Any])
        }
    }

    @Test("a user is made once, and its path ends with a slash")
    func users() async throws {
        try await Client.with { client in
            let made = await client.post(Client.userPath, ["email_address": "new@example.nl"])
            #expect(made.status == 201)
            #expect(made.json["id"] as? Int == 154)
            let again = await client.post(Client.userPath, ["email_address": "New@example.nl"])
            #expect(again.status == 400)
            #expect(
                await client.post(Client.userPath, ["email_address": "second@example.nl"]).json["id"] as? Int == 155)
            #expect(await client.post(Client.userPath, ["email_address": "none"]).status == 400)
            #expect(await client.post(Client.userPath, ["username": "none"]).status == 400)
            #expect(await client.post(String(Client.userPath.dropLast()), ["email_address": "a@b.nl"]).status == 404)
            #expect(await client.sandbox.accepted(at: .user).count == 2)
        }
    }

    @Test("an existing user can be made to count as made", arguments: [(200, 201), (409, 409)])
    func existing(setting: Int, status: Int) async throws {
        try await Client.with {
            $0.statusOfExisting = setting
        } _: { client in
            _ = await client.post(Client.userPath, ["email_address": "new@example.nl"])
            #expect(await client.post(Client.userPath, ["email_address": "new@example.nl"]).status == status)
        }
    }

    @Test("a sender that is no user can be refused")
    func unknownSender() async throws {
        try await Client.with {
            $0.registered.requiresUser = true
        } _: { client in
            #expect(await client.send().status == 403)
            _ = await client.post(Client.userPath, ["email_address": "office@example.nl"])
            #expect(await client.send().status == 200)
        }
    }

    @Test("a mail sent twice is accepted twice and counted")
    func twice() async throws {
        try await Client.with { client in
            _ = await client.send()
            _ = await client.send(sampleMail(["x-own-guid": "guid-2"]))
            _ = await client.send()
            let accepted = await client.sandbox.accepted
            #expect(accepted.map(\.occurrence) == [1, 1, 2])
            #expect(Set(accepted.compactMap(\.ticket)).count == 3)
            #expect(await client.command("GET", "").json["repeated"] as? Int == 1)
        }
    }

    @Test("two requests on one connection get two answers")
    func keepAlive() async throws {
        try await Client.with { client in
            let body = sampleMail().encoded
            let head = { (connection: String) in
                Data(
                    "POST \(Client.sendPath) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(client.token)\r\n\(connection)Content-Type: application/json\r\nContent-Length: \(body.count)\r\n\r\n"
                        .utf8)
            }
            let answer = await client.wire.exchange(head("") + body + head("Connection: close\r\n") + body)
            #expect(String(decoding: answer.bytes, as: UTF8.self).components(separatedBy: "HTTP/1.1 200 OK").count == 3)
            #expect(await client.sandbox.accepted.count == 2)
        }
    }

    @Test("a request that ends before its announced length is not accepted", arguments: [1, 100_000, 4_000_000])
    func unfinished(missing: Int) async throws {
        try await Client.with { client in
            let body = sampleMail(["message_body": .string(String(repeating: "x", count: missing))]).encoded
            let head =
                "POST \(Client.sendPath) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(client.token)\r\n"
                + "Content-Type: application/json\r\nContent-Length: \(body.count + missing)\r\n\r\n"
            let answer = await client.wire.exchange(Data(head.utf8) + body, endsThere: true)
            #expect(answer.status != 200)
            #expect(await client.sandbox.arrivals(at: .send) == 0)
        }
    }

    @Test("a body in chunks is a body")
    func chunked() async throws {
        try await Client.with { client in
            let body = sampleMail().encoded
            let head =
                "POST \(Client.sendPath) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(client.token)\r\n"
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
            let half = body.count / 2
            var bytes = Data(head.utf8)
            for piece in [body.prefix(half), body.dropFirst(half)] {
                bytes += Data("\(String(piece.count, radix: 16))\r\n".utf8) + piece + Data("\r\n".utf8)
            }
            #expect(await client.wire.exchange(bytes + Data("0\r\n\r\n".utf8)).status == 200)
            #expect(await client.sandbox.accepted.first?.body == String(decoding: body, as: UTF8.self))
        }
    }

    @Test("a body of 35 MB is accepted, and one over the limit is refused")
    func large() async throws {
        try await Client.with {
            $0.largestBody = 40_000_000
        } _: { client in
            let content = Data(repeating: 0x5A, count: 26_250_000).base64EncodedString()
            let large = sampleMail([
                "attachments": [
                    ["attachment": .string(content), "attachment_name": "l.bin", "attachment_type": "application/x-l"]
                ]
            ])
            #expect(await client.send(large).status == 200)
            #expect(await client.sandbox.accepted.first?.attachments.first?.size == 26_250_000)
            let tooLarge = await client.wire.send(
                "POST", Client.sendPath, ["Content-Type": "application/json"], body: Data(count: 40_000_001))
            #expect(tooLarge.status == 413)
        }
    }
}
