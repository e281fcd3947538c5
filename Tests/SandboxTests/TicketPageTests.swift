// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Sandbox

@Suite("the ticket page")
struct TicketPageTests {
    static let path = "/webservice/dashboard/?ticket_token="

    static func page(_ client: Client, _ token: String, language: String = "en") async -> Wire.Answer {
        await client.wire.send("GET", "\(path)\(token)&action=ticket_html&lang=\(language)")
    }

    static func choose(_ client: Client, _ token: String, _ action: String) async -> Wire.Answer {
        await client.wire.send(
            "POST", "\(path)\(token)&action=\(action)&lang=en", ["Content-Type": "application/x-www-form-urlencoded"])
    }

    static func token(_ client: Client, _ changes: [String: JSON] = [:]) async throws -> String {
        try #require(await client.send(sampleMail(changes)).json["ticket_token"] as? String)
    }

    @Test("it shows who, what and the fingerprint, and hides the content until acceptance")
    func beforeAcceptance() async throws {
        try await Client.with { client in
            let token = try await Self.token(client)
            let page = await Self.page(client, token)
            #expect(page.status == 200)
            #expect(page.header("Content-Type") == "text/html; charset=utf-8")
            for text in [
                "The Office &lt;office@example.nl&gt;", "bewoner@example.org", "<bdi>Notice</bdi>", "notice.txt",
                "b5d4045c3f466fa91fe2cc6abe79232a1a57cdf104f7a26e716e0a1e2789df78", "Announced", " UTC</time>",
                "action=accept&amp;lang=en", "action=refuse&amp;lang=en",
                "<details><summary>Refuse</summary>",
            ] {
                #expect(page.text.contains(text), "\(text)")
            }
            #expect(!page.text.contains("notice enclosed"))
            let download = await client.wire.send("GET", "\(Self.path)\(token)&action=attachment&number=0")
            #expect(download.status == 403)
        }
    }

    @Test("the button accepts, and then the text can be read and the file fetched")
    func accept() async throws {
        try await Client.with { client in
            let token = try await Self.token(client)
            let answer = await Self.choose(client, token, "accept")
            #expect(answer.status == 303)
            #expect(answer.header("Location") == "\(Self.path)\(token)&action=ticket_html&lang=en")
            let page = await Self.page(client, token).text
            #expect(page.contains("Please find the notice enclosed."))
            #expect(!page.contains("<form"))
            let file = await client.wire.send("GET", "\(Self.path)\(token)&action=attachment&number=0")
            #expect(file.text == "ABC")
            #expect(file.header("Content-Type") == "application/octet-stream")
            #expect(file.header("X-Content-Type-Options") == "nosniff")
            #expect(
                file.header("Content-Disposition") == "attachment; filename=\"notice.txt\"; filename*=UTF-8''notice.txt"
            )
            #expect(await client.wire.send("GET", "\(Self.path)\(token)&action=attachment&number=1").status == 404)
            #expect(await client.sandbox.ticket(token)?.state == .accepted)
        }
    }

    @Test("a choice is final")
    func finality() async throws {
        try await Client.with { client in
            let token = try await Self.token(client)
            #expect(await Self.choose(client, token, "refuse").status == 303)
            #expect(await Self.choose(client, token, "accept").status == 409)
            #expect(await client.sandbox.ticket(token)?.state == .refused)
            let page = await Self.page(client, token).text
            #expect(
                page.contains("<title>Refused. Registered") && page.contains(Wording.english.closed)
                    && !page.contains("notice enclosed")
                    && !page.contains("<form"))
        }
    }

    @Test("looking at the page changes nothing, and a GET is no choice")
    func safeMethods() async throws {
        try await Client.with { client in
            let token = try await Self.token(client)
            #expect(await client.wire.send("GET", "\(Self.path)\(token)&action=accept&lang=en").status == 405)
            let head = await client.wire.send("HEAD", "\(Self.path)\(token)&action=ticket_html")
            #expect(head.status == 200 && head.body.isEmpty)
            #expect(await client.sandbox.ticket(token)?.state == .announced)
            #expect(await Self.page(client, "K.unknown").status == 404)
            #expect(await client.wire.send("GET", "\(Self.path)\(token)&action=other").status == 400)
        }
    }

    @Test("it speaks Dutch and English, and never of legal delivery")
    func languages() async throws {
        try await Client.with { client in
            let token = try await Self.token(client)
            for (language, title, states) in [
                ("nl", "Aangetekende e-mail", Wording.dutch), ("en", "Registered e-mail", Wording.english),
            ] {
                #expect(states.states.count == TicketEvent.Kind.allCases.count)
                #expect(states.meanings.count == TicketEvent.Kind.allCases.count)
                let page = await Self.page(client, token, language: language).text
                #expect(page.contains("<html lang=\"\(language)\">") && page.contains("<h1>\(title)</h1>"))
                for text in states.meanings.values {
                    #expect(!text.lowercased().contains("legally") && !text.lowercased().contains("rechtsgeldig"))
                }
            }
        }
    }

    static let hostile = "</title><script>alert(1)</script>\"' onload='x' & \u{1}\u{202E}\u{FFFE}"

    @Test("hostile text stays text", arguments: ["subject", "sender_real_name", "message_body"])
    func escaping(field: String) async throws {
        try await Client.with { client in
            let token = try await Self.token(client, [field: .string(Self.hostile)])
            _ = await Self.choose(client, token, "accept")
            let page = await Self.page(client, token)
            #expect(!page.text.contains("<script"))
            #expect(!page.text.contains("onload='"))
            #expect(
                page.text.contains(
                    "&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39; onload=&#39;x&#39; &amp;"))
            #expect(!page.body.contains(1))
            #expect(page.header("Content-Security-Policy")?.contains("default-src 'none'") == true)
            let overview = await client.wire.send("GET", "/").text
            #expect(overview.contains(token) && !overview.contains("<script"))
        }
    }

    @Test("hostile file names stay text, on the page and in the header of the download")
    func hostileNames() async throws {
        try await Client.with { client in
            let name = "a\"\r\nX-Evil: 1\r\n<b>é.html"
            let token = try await Self.token(
                client,
                [
                    "attachments": [
                        ["attachment": "QUJD", "attachment_name": .string(name), "attachment_type": "text/html"]
                    ]
                ])
            _ = await Self.choose(client, token, "accept")
            #expect(!(await Self.page(client, token).text.contains("<b>")))
            let file = await client.wire.send("GET", "\(Self.path)\(token)&action=attachment&number=0")
            #expect(file.header("X-Evil") == nil)
            #expect(
                file.header("Content-Disposition")
                    == "attachment; filename=\"attachment\"; filename*=UTF-8''a%22%0D%0AX-Evil%3A%201%0D%0A%3Cb%3E%C3%A9.html"
            )
        }
    }

    @Test("HTML as the message is shown in a frame without rights")
    func htmlMessage() async throws {
        try await Client.with { client in
            let token = try await Self.token(
                client, ["message_body": "<html><script>alert(\"x\")</script><p>Hello</p></html>"])
            _ = await Self.choose(client, token, "accept")
            let page = await Self.page(client, token).text
            #expect(page.contains("<iframe sandbox title=\"Message\" srcdoc=\"&lt;html&gt;&lt;script&gt;alert(&quot;x"))
            #expect(!page.contains("<script"))
        }
    }
}
