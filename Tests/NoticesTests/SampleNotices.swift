// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Notices

/// Notices of all kinds: each thing that can happen by each way, several recipients at once, and files in quarantine.
enum SampleNotices {
    static let time = Timestamp(seconds: 1_795_253_400)
    static let ticket = Ticket(
        token: "K.SF1m-w", url: "https://service.example/webservice/dashboard/?ticket_token=K.SF1m-w&action=ticket_html"
    )

    /// One recipient, with all that belongs to what happened.
    static func recipient(_ happening: Happening, by kind: RouteKind?, address: String = "piet@office.example")
        -> Notice.Recipient
    {
        var recipient = Notice.Recipient(
            address: address, happening: happening, time: time, kind: kind, routeName: kind?.rawValue ?? "",
            reason: "", answer: nil, ticket: nil)
        switch happening {
        case .sent: recipient.ticket = kind == .registered ? ticket : nil
        case .held: recipient.reason = "no rule chooses a route, and the default is to hold (rules.sieve:12)"
        case .refused, .uncertain, .delayed:
            recipient.answer = Answer(
                host: "mx.office.example", code: 451, status: "4.7.1",
                text: "Greylisted <piet@office.example>, please try again in 300 seconds & keep the envelope")
            recipient.reason =
                "451 Greylisted <piet@office.example>, please try again in 300 seconds & keep the envelope"
            if happening == .delayed { recipient.triedUntil = time.advanced(bySeconds: 5 * 86_400) }
        case .unannounced, .dueSoon, .anotherWay, .missed:
            recipient.ticket = kind == .registered ? ticket : nil
            recipient.deadline = Notice.Deadline(
                time: time.advanced(bySeconds: 86_400), known: .sent(happening == .anotherWay ? .undeliverable : nil),
                since: time.advanced(bySeconds: -9000))
        default:
            let isUnverified = happening == .unverified
            recipient.ticket = isUnverified ? nil : ticket
            recipient.report = StatusReport(
                origin: .mail, event: DeliveryEvent(rawValue: happening.rawValue), ticket: "K.SF1m-w", code: "95",
                text: "Geaccepteerd", detail: "door Piet", date: "21-11-2026 10:30", time: time,
                genuineness: isUnverified
                    ? .unverified(reason: "it bears no signature") : .signed(domain: "service.example"))
        }
        return recipient
    }

    static func notice(_ recipients: [Notice.Recipient], subject: String = "Opzegging huurcontract Kade 7") -> Notice {
        Notice(
            id: "1m7xz0mrg8sbnbpf", envelopeID: EnvelopeID(rawValue: "QQ314159"), event: 412,
            sender: Address(name: "Sanne Öztürk", mailbox: "sanne@bureau.example"), messageID: "1@bureau.example",
            subject: subject, arrived: time.advanced(bySeconds: -90), recipients: recipients,
            header: Array("From: sanne@bureau.example\nTo: piet@office.example\nSubject: Opzegging\n\n".utf8),
            host: "bureau.example", logHash: String(repeating: "6f3a", count: 16))
    }

    /// All notices about messages, by name.
    static let all = notices(by: RouteKind.allCases + [nil])
    /// Those by one way alone, which are all there are but for words.
    static let registered = notices(by: [.registered])

    private static func notices(by ways: [RouteKind?]) -> [(name: String, notice: Notice)] {
        let single = Happening.allCases.flatMap { happening in
            ways.map { ("\(happening.rawValue)-\($0?.rawValue ?? "none")", notice([recipient(happening, by: $0)])) }
        }
        var duplicate = recipient(.held, by: .registered)
        duplicate.holdCause = .duplicate
        var redirected = recipient(.sent, by: .secure, address: "archief@bureau.example")
        redirected.insteadOf = "jo@müller.example"
        redirected.originalRecipient = OriginalRecipient(rawValue: "rfc822;jo@m+C3+BCller.example")
        let several = notice([
            recipient(.sent, by: .registered), recipient(.sent, by: .registered, address: "kees@client.example"),
            redirected, recipient(.refused, by: .smtp, address: "nobody@client.example"),
            recipient(.uncertain, by: .secure, address: "ü@müller.example"),
        ])
        var held = recipient(.dueSoon, by: .registered)
        held.deadline = Notice.Deadline(time: time.advanced(bySeconds: 86_400), known: .held)
        return single + [
            ("held-due-soon", notice([held, recipient(.dueSoon, by: .registered, address: "kees@client.example")])),
            ("duplicate", notice([duplicate])), ("several", several),
            ("no-subject", notice([recipient(.sent, by: .registered)], subject: "")),
        ]
    }

    /// A notice of each cause of quarantine, those whose file can be read with the file.
    static let quarantine = [
        QuarantineCause.damaged, .unreadable("can't read /var/spool/sealpost/accepted/1m7x: Permission denied"),
        .endsProcess(times: 3),
    ].map { cause in
        var notice = QuarantineNotice(
            id: "1m7xz0mrg8sbnbpf", event: "1", cause: cause, path: "/var/spool/sealpost/quarantine/1m7xz0mrg8sbnbpf",
            acceptedPath: "/var/spool/sealpost/accepted/1m7xz0mrg8sbnbpf", owner: "sanne", host: "bureau.example")
        if case .unreadable = cause { return notice }
        notice.enclosed = Array(String(repeating: "Sender: <sanne@bureau.example>\n\0", count: 9).utf8)
        return notice
    }
}
