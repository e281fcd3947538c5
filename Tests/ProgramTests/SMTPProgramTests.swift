// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Foundation
import Mail
import TestSupport
import Testing

/// `sealpost-sendmail -bs`, as Symfony's and Laravel's mailers and scripts call it.
@Suite("the program sealpost-sendmail, mode -bs")
struct SMTPProgramTests {
    private static func dialogue(_ lines: String...) -> String { lines.map { $0 + "\r\n" }.joined() }

    private static let hello = dialogue(
        "EHLO me", "MAIL FROM:<jan@office.example>", "RCPT TO:<piet@example.org>", "DATA", "Subject: x", "", "body", "."
    )

    @Test("a script is answered command by command, and its mail is in the spool, by the door and from the user")
    func script() async throws {
        let desk = try await Desk()
        let end = try await desk.command(
            ["sealpost-sendmail", "-bs"], input: Self.hello + Self.dialogue("QUIT")
        ).run()
        #expect(end.status == 0 && end.errors == "")
        let codes = end.output.split(separator: "\r\n").filter { $0.dropFirst(3).first == " " }.map { $0.prefix(3) }
        #expect(codes == ["220", "250", "250", "250", "354", "250", "221"])
        let messages = try desk.spooled()
        #expect(
            messages.map(\.entry.envelope) == [Envelope(sender: "jan@office.example", recipients: ["piet@example.org"])]
        )
        #expect(messages.map(\.entry.door) == [.sendmail] && messages.map(\.entry.origin) == ["uid \(getuid())"])
        #expect(messages.first?.text.hasSuffix("\r\nSubject: x\r\n\r\nbody\r\n") == true)
    }

    @Test("input that ends within a message is said to have done so, with an exit status")
    func cut() async throws {
        let desk = try await Desk()
        let end = try await desk.command(["sealpost-sendmail", "-bs"], input: String(Self.hello.dropLast(1))).run()
        #expect(
            end.status == 65
                && end.output.hasSuffix("\r\n354 give the message, and a line with a single dot behind it\r\n"))
        #expect(end.errors == "sealpost-sendmail: the input ended within a message, which is not accepted\n")
        #expect(try desk.spooled().isEmpty)
    }

    @Test("without a spool the greeting says why, and nothing is taken")
    func noSpool() async throws {
        let desk = try await Desk()
        var command = try desk.command(["sealpost-sendmail", "-bs"], input: Self.hello)
        command.environment["SEALPOST_SPOOL"] = "/dev/null/spool"
        let end = try await command.run()
        let reason = "can't create /dev/null/spool/tmp: Not a directory"
        #expect(
            end.status == 75 && end.output == "421 4.3.0 \(reason)\r\n"
                && end.errors == "sealpost-sendmail: \(reason)\n")
    }

    @Test("a client that is gone is a failed write, and no signal that ends it")
    func clientGone() async throws {
        let desk = try await Desk()
        let input = try desk.folder.write("dialogue", Self.hello)
        // A pipe whose reader has gone before anything is written.
        let script = #"mkfifo pipe; exec 3<>pipe; exec 4>pipe; exec 3<&-; exec sealpost-sendmail -bs <"$0" >&4"#
        let end = try await desk.command(["bash", "-c", script, input]).run()
        #expect(end.status == 74 && end.errors == "sealpost-sendmail: can't write a reply\n", "\(end.errors)")
        #expect(try desk.spooled().isEmpty)
    }

    @Test("Python's smtplib over two pipes", .enabled(if: Programs.has("python3"), "python3 is not installed"))
    func smtplib() async throws {
        let desk = try await Desk()
        let script = try desk.folder.write("client.py", Self.client)
        let end = try await desk.command(["python3", script, Programs.built("sealpost-sendmail")]).run()
        #expect(end.status == 0, "\(end.errors)")
        #expect(end.output == "refused: none@ 553\ntoo large: 552\nlater: {}\nexit: 0\n")
        let messages = try desk.spooled()
        #expect(messages.count == 3)
        // Their order in the spool is that of the milliseconds in which they came, which two can share.
        func message(for recipients: String...) throws -> (entry: SpoolEntry, text: String) {
            try #require(messages.first { $0.entry.envelope.recipients == recipients })
        }
        let first = try message(for: "piet@example.org", "eva@example.org")
        #expect(first.text.contains("\r\n\r\n.\r\n..\r\n.dots\r\n"))
        let second = try message(for: "piët@example.org")
        #expect(second.entry.envelope.sender == "jän@office.example" && second.text.contains("Subject: grüße\r\n"))
        let asked = try message(for: "piet@example.org").entry.envelope.notification
        #expect(asked.envelopeID?.rawValue == "order 66" && asked.returnedContent == .header)
        #expect(asked.conditions(for: "piet@example.org") == [.success, .failure])
    }

    /// A client like many, with pipes where others have a socket.
    private static let client = #"""
        import email.message, email.policy, smtplib, subprocess, sys

        class Pipes:
            def __init__(self, child): self.child = child
            def makefile(self, mode): return self.child.stdout
            def sendall(self, data): self.child.stdin.write(data); self.child.stdin.flush()
            def close(self): self.child.stdin.close()

        class Client(smtplib.SMTP):
            def _get_socket(self, host, port, timeout):
                self.child = subprocess.Popen([sys.argv[1], "-bs"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
                return Pipes(self.child)

        def mail(subject, body):
            message = email.message.EmailMessage(policy=email.policy.SMTPUTF8)
            message["From"], message["To"], message["Subject"] = "Jan <jan@office.example>", "piet@example.org", subject
            message.set_content(body)
            return message

        client = Client("pipes", local_hostname="office.example")
        client.ehlo()
        for extension in ["pipelining", "8bitmime", "size", "smtputf8", "dsn", "enhancedstatuscodes"]:
            assert client.has_extn(extension), extension
        refused = client.send_message(mail("hello", ".\n..\n.dots\n"), "jan@office.example",
                                      ["piet@example.org", "none@", "eva@example.org"])
        for name, (code, text) in refused.items(): print("refused:", name, code)
        print("too large:", client.docmd("MAIL FROM:<jan@office.example> SIZE=999999999999")[0])
        client.send_message(mail("grüße", "hello\n"), "jän@office.example", ["piët@example.org"])
        print("later:", client.sendmail("jan@office.example", "piet@example.org", b"Subject: x\r\n\r\nbody\r\n",
                                        mail_options=["RET=HDRS", "ENVID=order+2066"],
                                        rcpt_options=["NOTIFY=SUCCESS,FAILURE"]))
        assert client.noop()[0] == 250
        client.quit()
        print("exit:", client.child.wait())

        """#
}
