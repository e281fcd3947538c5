// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import FoundationXML
import Mail
import Testing

@testable import Sandbox

@Suite("the status XML")
struct StatusXMLTests {
    /// The elements of a document with their attributes, as far as the parser gets.
    final class Collector: NSObject, XMLParserDelegate {
        var elements: [(path: String, attributes: [String: String])] = []
        private var path: [String] = []

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            path.append(name)
            elements.append((path.joined(separator: "/"), attributes))
        }

        func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
            path.removeLast()
        }
    }

    static func elements(_ data: Data) throws -> [(path: String, attributes: [String: String])] {
        let collector = Collector()
        let parser = XMLParser(data: data)
        parser.delegate = collector
        let isWellFormed = parser.parse()
        try #require(isWellFormed)
        return collector.elements
    }

    static func fetch(_ client: Client, _ token: String, credentials: String = "demo:demo") async -> Wire.Answer {
        await client.wire.send(
            "GET", "/webservice/dashboard/?ticket_token=\(token)&action=ticket_xml",
            ["Authorization": "Basic \(Data(credentials.utf8).base64EncodedString())"])
    }

    @Test("it follows the definition: every value an attribute, 95 for a reminder, times in UTC")
    func schema() async throws {
        try await Client.with {
            $0.now = { .init(milliseconds: 1_700_000_000_000) }
        } _: { client in
            let token = try await TicketPageTests.token(client)
            await client.sandbox.advance(seconds: 3600)
            try await client.sandbox.advance(ticket: token, to: .reminded)
            try await client.sandbox.advance(ticket: token, to: .accepted, detail: "by hand")
            let answer = await Self.fetch(client, token)
            #expect(answer.header("Content-Type") == "application/xml; charset=utf-8")
            let elements = try Self.elements(answer.body)
            #expect(
                elements.map(\.path) == [
                    "biljetten", "biljetten/biljet", "biljetten/biljet/bijlagen", "biljetten/biljet/bijlagen/bijlage",
                    "biljetten/biljet/statussen",
                ] + Array(repeating: "biljetten/biljet/statussen/status", count: 4))
            #expect(
                elements[1].attributes == [
                    "id": token, "afzender": "office@example.nl", "ontvanger": "bewoner@example.org",
                    "onderwerp": "Notice", "customer_id": "123456", "taal": "en", "handtekening_nodig": "0",
                ])
            #expect(
                elements[3].attributes == [
                    "bijlage": "notice.txt", "hash": "tdQEXD9Gb6kf4sxqvnkjKhpXzfEE96JucW4KHieJ33g=",
                    "geaccepteerd": "1",
                ])
            #expect(
                elements[7].attributes == [
                    "statusdatumtijd": "2023-11-14 23:13:20", "statuscode": "95", "statusdetail": " ",
                    "statusomschrijving": "Herinnering aangetekende mail verstuurd",
                ])
            #expect(elements[8].attributes["statusdetail"] == "by hand")
            #expect(
                elements.dropFirst(5).compactMap { Int($0.attributes["statuscode"] ?? "") } == [9001, 9002, 95, 9003])
        }
    }

    @Test("it stays well-formed with hostile text, and loses only what XML can't hold")
    func hostile() async throws {
        try await Client.with { client in
            let subject = "<a b=\"c\">&amp; ' \t\r\n\u{0B}\u{1F4E7}"
            let token = try await TicketPageTests.token(client, ["subject": .string(subject)])
            let elements = try Self.elements(await Self.fetch(client, token).body)
            #expect(elements[1].attributes["onderwerp"] == subject.replacing("\u{0B}", with: "\u{FFFD}"))
        }
    }

    @Test("it is for the web service user alone")
    func credentials() async throws {
        try await Client.with {
            $0.registered.webPassword = "other"
        } _: { client in
            let token = try await TicketPageTests.token(client)
            let refused = await Self.fetch(client, token)
            #expect(refused.status == 401)
            #expect(refused.header("WWW-Authenticate")?.hasPrefix("Basic realm=") == true)
            let path = "/webservice/dashboard/?ticket_token=\(token)&action=ticket_xml"
            #expect(await client.ask("GET", path).status == 401)
            #expect(await client.wire.send("GET", path).status == 401)
            #expect(await Self.fetch(client, token, credentials: "demo:other").status == 200)
            #expect(await Self.fetch(client, "K.unknown", credentials: "demo:other").status == 404)
        }
    }

    @Test("codes other than 95 can be changed")
    func codes() async throws {
        try await Client.with {
            $0.registered.statusCodes[.announced].code = 90
        } _: { client in
            let token = try await TicketPageTests.token(client)
            #expect(await Self.fetch(client, token).text.contains("statuscode=\"90\""))
        }
    }
}
