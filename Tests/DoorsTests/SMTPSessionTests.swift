// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Mail
import Testing

/// What the files of `Dialogues` can't show.
@Suite("SMTP sessions")
struct SMTPSessionTests {
    @Test("a message has a thousand recipients at most; the others are for another message")
    func recipientLimit() {
        var session = SMTPSession(host: "desk")
        func say(_ text: String) -> SMTPSession.Step { session.take(.text(Array(text.utf8))) }
        _ = say("MAIL FROM:<jan@x.nl>")
        for number in 0..<SMTPSession.recipientLimit { #expect(say("RCPT TO:<a\(number)@y.nl>").reply.code == 250) }
        let reply = say("RCPT TO:<one@y.nl>").reply
        #expect(reply.code == 452 && reply.status == "4.5.3")
        #expect(say("RCPT TO:<a7@y.nl>").reply.code == 250, "who is named already is no further recipient")
        guard case .receive(let envelope) = say("DATA").effect else {
            Issue.record("no message is received")
            return
        }
        #expect(envelope.recipients.count == SMTPSession.recipientLimit)
    }

    @Test(
        "what a client writes into an address or a parameter is one word of one command, or is refused",
        arguments: [
            "a\0b", "a\rDATA", "a\u{B}b", "a\u{1B}[2J", "a\u{7F}", "a>b", "a> RCPT TO:<eve@evil.example", "a b", "<a",
            "a@b,c@d",
            "a;b", "\"a", "\"a> b", "a\\", "@evil.example:a", "a+0D+0ADATA", "a=b", "-oQ/tmp", "|sh", "/etc/passwd",
            ".", "\u{85}",
            "\u{2028}", "\u{202E}x",
        ])
    func hostileWords(text: String) throws {
        for line in [
            "EHLO \(text)", "VRFY \(text)", "MAIL FROM:<\(text)@x.nl>", "MAIL FROM:\(text)",
            "MAIL FROM:<a@x.nl> ENVID=\(text)",
            "MAIL FROM:<a@x.nl> \(text)=1", "RCPT TO:<\(text)@x.nl>", "RCPT TO:<a@\(text)>",
            "RCPT TO:<a@x.nl> ORCPT=rfc822;\(text)", "RCPT TO:<a@x.nl> NOTIFY=\(text)",
        ] {
            var session = SMTPSession(host: "desk")
            func say(_ text: String) -> SMTPSession.Step { session.take(.text(Array(text.utf8))) }
            if !line.hasPrefix("MAIL") { _ = say("MAIL FROM:<jan@x.nl>") }
            let step = say(line)
            #expect(step.effect == .none && step.reply.bytes.allSatisfy { $0 < 128 }, "\(line.debugDescription)")
            #expect(
                step.reply.bytes.filter { $0 == 10 }.count == (line.hasPrefix("EHLO") && step.reply.code == 250 ? 8 : 1)
            )
            if !line.hasPrefix("RCPT") { _ = say("RCPT TO:<piet@y.nl>") }
            guard step.reply.code == 250, case .receive(let envelope) = say("DATA").effect else { continue }
            #expect(envelope.recipients.count == 1)
            let preamble = SpoolEntry(door: .sendmail, arrived: Timestamp(seconds: 1), envelope: envelope).preamble
            #expect(SpoolEntry(preamble: preamble.dropLast(2))?.envelope == envelope, "\(preamble.debugDescription)")
        }
    }

    @Test("a reply is ASCII, without line ends of others, and no longer than the RFC allows")
    func replies() {
        let reply = SMTPReply(.badAddress("a\r\n250 ok\u{1B}ü" + String(repeating: "x", count: 1000)))
        #expect(reply.code == 553 && reply.bytes.count <= 512 && reply.bytes.allSatisfy { $0 < 128 })
        #expect(String(decoding: reply.bytes, as: UTF8.self).split(separator: "\r\n").count == 1)
        #expect(SMTPReply.unavailable(.badLocation(file: "/etc/x")).bytes.starts(with: "421 4.3.0 ".utf8))
    }
}
