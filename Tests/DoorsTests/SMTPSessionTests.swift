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

    @Test("a reply is ASCII, without line ends of others, and no longer than the RFC allows")
    func replies() {
        let reply = SMTPReply(.badAddress("a\r\n250 ok\u{1B}ü" + String(repeating: "x", count: 1000)))
        #expect(reply.code == 553 && reply.bytes.count <= 512 && reply.bytes.allSatisfy { $0 < 128 })
        #expect(String(decoding: reply.bytes, as: UTF8.self).split(separator: "\r\n").count == 1)
        #expect(SMTPReply.unavailable(.badLocation(file: "/etc/x")).bytes.starts(with: "421 4.3.0 ".utf8))
    }
}
