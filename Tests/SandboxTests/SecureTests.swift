// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Sandbox

@Suite("the secure service")
struct SecureTests {
    static func message(_ changes: [String: JSON] = [:]) -> JSON {
        var fields: [String: JSON] = [
            "sender": "office@example.nl", "recipients": ["a@example.org"], "message": .string(sampleMessage()),
        ]
        for (name, value) in changes { fields[name] = value == .null ? nil : value }
        return .object(fields)
    }

    @Test("a domain is unverified until the records are found, and only then may send")
    func life() async throws {
        try await Client.with { client in
            let path = Client.accountPath + "?domain=example.nl"
            #expect(await client.ask("GET", path).status == 404)
            #expect(await client.post(Client.messagePath, Self.message()).status == 403)
            let made = await client.post(
                Client.accountPath, ["domain": "Example.nl", "email": "postmaster@example.nl"])
            #expect(made.status == 201)
            #expect(await client.post(Client.messagePath, Self.message()).status == 412)
            let first = await client.ask("GET", path)
            #expect((first.json["domain"] as? [String: Any])?["state"] as? String == "unverified")
            #expect(await client.post(Client.messagePath, Self.message()).status == 412)
            let second = await client.ask("GET", path)
            #expect((second.json["domain"] as? [String: Any])?["state"] as? String == "valid")
            let sent = await client.post(Client.messagePath, Self.message())
            #expect(sent.status == 202)
            #expect(sent.json["id"] is String)
            let accepted = try #require(await client.sandbox.accepted(at: .message).first)
            #expect(accepted.identity == "<1@example.nl>")
            #expect(accepted.recipients == ["a@example.org"])
        }
    }

    @Test("the records come in sections, with two MX records on a subdomain")
    func sections() async throws {
        try await Client.with {
            $0.secure.domains = ["example.nl"]
        } _: { client in
            let json = await client.ask("GET", Client.accountPath + "?domain=example.nl").json
            let receiving = try #require(json["receiving_dns_records"] as? [[String: Any]])
            #expect(receiving.compactMap { $0["type"] as? String } == ["MX", "MX"])
            #expect(receiving.allSatisfy { $0["hostname"] as? String == "mail.example.nl" })
            let sending = try #require(json["sending_dns_records"] as? [[String: Any]])
            #expect(sending.allSatisfy { $0["type"] as? String == "TXT" && $0["value"] is String })
        }
    }

    @Test("the records come flat, with a status that ends as Success")
    func flat() async throws {
        try await Client.with {
            $0.secure.shape = .flat
            $0.secure.validAfter = nil
        } _: { client in
            _ = await client.post(Client.accountPath, ["domain": "example.nl"])
            let path = Client.accountPath + "?domain=example.nl"
            for _ in 0..<3 {
                let ses = await client.ask("GET", path).json["ses"] as? [String: Any]
                #expect(ses?["status"] as? String == "Pending")
            }
            await client.sandbox.setDomain("example.nl", valid: true)
            let json = await client.ask("GET", path).json
            #expect(json["domain"] as? String == "example.nl")
            for name in ["mx", "spf", "dmarc", "ses", "dkim"] {
                let record = try #require(json[name] as? [String: Any])
                #expect(record["hostname"] is String && record["value"] is String && record["type"] is String)
            }
            #expect((json["ses"] as? [String: Any])?["status"] as? String == "Success")
        }
    }

    @Test("an account needs a domain, and exists once")
    func accounts() async throws {
        try await Client.with { client in
            #expect(await client.ask("GET", Client.accountPath).status == 400)
            for wrong: JSON in [[:], ["domain": 1], ["domain": "nodots"], ["domain": "a.nl", "notify": "x@a.nl"]] {
                #expect(await client.post(Client.accountPath, wrong).status == 400)
            }
            #expect(await client.post(Client.accountPath, ["domain": "a.nl", "email": "none"]).status == 400)
            #expect(await client.post(Client.accountPath, ["domain": "a.nl"]).status == 201)
            #expect(await client.post(Client.accountPath, ["domain": "a.nl"]).status == 400)
            #expect(await client.ask("DELETE", Client.accountPath).status == 405)
        }
    }

    static let wrongMessages: [(String, [String: JSON])] = [
        ("sender", ["sender": .null]), ("sender", ["sender": "office"]), ("recipients", ["recipients": .null]),
        ("recipients", ["recipients": []]), ("recipients", ["recipients": [1]]), ("recipients", ["recipients": 1]),
        ("recipients", ["recipients": "a@example.org,"]), ("recipients", ["recipients": ["a@example.org, b@x.org"]]),
        ("message", ["message": .null]), ("message", ["message": "Hello."]),
        ("message", ["message": "RnJvbTogYQ=="]), ("to", ["to": "a@example.org"]),
        ("message", ["message": "From: a@b.nl\nDate: x\nMessage-ID: <1@b>\n\nLF only\n"]),
        ("message", ["message": "From: a@b.nl\r\nDate: x\r\n\r\nno id\r\n"]),
        ("message", ["message": "From: a@b.nl\r\nMessage-ID: <1@b>\r\n\r\nno date\r\n"]),
        ("message", ["message": "From: a@b.nl\r\nDate: x\r\nMessage-ID: 1\r\n\r\nodd id\r\n"]),
        ("message", ["message": "no colon\r\nDate: x\r\nMessage-ID: <1@b>\r\n\r\n\r\n"]),
    ]

    @Test("a message of another shape is refused and the field is named", arguments: wrongMessages)
    func wrongMessage(field: String, changes: [String: JSON]) async throws {
        try await Client.with {
            $0.secure.domains = ["example.nl"]
        } _: { client in
            let answer = await client.post(Client.messagePath, Self.message(changes))
            #expect(answer.status == 400)
            #expect(answer.json["info"] as? String == field)
        }
    }

    @Test("recipients may be one string with commas")
    func commaString() async throws {
        try await Client.with {
            $0.secure.domains = ["example.nl"]
        } _: { client in
            let json = Self.message(["recipients": "a@example.org, b@example.org"])
            #expect(await client.post(Client.messagePath, json).status == 202)
            #expect(await client.sandbox.accepted.first?.recipients == ["a@example.org", "b@example.org"])
        }
    }

    @Test("names and form of the fields follow the settings")
    func otherNames() async throws {
        try await Client.with {
            $0.secure.domains = ["example.nl"]
            $0.secure.senderField = "from"
            $0.secure.recipientsField = "to"
            $0.secure.messageField = "mime"
            $0.secure.messageForm = .base64
            $0.secure.acceptedStatus = 201
        } _: { client in
            let encoded = Data(sampleMessage(id: "\r\n <folded@example.nl>").utf8).base64EncodedString()
            let json: JSON = ["from": "office@example.nl", "to": ["a@example.org"], "mime": .string(encoded)]
            #expect(await client.post(Client.messagePath, json).status == 201)
            #expect(await client.sandbox.accepted.first?.identity == "<folded@example.nl>")
            #expect(await client.post(Client.messagePath, Self.message()).status == 400)
        }
    }

    @Test("a Message-ID that comes again is counted")
    func repeated() async throws {
        try await Client.with {
            $0.secure.domains = ["example.nl"]
        } _: { client in
            for _ in 0..<2 { _ = await client.post(Client.messagePath, Self.message()) }
            #expect(await client.sandbox.accepted.map(\.occurrence) == [1, 2])
        }
    }
}
