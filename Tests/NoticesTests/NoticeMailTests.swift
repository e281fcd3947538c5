// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Notices
import Testing

@Suite struct NoticeMailTests {
    private let time = Timestamp(seconds: 1_795_253_400)

    private func recipient(
        _ happening: Happening, kind: RouteKind? = .registered, address: String = "piet@y.nl", ticket: Ticket? = nil,
        answer: Answer? = nil, reason: String = "reason"
    ) -> Notice.Recipient {
        Notice.Recipient(
            address: address, happening: happening, time: time, kind: kind, routeName: kind?.rawValue ?? "",
            reason: reason, answer: answer, ticket: ticket)
    }

    private func mail(
        _ recipients: [Notice.Recipient], language: String = "nl", subject: String = "Opzegging",
        sender: Address = Address(name: "Jan Jansen", mailbox: "jan@x.nl"), messageID: String = "1@x.nl",
        header: String = "From: jan@x.nl\nSubject: Opzegging\n\n"
    ) -> String {
        let notice = Notice(
            id: "1m7xz0mrg8sbnbpf", event: 7, sender: sender, messageID: messageID, subject: subject, arrived: time,
            recipients: recipients, header: Array(header.utf8), host: "kantoor")
        return String(decoding: NoticeMail(notice, language: language).bytes(at: time), as: UTF8.self)
    }

    private func header(_ mail: String) -> [Substring] {
        mail.split(separator: "\n", omittingEmptySubsequences: false).prefix { !$0.isEmpty }.map(\.self)
    }

    @Test("a notice says so to other programs, and is in the message's thread")
    func hasHeader() {
        let lines = header(mail([recipient(.sent)]))
        for line in [
            "Auto-Submitted: auto-generated", "Return-Path: <>", "In-Reply-To: <1@x.nl>", "References: <1@x.nl>",
            "Subject: Aangeboden: Opzegging", "To: Jan Jansen <jan@x.nl>", "X-Sealpost-State: sent",
            "Message-ID: <notice.1m7xz0mrg8sbnbpf.7@kantoor>",
            "Content-Type: multipart/report; report-type=delivery-status;",
        ] {
            #expect(lines.contains(line[...]), "\(line)")
        }
        #expect(!header(mail([recipient(.sent)], messageID: "")).contains { $0.hasPrefix("References") })
    }

    @Test(
        "where an earlier request may have been taken, no notice says that nothing was sent", arguments: ["nl", "en"])
    func doubt(language: String) {
        let untrue = [
            "Nothing was sent", "Er is niets verzonden", "Nobody has taken it so far", "Niemand heeft die tot nu toe",
            "had not been sent yet", "nog niet verzonden.", "by itself", "uit zichzelf",
        ]
        for happening in [Happening.held, .delayed, .uncertain] {
            var told = recipient(happening, kind: .secure)
            func text() -> String {
                mail([told], language: language).replacing("=\n", with: "").split(whereSeparator: \.isWhitespace)
                    .joined(separator: " ")
            }
            #expect(untrue.contains { text().contains($0) })
            told.lostRequests = 2
            #expect(!untrue.contains { text().contains($0) }, "\(text())")
        }
    }

    @Test(
        "what a source reported is told in both languages, with its own words and the grounds",
        arguments: Happening.reports)
    func tellsReports(happening: Happening) {
        let event = DeliveryEvent(rawValue: happening.rawValue)
        let grounds: Genuineness =
            happening == .unverified ? .unverified(reason: "it bears no signature") : .signed(domain: "mail.example")
        let report = StatusReport(
            origin: .mail, event: event, ticket: "K.1-w", code: "4711", text: "Iets", detail: "nader", date: "gisteren",
            time: time, genuineness: grounds)
        #expect(Happening(report) == happening)
        var told = recipient(happening, ticket: Ticket(token: "K.1-w", url: ""))
        told.report = report
        for (language, words) in [("nl", ["Gemeld:", "Bekend door:"]), ("en", ["Reported:", "Known by:"])] {
            let text = mail([told], language: language)
            for word in words + ["4711 Iets nader", "K.1-w", "\nX-Sealpost-State: \(happening.rawValue)\n"] {
                #expect(text.contains(word), "\(language): \(word)")
            }
            #expect(text.contains("it bears no signature") == (happening == .unverified))
            #expect(text.contains("\nDiagnostic-Code: X-status; "))
        }
    }

    @Test(
        "the gravest of what happened is in the subject",
        arguments: [
            ([Happening.sent, .held], "Subject: On hold: Opzegging"),
            ([.sent, .delayed], "Subject: Delayed: Opzegging"),
            ([.refused, .sent], "Subject: NOT SENT: Opzegging"),
            ([.sent, .uncertain, .refused], "Subject: UNCERTAIN whether sent: Opzegging"),
        ])
    func namesGravest(happenings: [Happening], line: String) {
        #expect(header(mail(happenings.map { recipient($0) }, language: "en")).contains(line[...]))
    }

    @Test(
        "no text of a message can add a field or a part",
        arguments: [
            "x\r\nBcc: evil@x.nl", "x\n\n--=_sealpost-1m7xz0mrg8sbnbpf-7\nContent-Type: text/html", "ü\nX-Evil: 1",
        ])
    func resistsInjection(text: String) {
        let lines = header(
            mail(
                [
                    recipient(
                        .sent, ticket: Ticket(token: text, url: text),
                        answer: Answer(host: text, status: "2.0.0", text: text))
                ],
                subject: text, sender: Address(name: text, mailbox: text), messageID: text))
        #expect(!lines.contains { $0.hasPrefix("Bcc") || $0.hasPrefix("X-Evil") || $0.hasPrefix("--") })
        #expect(lines.last == " boundary=\"=_sealpost-1m7xz0mrg8sbnbpf-7\"")
        let whole = mail([recipient(.refused, reason: text)], subject: text)
        #expect(whole.split(separator: "\n").filter { $0.hasPrefix("--=_sealpost") }.count == 4)
    }

    @Test("programs are told per recipient what happened")
    func hasDeliveryStatus() {
        let ticket = Ticket(token: "K.SF1m-w", url: "https://x.example/?t=K.SF1m-w")
        let answer = Answer(host: "api.example", code: 400, status: "5.6.0", text: "no such language")
        let text = mail([
            recipient(.sent, ticket: ticket), recipient(.refused, kind: .secure, address: "ü@y.nl", answer: answer),
        ])
        for line in [
            "Reporting-MTA: dns; kantoor", "Final-Recipient: rfc822; piet@y.nl", "Action: relayed", "Status: 2.0.0",
            "X-Sealpost-Ticket: K.SF1m-w", "X-Sealpost-Ticket-URL: https://x.example/?t=K.SF1m-w",
            "Final-Recipient: utf-8; \\x{FC}@y.nl", "Action: failed", "Status: 5.6.0", "Remote-MTA: dns; api.example",
            "Diagnostic-Code: X-http; 400 no such language", "X-Sealpost-Route: secure",
        ] {
            #expect(text.contains("\n\(line)\n"), "\(line)")
        }
    }

    @Test("the enclosed header does not show who got a blind copy")
    func hidesBcc() {
        let text = mail(
            [recipient(.sent)],
            header: "From: jan@x.nl\r\nBcc: a@y.nl,\r\n b@y.nl\r\nRESENT-BCC : c@y.nl\r\nTo: d@y.nl\r\n\r\nDear Piet")
        #expect(!text.contains("@y.nl,") && !text.contains("b@y.nl") && !text.contains("c@y.nl"))
        #expect(text.contains("From: jan@x.nl\nTo: d@y.nl\n\n--"))
        #expect(!text.contains("Dear Piet"))
    }

    @Test("a message that is enclosed whole is given in pieces, with the line ends of the rest", arguments: [0, 1, 3])
    func enclosesWhole(shift: Int) {
        // A CRLF lies on the border of two pieces for one of the shifts.
        let body =
            String(repeating: "x", count: shift) + String(repeating: "0123456789abcd\r\n", count: 9000) + "a\rb\r"
        let source = Array("From: jan@x.nl\r\nBcc: a@y.nl\r\n\r\n\(body)".utf8)
        let start = source.count - body.utf8.count
        let notice = Notice(
            id: "1m7xz0mrg8sbnbpf", event: 7, sender: Address(mailbox: "jan@x.nl"), messageID: "", subject: "",
            arrived: time, recipients: [recipient(.refused)], header: Array(source[..<start]),
            body: Notice.Body(source: source, range: start..<source.count), host: "desk")
        var pieces: [[UInt8]] = []
        NoticeMail(notice, language: "en").write(at: time) { pieces.append($0) }
        #expect(pieces.allSatisfy { $0.count <= 64 << 10 })
        let text = String(decoding: pieces.joined(), as: UTF8.self)
        let lines = body.replacing("\r\n", with: "\n")
        #expect(text.hasSuffix("\n\nFrom: jan@x.nl\n\n\(lines)\n--=_sealpost-1m7xz0mrg8sbnbpf-7--\n"))
        #expect(text.contains("\nContent-Type: message/rfc822\n"))
    }

    @Test(
        "every happening by every route has words in both languages, and none claims legal delivery",
        arguments: Happening.allCases)
    func hasWords(happening: Happening) {
        for language in ["nl", "en"] {
            for kind in RouteKind.allCases {
                let text = mail([recipient(happening, kind: kind)], language: language).lowercased()
                #expect(text.contains(language == "nl" ? "wat u nu kunt doen" : "what to do now"))
                #expect(!text.contains("legally delivered") && !text.contains("rechtsgeldig"))
            }
        }
    }
}
