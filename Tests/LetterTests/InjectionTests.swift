// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Curl
import Foundation
import Mail
import Notices
import Reading
import Routes
import Sandbox
import TestSupport
import Testing
import TransferEncodings

/// Hostile text in each place of a mail, and what each route makes of it, parsed by another program than ours.
@Suite("Text that would be more than text")
struct InjectionTests {
    private static let python = "/usr/bin/python3"

    /// Text that some parser would take for its own.
    static let hostile = [
        "a\r\nBcc: eve@evil.example", "a\nX-Injected: 1\n\nbody", "a\rBcc: eve@evil.example", "a\u{0}b",
        "a\u{B}b\u{1B}[2Jc",
        "a\u{2028}b\u{2029}c\u{85}d", "\u{202E}gpj.exe", "\",\"recipient_email\":\"eve@evil.example", "a\\\",\"x\":\"",
        "{\"a\":1}",
        "</title><script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "-oQ/tmp/x",
        "--", "-", "|sh",
        "; touch /tmp/x", "$(id)", "`id`", "../../etc/passwd", "..\\..\\win.ini", "/etc/passwd", "..", ".",
        "C:\\a\\b.exe",
        "=?utf-8?q?=0D=0ABcc:_eve=40evil.example?=", "%0d%0aBcc: eve@evil.example", "a,eve@evil.example",
        "<eve@evil.example>",
        "a\" <eve@evil.example>, \"", "(a\\", "\r\n.\r\nMAIL FROM:<eve@evil.example>\r\n", "\n--=_sealpost\n", " ",
        "\u{FEFF}",
    ]

    /// A mail that holds a text in a subject, names and file names, in encoded words and in raw form where that is one line.
    static func mail(_ text: String, number: Int) -> Message {
        let word = "=?utf-8?b?\(Base64Encoder.encode(Array(text.utf8)))?="
        let percent = text.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let raw = text.filter { !$0.isNewline && $0 != "\u{0}" && $0 != "\r\n" }
        let mail = """
            From: \(word) <sanne@office.example>
            To: \(word) <piet@client.example>
            Bcc: hidden@office.example
            Date: Sat, 21 Nov 2026 09:30:00 +0100
            Message-ID: <\(number)@office.example>
            Subject: s\(word)
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: base64

            \(Base64Encoder.encode(Array("Text \(text)\n".utf8)))
            --b
            Content-Type: application/pdf; name="\(word)"
            Content-Disposition: attachment; filename*=utf-8''\(percent)
            Content-Transfer-Encoding: base64

            AAAA
            --b
            Content-Type: application/pdf; name="\(raw.filter { $0 != "\"" && $0 != "\\" })"
            Content-Transfer-Encoding: base64

            AAAA
            --b--

            """
        return MessageReader().read(Array(mail.utf8))
    }

    private static let fields = [
        "from", "to", "date", "message-id", "subject", "mime-version", "content-type",
    ]

    private func entry(_ kind: String, _ name: String, _ text: some Sequence<UInt8>, _ more: [String: Any] = [:])
        -> [String: Any]
    {
        ["kind": kind, "name": name, "text": String(decoding: Array(text), as: UTF8.self)].merging(more) { $1 }
    }

    @Test(
        "is text to every parser, or is refused",
        .enabled(if: FileManager.default.isExecutableFile(atPath: python), "python3 is not installed"))
    func hostileText() async throws {
        let folder = try TemporaryFolder()
        let sandbox = try await Sandbox.start(SandboxConfiguration())
        defer { Task { await sandbox.stop() } }
        let client = HTTPClient()
        let token = TokenConfiguration(
            url: sandbox.tokenURL, clientID: "demo", clientSecret: { "demo" }, cacheFile: folder.file("token.json"))
        let gateway = try Gateway(GatewayConfiguration(url: sandbox.registeredURL, token: token), client: client)
        let registered = try RegisteredRoute(gateway: gateway) { $0 }
        let secure = try SecureRoute(gateway: gateway)
        let smtp = try SMTPRoute(configuration: SMTPConfiguration(host: "mail.example"), client: SMTPClient())
        let words = folder.file("words")
        let dump = try folder.write(
            "dump.py", "import json, sys\nsys.stdin.read()\njson.dump(sys.argv[1:], open('\(words)', 'w'))\n")
        let command = try CommandRoute(
            configuration: CommandConfiguration(command: [Self.python, dump], environment: [:]))

        var entries: [[String: Any]] = []
        for (number, text) in Self.hostile.enumerated() {
            let message = Self.mail(text, number: number)
            for (place, delivery) in Self.deliveries(of: message, text) {
                let name = "\(place) \(text.debugDescription)"
                if let request = try? registered.prepare(delivery) {
                    let expected = ["sender_email": delivery.sender.mailbox, "recipient_email": delivery.recipients[0]]
                    entries.append(entry("letter", name, request.bodyBytes(), ["expected": expected]))
                    if place == "mail" { _ = await registered.send(request) }
                }
                for (kind, route) in [("secure", secure), ("mail", smtp), ("mail", command)] as [(String, any Route)] {
                    guard let request = try? route.prepare(delivery) else { continue }
                    var expected: [String: Any] = ["fields": Self.fields, "parts": 4]
                    if let subject = delivery.options.subject { expected["subject"] = subject }
                    entries.append(entry(kind, name, request.bodyBytes(), expected))
                    guard route.name == command.name, place != "mail" else { continue }
                    _ = await command.send(request)
                    let called = try Data(contentsOf: URL(filePath: words))
                    let call = ["-i", "-f", delivery.sender.mailbox, "--"] + delivery.recipients
                    entries.append(entry("arguments", name, called, ["words": call]))
                }
            }
            for language in ["nl", "en"] {
                let notice = NoticeMail(notice(of: message, text), language: language).bytes(
                    at: Timestamp(seconds: 1_795_253_400))
                entries.append(
                    entry(
                        "mail", "notice \(text.debugDescription)", notice,
                        ["fields": Self.fields + Self.noticeFields, "parts": 8, "generated": true]))
            }
        }
        entries += try await pages(of: sandbox, client)
        #expect(entries.count { $0["kind"] as? String == "letter" } >= Self.hostile.count)
        #expect(entries.count { $0["kind"] as? String == "page" } >= Self.hostile.count)

        let manifest = folder.file("manifest.json")
        try JSONSerialization.data(withJSONObject: entries).write(to: URL(filePath: manifest))
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "check-outputs.py").path
        let said = try run([Self.python, script, manifest])
        #expect(said == "\(entries.count) outputs\n")
    }

    private static let noticeFields = [
        "return-path", "auto-submitted", "in-reply-to", "references", "x-sealpost-message", "x-sealpost-state",
        "x-sealpost-log", "content-transfer-encoding",
    ]

    /// The mail as it is, and with the text where only an envelope or a rule can put it.
    static func deliveries(of message: Message, _ text: String) -> [(String, Delivery)] {
        let identifier = "00000000-0000-4000-8000-000000000000"
        func delivery(_ sender: String, _ recipient: String, _ options: RouteOptions = RouteOptions()) -> Delivery {
            Delivery(
                message: message, sender: Address(name: text, mailbox: sender), recipients: [recipient],
                options: options,
                identifier: identifier, acceptedAt: Timestamp(seconds: 1_795_253_400))
        }
        let plain = "sanne@office.example"
        return [
            ("mail", delivery(plain, "piet@client.example")),
            ("recipient", delivery(plain, text)), ("recipient", delivery(plain, "\(text)@client.example")),
            ("recipient", delivery(plain, "piet@\(text)")),
            ("sender", delivery(text, "piet@client.example")),
            ("sender", delivery("\(text)@office.example", "piet@client.example")),
            (
                "options",
                delivery(
                    plain, "piet@client.example",
                    RouteOptions(language: text, campaign: text, ownID: text, mustReachBy: text, subject: text))
            ),
        ]
    }

    private func notice(of message: Message, _ text: String) -> Notice {
        let recipient = Notice.Recipient(
            address: "piet@\(text)", happening: .sent, time: Timestamp(seconds: 1_795_253_400), kind: .registered,
            routeName: "registered", reason: text, answer: Answer(host: text, code: 200, status: "2.0.0", text: text),
            ticket: Ticket(token: text, url: text))
        return Notice(
            id: "1m7xz0mrg8sbnbpf", event: 7, sender: Address(name: text, mailbox: "sanne@office.example"),
            messageID: text,
            subject: text, arrived: Timestamp(seconds: 1_795_253_400), recipients: [recipient],
            header: Array("From: sanne@office.example\nSubject: s\n\n".utf8), host: "office", logHash: "0123")
    }

    /// The pages that the simulated service makes of what it took.
    private func pages(of sandbox: Sandbox, _ client: HTTPClient) async throws -> [[String: Any]] {
        var entries: [[String: Any]] = []
        var addresses = [sandbox.url + "/"]
        for request in await sandbox.accepted {
            guard let token = request.ticket else { continue }
            addresses.append(
                "\(sandbox.url)/webservice/dashboard/?ticket_token=\(token)&action=ticket_html&lang=en")
        }
        for address in addresses {
            let answer = try await client.send(HTTPRequest(.get, Endpoint(address)))
            #expect(answer.status == 200, "\(address)")
            entries.append(entry("page", address, answer.body))
        }
        return entries
    }

    private func run(_ command: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: command[0])
        process.arguments = Array(command.dropFirst())
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: said, as: UTF8.self)
    }
}
