// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Curl
import LoopbackTesting
import Mail
import Testing

@testable import Routes

/// What an SMTP server gets, byte by byte: nothing in a message can end it early, or begin another one.
@Suite("SMTP on the wire")
struct SMTPWireTests {
    private static let fields = "From: a@x.nl\nSubject: s\n\n"

    /// Sends a message, and gives the commands that the server saw and the bytes between DATA's reply and the final dot.
    private func send(
        _ text: String, extensions: String = "", to recipient: String = "b@x.nl"
    ) async throws -> (commands: [String], data: String) {
        let commands = Recorder()
        let data = Recorder()
        let server = try RawServer { connection, _ in
            connection.write("220 hi\r\n")
            while let line = connection.readLine() {
                commands.add(line)
                switch line.prefix(4) {
                case "EHLO": connection.write("250\(extensions.isEmpty ? " x" : "-x\r\n250 \(extensions)")\r\n")
                case "DATA":
                    connection.write("354 go\r\n")
                    var bytes: [UInt8] = [13, 10]
                    while !bytes.suffix(5).elementsEqual([13, 10, 46, 13, 10]) {
                        let next = connection.read(1)
                        guard !next.isEmpty else { return }
                        bytes += next
                    }
                    data.add(String(decoding: bytes.dropFirst(2).dropLast(3), as: UTF8.self))
                    connection.write("250 ok\r\n")
                case "QUIT": return connection.write("221 bye\r\n")
                default: connection.write("250 ok\r\n")
                }
            }
        }
        defer { server.stop() }
        let route = try SMTPRoute(
            configuration: SMTPConfiguration(host: "127.0.0.1", port: server.port, security: .none),
            client: SMTPClient())
        let outcomes = await route.send(try route.prepare(sampleDelivery(sampleMessage(text), to: [recipient])))
        guard case .sent = outcomes.first else {
            Issue.record("\(outcomes)")
            return ([], "")
        }
        return (commands.entries, data.entries.joined(separator: "|"))
    }

    @Test(
        "lines of dots are doubled, and LF alone never ends a line",
        arguments: [
            (".\n", "..\r\n"), ("..\n.x\n", "...\r\n..x\r\n"),
            ("a\n.\nMAIL FROM:<e@y.nl>\n", "a\r\n..\r\nMAIL FROM:<e@y.nl>\r\n"),
            ("a\n.\r\nRCPT\r\n", "a\r\n..\r\nRCPT\r\n"), ("a\r\n.\nDATA\r\n", "a\r\n..\r\nDATA\r\n"),
            ("a\n.", "a\r\n..\r\n"),
            ("no end", "no end\r\n"), ("", ""), ("a\0.\n", "a\0.\r\n"),
        ])
    func dots(body: String, sent: String) async throws {
        let (commands, data) = try await send(Self.fields + body)
        let expected = Self.fields.replacing("\n", with: "\r\n") + sent
        #expect(data == expected)
        let verbs = commands.map { String($0.prefix(4)) }.filter { ["MAIL", "DATA"].contains($0) }
        #expect(verbs == ["MAIL", "DATA"])
    }

    @Test("a dot is doubled wherever the message is cut into pieces")
    func dotsAnywhere() async throws {
        let line = ".\n..\nx.\n"
        let body = String(repeating: line, count: 10_000)
        let (_, data) = try await send(Self.fields + body)
        let doubled = String(repeating: "..\r\n...\r\nx.\r\n", count: 10_000)
        let expected = Self.fields.replacing("\n", with: "\r\n") + doubled
        #expect(data == expected)
    }

    @Test(
        "a carriage return that ends no line is not sent: some servers would end the message there",
        arguments: ["a\r.\r\nMAIL FROM:<e@y.nl>\r\n", "a\n.\r", "\r", "a\r\r\n", "a\r\nb\rc", "\r.\r"])
    func loneReturn(body: String) throws {
        let route = try SMTPRoute(
            configuration: SMTPConfiguration(host: "127.0.0.1", security: .none), client: SMTPClient())
        let fault = #expect(throws: RouteFault.self) {
            try route.prepare(sampleDelivery(sampleMessage(Self.fields + body)))
        }
        #expect(fault?.description.contains("carriage return") == true)
    }

    @Test("a carriage return is found where pieces of the message meet, and CRLF there is none")
    func pieces() throws {
        let network = Self.fields.replacing("\n", with: "\r\n")
        for (text, isLone) in [("Bcc: c@x.nl\r\nX: 1\r\n", false), ("X: 1\r\nBcc: c@x.nl\r\n", false)] {
            let message = sampleMessage(text + network + "body\r\n")
            let outgoing = try OutgoingMessage(message, additions: ["A: b"])
            #expect((outgoing.loneReturn(in: message.source) != nil) == isLone)
        }
        let long = String(repeating: "x", count: 48 * 1024 - 1 - network.utf8.count)
        let message = sampleMessage(network + long + "\r\ny")
        #expect(try OutgoingMessage(message).loneReturn(in: message.source) == nil)
    }

    @Test("an address beyond ASCII is announced where the server takes it")
    func internationalized() async throws {
        let (commands, _) = try await send(Self.fields, extensions: "SMTPUTF8", to: "jörg@x.nl")
        #expect(commands.contains { $0.hasPrefix("MAIL FROM:") && $0.hasSuffix(" SMTPUTF8") }, "\(commands)")
        #expect(commands.contains("RCPT TO:<jörg@x.nl>"))
    }
}
