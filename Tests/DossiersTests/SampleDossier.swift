// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Digests
import Dossiers
import Mail

/// A dossier with something of everything; texts that a page could take for markup are in all of them.
func sampleDossier(language: String = "en") -> Dossier {
    let message = Array("Subject: x\n\nText\n".utf8)
    func entry(_ number: Int64, _ step: String, _ state: String, _ text: String, facts: [DossierEntry.Fact] = [])
        -> DossierEntry
    {
        let hashed = Array("entry \(number)".utf8)
        return DossierEntry(
            number: number, time: Timestamp(seconds: 1_795_253_400 + number), recipient: number == 1 ? "" : hostile,
            step: step, state: state, text: text, facts: facts, hash: SHA256.digest(of: hashed).hexadecimal,
            hashed: hashed)
    }
    var dossier = Dossier(
        language: language, timeZone: "Europe/Amsterdam",
        message: DossierMessage(
            id: "0123456789abcdef", door: .outbox, arrived: Timestamp(seconds: 1_795_253_400),
            sender: Address(name: hostile, mailbox: "jan@office.example"), messageID: hostile, subject: hostile,
            size: message.count, digest: SHA256.digest(of: message).hexadecimal,
            content: .kept(message, envelope: "Sealpost-Spool: 1\n\n")),
        recipients: [
            DossierRecipient(
                address: hostile, redirectedTo: "b@example.org", state: "sent", route: hostile, identifier: "i",
                ticket: Ticket(token: hostile, url: "javascript:alert(1)\"'")),
            DossierRecipient(
                address: "c@example.org", redirectedTo: nil, state: "announced", route: "", identifier: "j", ticket: nil
            ),
        ],
        entries: [
            entry(1, "enter", "queued", "accepted"),
            entry(2, "decide", "decided", hostile), entry(3, "begin", "sending", hostile),
            entry(4, "send", "sent", hostile, facts: [.init(name: "ticket_token", value: hostile)]),
            entry(5, "announce", "announced", hostile, facts: [.init(name: "by", value: hostile)]),
        ])
    dossier.requests = [
        DossierRequest(
            fingerprint: "f1", entries: [3], content: .rebuilt({ try $0(Array("{}".utf8)) }, isJSON: true)),
        DossierRequest(fingerprint: "f2", entries: [4], content: .removed),
        DossierRequest(fingerprint: "f3", entries: [4], content: .notKept),
        DossierRequest(fingerprint: "f4", entries: [4], content: .differs),
    ]
    dossier.answers = [
        DossierAnswer(entry: 4, digest: "d1", bytes: Array(hostile.utf8)),
        DossierAnswer(entry: 5, digest: "d2", bytes: nil),
    ]
    dossier.notices = [
        DossierNotice(entry: 4, agrees: true, bytes: Array("Subject: one\n".utf8)),
        DossierNotice(entry: 4, agrees: false, bytes: Array("Subject: two\n".utf8)),
    ]
    let rules = Array("# rules\nfileinto \"<script>alert(1)</script>\"; # \u{1B}[31m\n".utf8)
    dossier.rules = [
        DossierRules(
            digest: "aa", list: Array("[]".utf8),
            files: [
                .init(name: "/etc/../r ü.sieve", digest: "bb", lines: [2], bytes: rules),
                .init(name: "/etc/other.sieve", digest: "cc", lines: [], bytes: nil),
            ])
    ]
    let digest = SHA256.digest(of: Array("pdf".utf8))
    dossier.attachments = [
        AttachmentFingerprint(part: "2", name: hostile, type: "application/pdf", size: 3, digest: digest)
    ]
    dossier.reported = [
        ReportedFingerprint(recipient: hostile, name: hostile, hash: digest.base64, isAccepted: true),
        ReportedFingerprint(recipient: hostile, name: "x", hash: hostile, isAccepted: nil),
    ]
    dossier.correspondence = [
        Correspondence(
            address: hostile,
            received: [
                .init(date: Timestamp(seconds: 1_795_000_000), messageID: hostile, dkim: [hostile], headerSHA256: "hh")
            ], count: 7)
    ]
    return dossier
}

/// What somebody would write into a mail to have a page say something else, or do something.
let hostile = "</title></style><script>alert(1)</script><img src=x onerror='a()'>&amp;\" \u{202E}evil\u{1B}[2J\n"
