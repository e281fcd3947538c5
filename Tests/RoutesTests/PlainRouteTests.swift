// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Curl
import Foundation
import LoopbackTesting
import Mail
import Testing

@testable import Routes

@Suite("plain mail")
struct PlainRouteTests {
    private let letter = "From: Sanne <sanne@example.nl>\r\nBcc: x@example.nl\r\nSubject: s\r\n\r\n.\r\ntext\r\n"

    /// Runs a shell script as the next sendmail and gives the outcome and the folder's files that it wrote.
    private func run(
        _ script: String, to recipients: [String] = ["a@example.org", "root"], timeLimit: Double = 20,
        text: String? = nil, sender: String? = nil
    ) async throws -> (Outcome, [String: String]) {
        try await withTemporaryFolder { folder in
            let configuration = CommandConfiguration(
                command: ["/bin/sh", "-c", script, "next"],
                environment: ["PATH": "/usr/bin:/bin", "OUT": folder], timeLimit: timeLimit)
            let route = try CommandRoute(configuration: configuration)
            var delivery = sampleDelivery(sampleMessage(text ?? letter), to: recipients)
            if let sender { delivery.sender.mailbox = sender }
            let outcomes = await route.send(try route.prepare(delivery))
            #expect(outcomes.count == recipients.count && Set(outcomes).count == 1)
            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            let files = try names.map { ($0, try String(contentsOfFile: folder + "/" + $0, encoding: .utf8)) }
            return (outcomes[0], Dictionary(uniqueKeysWithValues: files))
        }
    }

    @Test("the next sendmail gets the message with LF line ends, the addresses as arguments, and the guard")
    func command() async throws {
        let (outcome, files) = try await run(
            "cat >$OUT/mail; printf '%s|' \"$@\" >$OUT/args; printf %s $SEALPOST_DEPTH >$OUT/depth")
        guard case .sent = outcome else { return #expect(Bool(false)) }
        #expect(files["mail"] == "From: Sanne <sanne@example.nl>\nSubject: s\n\n.\ntext\n")
        #expect(files["args"] == "-i|-f|sanne@example.nl|--|a@example.org|root|")
        #expect(files["depth"] == "1")
    }

    @Test("the null sender is given as an empty path")
    func nullSender() async throws {
        let (_, files) = try await run("cat >/dev/null; printf '%s|' \"$@\" >$OUT/args", sender: "")
        #expect(files["args"]?.hasPrefix("-i|-f|<>|--|") == true)
    }

    @Test(
        "exit codes mean what the book says, and an unknown one is no final word",
        arguments: [
            (0, "sent"), (65, "refused"), (67, "refused"), (77, "refused"), (100, "refused"), (75, "deferred"),
            (111, "deferred"), (1, "deferred"), (64, "deferred"), (68, "deferred"), (69, "deferred"), (78, "deferred"),
            (127, "deferred"),
        ])
    func exitCodes(code: Int, expected: String) async throws {
        let (outcome, _) = try await run("cat >/dev/null; echo 'first line' >&2; echo second >&2; exit \(code)")
        switch (outcome, expected) {
        case (.sent, "sent"): break
        case (.refused(let answer), "refused"), (.uncertain(let answer), "uncertain"):
            #expect(answer.text.hasSuffix(": first line") && answer.code == code)
        case (.deferred(let deferral), "deferred"): #expect(deferral.answer.text.hasSuffix(": first line"))
        default: Issue.record("\(outcome)")
        }
    }

    @Test("a program that is killed after it got the mail may have taken it")
    func killed() async throws {
        let (outcome, _) = try await run("cat >/dev/null; kill -9 $$")
        guard case .uncertain = outcome else { return #expect(Bool(false)) }
    }

    @Test("a program that takes too long is ended, and may have taken the mail")
    func tooLong() async throws {
        let (outcome, _) = try await run("cat >/dev/null; sleep 100", timeLimit: 0.3)
        guard case .uncertain(let answer) = outcome else { return #expect(Bool(false)) }
        #expect(answer.text.contains("too long"))
    }

    @Test("a program that never reads a mail larger than a pipe holds can't have taken it")
    func neverReads() async throws {
        let large = letter + String(repeating: "x", count: 300_000)
        let (outcome, _) = try await run("sleep 100", timeLimit: 0.3, text: large)
        guard case .deferred = outcome else { return #expect(Bool(false)) }
        let (early, _) = try await run("exit 0", text: large)
        guard case .uncertain = early else { return #expect(Bool(false)) }
        let (no, _) = try await run("exit 75", text: large)
        guard case .deferred = no else { return #expect(Bool(false)) }
    }

    @Test("a program that talks without end is read without end, and a large mail arrives whole")
    func talkative() async throws {
        let large = letter + String(repeating: "0123456789\r\n", count: 100_000)
        let (outcome, files) = try await run("yes 2>/dev/null | head -c 300000 >&2; wc -c >$OUT/size", text: large)
        guard case .sent = outcome else { return #expect(Bool(false)) }
        #expect(files["size"]?.trimmingCharacters(in: .whitespacesAndNewlines) == "1100050")
    }

    @Test("many runs at once do not hold each other's pipes open")
    func concurrent() async throws {
        let outcomes = try await withThrowingTaskGroup(of: Outcome.self) { group in
            for _ in 0..<20 { group.addTask { try await run("cat >/dev/null").0 } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.allSatisfy { if case .sent = $0 { true } else { false } })
    }

    @Test("a program that is not there defers the account")
    func missing() async throws {
        let route = try CommandRoute(
            configuration: CommandConfiguration(command: ["/nonexistent/sendmail"], environment: [:]))
        let outcomes = await route.send(try route.prepare(sampleDelivery(sampleMessage(letter))))
        guard case .deferred(let deferral) = outcomes[0] else { return #expect(Bool(false)) }
        #expect(deferral.scope == .account)
    }

    @Test("our own program is never called, by whatever name")
    func ownProgram() async throws {
        try await withTemporaryFolder { folder in
            try FileManager.default.createSymbolicLink(atPath: folder + "/sendmail", withDestinationPath: "/bin/true")
            let loop = CommandConfiguration(
                command: [folder + "/sendmail"], ownPrograms: ["/usr/bin/true", "/nonexistent"], environment: [:])
            #expect(throws: RouteFault.self) { try CommandRoute(configuration: loop) }
            // Replaced after the settings were read.
            try FileManager.default.removeItem(atPath: folder + "/sendmail")
            try FileManager.default.createSymbolicLink(atPath: folder + "/sendmail", withDestinationPath: "/bin/cat")
            let route = try CommandRoute(configuration: loop)
            try FileManager.default.removeItem(atPath: folder + "/sendmail")
            try FileManager.default.createSymbolicLink(atPath: folder + "/sendmail", withDestinationPath: "/bin/true")
            let outcomes = await route.send(try route.prepare(sampleDelivery(sampleMessage(letter))))
            guard case .deferred = outcomes[0] else { return #expect(Bool(false)) }
        }
    }

    @Test("a plain route inside a plain route is refused")
    func depth() {
        let nested = CommandConfiguration(command: ["/bin/true"], environment: ["SEALPOST_DEPTH": "1"])
        #expect(throws: RouteFault.self) { try CommandRoute(configuration: nested) }
        #expect(throws: RouteFault.self) {
            try CommandRoute(configuration: CommandConfiguration(command: ["sendmail"], environment: [:]))
        }
    }

    @Test(
        "an address that could be read as an option or a command is refused",
        arguments: ["-oQ/tmp", "|sh", "a b", "", "a,b", "a\nb"])
    func badAddress(address: String) throws {
        let route = try CommandRoute(configuration: CommandConfiguration(command: ["/bin/true"], environment: [:]))
        #expect(throws: RouteFault.self) { try route.prepare(sampleDelivery(sampleMessage(letter), to: [address])) }
    }

    @Test("SMTP gives each recipient an outcome of their own")
    func smtp() async throws {
        let server = try RawServer { connection, _ in
            connection.write("220 hi\r\n")
            while let line = connection.readLine() {
                switch line.prefix(4) {
                case "RCPT" where line.contains("unknown"): connection.write("550 5.1.1 no such user\r\n")
                case "RCPT" where line.contains("later"): connection.write("451 4.7.1 greylisted\r\n")
                case "DATA":
                    connection.write("354 go\r\n")
                    while let line = connection.readLine(), line != "." {}
                    connection.write("250 2.0.0 queued\r\n")
                case "QUIT": return connection.write("221 bye\r\n")
                default: connection.write("250 ok\r\n")
                }
            }
        }
        let route = try SMTPRoute(
            configuration: SMTPConfiguration(host: "127.0.0.1", port: server.port, security: .none),
            client: SMTPClient())
        let recipients = ["fine@example.org", "unknown@example.org", "later@example.org"]
        let outcomes = await route.send(try route.prepare(sampleDelivery(sampleMessage(letter), to: recipients)))
        guard outcomes.count == 3, case .sent = outcomes[0], case .refused(let no) = outcomes[1],
            case .deferred(let later) = outcomes[2]
        else { return #expect(Bool(false)) }
        #expect(no.status == "5.1.1" && no.code == 550)
        #expect(later.answer.status == "4.7.1" && later.scope == .delivery)
    }

    @Test("SMTP without TLS is for this machine alone, and a user has a password")
    func smtpSettings() {
        let client = SMTPClient()
        #expect(throws: RouteFault.self) {
            try SMTPRoute(configuration: SMTPConfiguration(host: "mail.example", security: .none), client: client)
        }
        #expect(throws: RouteFault.self) {
            try SMTPRoute(configuration: SMTPConfiguration(host: "mail.example", user: "u"), client: client)
        }
    }
}
