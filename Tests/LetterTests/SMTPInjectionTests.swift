// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Curl
import LoopbackTesting
import Mail
import Routes
import Testing

/// Hostile text in each place of a mail and of its envelope, and what an SMTP server gets to hear of it.
@Suite("Text that would be more than text, in SMTP")
struct SMTPInjectionTests {
    /// What libcurl would map to ASCII where it stands in a domain (Unicode TR 46).
    private static let mapped = ["\u{FF20}evil.example", "x\u{FF1E}", "x\u{FF0C}eve", "x\u{FF1B}", "\u{2100}"]

    @Test("it is one sender, one recipient and one message, or is refused", arguments: InjectionTests.hostile + mapped)
    func hostileText(text: String) async throws {
        let message = InjectionTests.mail(text, number: 1)
        for (place, delivery) in InjectionTests.deliveries(of: message, text) {
            let (commands, lines) = (Recorder(), Recorder())
            let server = try RawServer { connection, _ in Self.serve(connection, commands, lines) }
            defer { server.stop() }
            let route = try SMTPRoute(
                configuration: SMTPConfiguration(host: "127.0.0.1", port: server.port, security: .none),
                client: SMTPClient())
            guard let request = try? route.prepare(delivery) else { continue }
            guard case .sent = await route.send(request).first else {
                #expect(commands.entries.allSatisfy { $0.hasPrefix("EHLO ") || $0 == "QUIT" }, "\(place)")
                continue
            }
            var heard = commands.entries
            if heard.last == "QUIT" { heard.removeLast() }
            try #require(heard.count == 4, "\(place): \(heard)")
            #expect(heard[0].hasPrefix("EHLO "))
            let sender = "MAIL FROM:<\(request.sender)>"
            #expect([sender, sender + " SMTPUTF8"].contains(heard[1]), "\(place): \(heard[1])")
            #expect(heard[2] == "RCPT TO:<\(request.recipients[0])>", "\(place)")
            #expect(heard[3] == "DATA")
            let sent = lines.entries.map { ($0.hasPrefix(".") ? String($0.dropFirst()) : $0) + "\r\n" }.joined()
            #expect(Array(sent.utf8) == request.bodyBytes(), "\(place)")
            #expect(!lines.entries.contains { $0.utf8.contains { [0, 10, 13].contains($0) } }, "\(place)")
        }
    }

    /// Takes everything, and records it line by line.
    private static func serve(_ connection: RawConnection, _ commands: Recorder, _ lines: Recorder) {
        connection.write("220 hi\r\n")
        while let command = line(of: connection) {
            commands.add(command)
            switch command.prefix(4) {
            case "EHLO": connection.write("250-x\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n")
            case "DATA":
                connection.write("354 go\r\n")
                while let line = line(of: connection), line != "." { lines.add(line) }
                connection.write("250 ok\r\n")
            case "QUIT": return connection.write("221 bye\r\n")
            default: connection.write("250 ok\r\n")
            }
        }
    }

    /// A line ends with CRLF, and with nothing else: a CR or LF by itself is part of it.
    private static func line(of connection: RawConnection) -> String? {
        var bytes: [UInt8] = []
        while !bytes.suffix(2).elementsEqual([13, 10]) {
            let next = connection.read(1)
            guard !next.isEmpty else { return nil }
            bytes += next
        }
        return String(decoding: bytes.dropLast(2), as: UTF8.self)
    }
}
