// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Curl
import LoopbackTesting
import Testing

@Suite("SMTP transactions")
struct SMTPClientTests {
    private let client = SMTPClient()

    private func mail(_ server: RawServer, body: String = "Subject: x\r\n\r\ntext\r\n") -> SMTPTransaction {
        SMTPTransaction(
            host: "127.0.0.1", port: server.port, security: .none, clientName: "client.example", sender: "a@x.example",
            recipient: "b@y.example", body: Array(body.utf8))
    }

    /// A server that answers each command by its first word, and the message's end by "end".
    private func server(_ replies: [String: String], seen: Recorder = Recorder()) throws -> RawServer {
        try RawServer { connection, _ in
            connection.write((replies["greeting"] ?? "220 mail.example") + "\r\n")
            while let line = connection.readLine() {
                seen.add(line)
                let verb = String(line.prefix { $0 != " " && $0 != ":" })
                let usual = ["EHLO": "250-mail.example\r\n250 SIZE", "DATA": "354 go on", "QUIT": "221 bye"]
                connection.write((replies[verb] ?? usual[verb] ?? "250 2.1.0 ok") + "\r\n")
                guard verb == "DATA", replies["DATA"] == nil else { continue }
                while let line = connection.readLine(), line != "." { seen.add("> " + line) }
                guard let end = replies["end"] else {
                    connection.write("250 2.0.0 queued as 77\r\n")
                    continue
                }
                if end.isEmpty { return }
                connection.write(end + "\r\n")
            }
        }
    }

    @Test("a message arrives with its dots intact, and the last reply is the receipt")
    func delivery() async throws {
        let seen = Recorder()
        let server = try server([:], seen: seen)
        let reply = try await client.send(mail(server, body: "Subject: x\r\n\r\n.dot\r\n..\r\n"))
        #expect(reply == SMTPReply(code: 250, text: "2.0.0 queued as 77", stage: .mail))
        #expect(reply.enhancedStatus == "2.0.0")
        #expect(seen.entries.contains("EHLO client.example"))
        #expect(seen.entries.contains("MAIL FROM:<a@x.example>"))
        #expect(seen.entries.contains("RCPT TO:<b@y.example>"))
        #expect(seen.entries.filter { $0.hasPrefix("> ") } == ["> Subject: x", "> ", "> ..dot", "> ..."])
    }

    @Test("the null sender is sent as such")
    func nullSender() async throws {
        let seen = Recorder()
        let server = try server([:], seen: seen)
        var transaction = mail(server)
        transaction.sender = ""
        _ = try await client.send(transaction)
        #expect(seen.entries.contains("MAIL FROM:<>"))
    }

    @Test(
        "a bad reply to the mail is about the mail",
        arguments: [
            ["RCPT": "550 5.1.1 no such user"], ["MAIL": "550 5.1.1 no such user"], ["DATA": "550 5.1.1 no such user"],
            ["end": "550 5.1.1 no such user"], ["RCPT": "550-5.1.1 no such\r\n550 user"],
        ])
    func badMail(replies: [String: String]) async throws {
        let reply = try await client.send(mail(try server(replies)))
        #expect(reply.code == 550)
        #expect(reply.stage == .mail)
        #expect(reply.enhancedStatus == "5.1.1")
    }

    @Test(
        "a bad greeting is about the connection",
        arguments: [["greeting": "554 no service"], ["EHLO": "421 later", "HELO": "421 later"]])
    func badSession(replies: [String: String]) async throws {
        let reply = try await client.send(mail(try server(replies)))
        #expect(reply.stage == .session)
        #expect(reply.code >= 421)
    }

    @Test("a connection that ends after the message leaves it open whether it was taken")
    func droppedAfterData() async throws {
        let server = try server(["end": ""])
        let error = await #expect(throws: TransferError.self) { try await client.send(mail(server)) }
        #expect(error?.progress == .wholeBody)
    }

    @Test("STARTTLS that the server does not offer ends the transaction before anything is said")
    func startTLSMissing() async throws {
        let seen = Recorder()
        let server = try server([:], seen: seen)
        var transaction = mail(server)
        transaction.security = .startTLS
        transaction.credentials = ("user", "hunter2")
        let error = await #expect(throws: TransferError.self) { try await client.send(transaction) }
        #expect(error?.progress == .nothing)
        #expect(error?.cause == .encryption)
        #expect(!seen.entries.contains { $0.hasPrefix("MAIL") || $0.hasPrefix("AUTH") })
    }

    @Test("clear text to another host than loopback is never tried")
    func clearText() async throws {
        let server = try server([:])
        var transaction = mail(server)
        transaction.host = "192.0.2.1"
        let error = await #expect(throws: TransferError.self) { try await client.send(transaction) }
        #expect(error?.cause == .unusable)
    }

    @Test(
        "an address with a line break or bracket is refused before anything is sent",
        arguments: ["a\r\nRCPT TO:<c@z.example>", "a>b"])
    func injection(address: String) async throws {
        let server = try server([:])
        var transaction = mail(server)
        transaction.recipient = address
        let error = await #expect(throws: TransferError.self) { try await client.send(transaction) }
        #expect(error?.cause == .unusable)
        #expect(server.connectionCount == 0)
    }
}
