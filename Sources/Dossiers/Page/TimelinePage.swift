// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Digests
import HTMLWriting
import Mail

/// The dossier's page for people: what happened, what shows it, and how to check that.
struct TimelinePage {
    let dossier: Dossier
    let wording: any DossierWording
    private let clock: Clock

    init(_ dossier: Dossier) {
        self.dossier = dossier
        wording = dossier.wording
        clock = Clock(zone: dossier.timeZone)
    }

    /// The page.
    var html: String {
        var output = "<!DOCTYPE html>\n"
        HTMLNode.element("html", [("lang", wording.tag)], [head, body]).write(into: &output)
        return output + "\n"
    }

    private var subject: String { dossier.message.subject.isEmpty ? wording.noSubject : dossier.message.subject }

    private var head: HTMLNode {
        .block(
            "head",
            [
                .element("meta", [("charset", "utf-8")], []),
                // A browser fetches and runs nothing, whatever a mail managed to say.
                .element(
                    "meta",
                    [
                        ("http-equiv", "Content-Security-Policy"),
                        ("content", "default-src 'none'; style-src 'unsafe-inline'"),
                    ], []),
                .element("meta", [("name", "viewport"), ("content", "width=device-width")], []),
                .block("title", [.line("\(wording.kind): \(subject)")]), .style(PageStyle.sheet),
            ])
    }

    private var body: HTMLNode {
        let parts = [
            [title], recipients, timeline, meanings, rules, attachments, correspondence, checking,
        ]
        return .block("body", [.block("main", parts.flatMap(\.self))])
    }

    // MARK: The message and its recipients

    private var title: HTMLNode {
        let message = dossier.message
        let content: [HTMLNode] =
            switch message.content {
            case .kept: [.file("message/message.eml")]
            case .removed: [.line(wording.contentRemoved)]
            case .missing(let why): [.line("\(wording.contentMissing): \(why)")]
            }
        return .block(
            "header",
            [
                .block("p", class: "kind", [.line(wording.kind)]), .block("h1", [.line(subject)]),
                .terms([
                    (wording.sender, [.line(Self.mailbox(message.sender))]),
                    (wording.arrived, HTMLNode.lines(times(message.arrived))),
                    (wording.door, [.line(wording.door(message.door))]),
                    (wording.messageID, message.messageID.isEmpty ? [] : [.code(message.messageID)]),
                    (wording.reference, [.code(message.id)]),
                    (wording.size, [.line("\(message.size) \(wording.bytes)")]),
                    (wording.fingerprint, message.digest.isEmpty ? [] : [.code(message.digest)]),
                    (wording.file, content),
                ]),
            ])
    }

    private var recipients: [HTMLNode] {
        section(
            wording.recipients,
            dossier.recipients.map { recipient in
                .terms([
                    (
                        wording.name,
                        [
                            .block("span", class: "what", [.line(recipient.redirectedTo ?? recipient.address)]),
                            .line(recipient.redirectedTo == nil ? "" : " (\(wording.instead) \(recipient.address))"),
                        ]
                    ),
                    (wording.state, [.line(wording.state(recipient.state))]),
                    (wording.route, recipient.route.isEmpty ? [] : [.line(recipient.route)]),
                    (wording.ticket, recipient.ticket.map { [.code($0.token), .line(" "), .line($0.url)] } ?? []),
                    (wording.identifier, [.code(recipient.identifier)]),
                ])
            })
    }

    // MARK: What happened

    private var timeline: [HTMLNode] {
        section(
            wording.timeline,
            [
                .paragraph(wording.times(zone: dossier.timeZone)),
                .table(
                    class: "events", head: [wording.number, wording.time, wording.event],
                    rows: dossier.entries.map { entry in
                        [[.line("\(entry.number)")], HTMLNode.lines(times(entry.time)), account(entry)]
                    }),
            ])
    }

    /// What happened, to whom, what is said of it, and the files that show it.
    private func account(_ entry: DossierEntry) -> [HTMLNode] {
        let happened = wording.happened(entry.step, event: entry.value(of: "event"), isProven: entry.isProven)
        var lines = [HTMLNode.block("div", class: "what", [.line(happened)])]
        if !entry.recipient.isEmpty, dossier.recipients.count > 1 {
            lines.append(.block("div", [.line(entry.recipient)]))
        }
        if !entry.text.isEmpty { lines.append(.block("div", [.line(entry.text)])) }
        // What a service reported stands in facts alone, in its own words.
        let report = ["origin", "code", "said", "detail", "date", "genuine"].compactMap { name in
            entry.step == "report" ? entry.value(of: name).map { "\(name) \($0)" } : nil
        }
        if !report.isEmpty { lines.append(.block("div", [.line(report.joined(separator: "; "))])) }
        if let person = entry.value(of: "by") {
            lines.append(.block("div", class: "note", [.line("\(wording.person) \(person)")]))
        }
        if let ticket = entry.value(of: "ticket_token") {
            lines.append(.block("div", [.line("\(wording.ticket) "), .code(ticket)]))
        }
        return lines + shown(entry).map { .block("div", class: "note", $0) }
    }

    private func shown(_ entry: DossierEntry) -> [[HTMLNode]] {
        var shown: [[HTMLNode]] = [[.file(entry.path), .line(" "), .code(entry.hash)]]
        for request in dossier.requests where request.entries.contains(entry.number) {
            let label = "\(wording.request) "
            switch request.content {
            case .rebuilt: shown.append([.line(label)] + (request.path.map { [.file($0)] } ?? []))
            case .removed: shown.append([.line(wording.requestRemoved)])
            case .notKept: shown.append([.line(wording.requestNotKept)])
            case .differs: shown.append([.line(wording.requestDiffers)])
            }
            shown[shown.count - 1] += [.line(" "), .code(request.fingerprint)]
        }
        for answer in dossier.answers where answer.entry == entry.number {
            let file: [HTMLNode] =
                answer.path.map { [.line("\(wording.answer) "), .file($0)] } ?? [.line(wording.answerGone)]
            shown.append(file + [.line(" "), .code(answer.digest)])
        }
        for (path, notice) in dossier.noticePaths where notice.entry == entry.number {
            shown.append(
                [.line("\(wording.notice) "), .file(path)]
                    + (notice.agrees ? [] : [.line("; \(wording.noticeDisagrees)")]))
        }
        return shown
    }

    private var meanings: [HTMLNode] {
        var seen: Set<String> = []
        let steps = dossier.entries.map(\.step).filter { seen.insert($0).inserted }
        return section(
            wording.meanings,
            [
                .terms(
                    steps.compactMap { step in
                        wording.meaning(step).map { (wording.happened(step) ?? step, [.line($0)]) }
                    })
            ])
    }

    // MARK: Rules, fingerprints, correspondence

    private var rules: [HTMLNode] {
        let deciding = dossier.rules.flatMap(\.files).filter { !$0.lines.isEmpty }
        guard !deciding.isEmpty else {
            return section(
                wording.rules, [.paragraph(dossier.hasRules ? wording.noRules : wording.rulesNotKept)])
        }
        let rows = deciding.flatMap { file in
            file.lines.map { line -> [[HTMLNode]] in
                [
                    [.line("\(line)")],
                    [.block("pre", [.block("code", [.line(file.text(ofLine: line) ?? "")])])],
                    file.path.isEmpty ? [.line(file.name)] : [.file(file.path)],
                ]
            }
        }
        return section(
            wording.rules,
            [
                .paragraph(wording.rulesAbout),
                .table(class: "rules", head: [wording.line, wording.text, wording.file], rows: rows),
            ])
    }

    private var attachments: [HTMLNode] {
        guard !dossier.attachments.isEmpty || !dossier.reported.isEmpty else {
            return section(wording.attachments, [.paragraph(wording.noAttachments)])
        }
        let own = dossier.attachments.map { attachment -> [[HTMLNode]] in
            [
                [.line(attachment.name.isEmpty ? attachment.part : attachment.name)],
                [.line("\(attachment.size) \(wording.bytes), \(attachment.type)")],
                HTMLNode.lines([.code(attachment.digest.hexadecimal), .code(attachment.digest.base64)]),
            ]
        }
        let reported = dossier.reported.map { report -> [[HTMLNode]] in
            let acceptance = report.isAccepted.map { $0 ? wording.accepted : wording.notAccepted }
            let fits = dossier.fits(report) ? wording.matches : wording.differs
            return [
                [.line(report.name)], [.line(report.recipient)],
                HTMLNode.lines([
                    .code(report.hash), .line([fits, acceptance].compactMap(\.self).joined(separator: ", ")),
                ]),
            ]
        }
        return section(
            wording.attachments,
            [
                .paragraph(wording.attachmentsAbout),
                .table(class: "hashes", head: [wording.name, wording.size, wording.fingerprint], rows: own),
                reported.isEmpty
                    ? .paragraph(wording.nothingReported)
                    : .table(
                        class: "hashes", head: [wording.reported, wording.recipients, wording.fingerprint],
                        rows: reported),
            ])
    }

    private var correspondence: [HTMLNode] {
        guard let all = dossier.correspondence else { return [] }
        return section(
            wording.correspondence,
            [.paragraph(wording.correspondenceAbout)]
                + all.flatMap { correspondence -> [HTMLNode] in
                    let count = wording.received(correspondence.received.count, of: correspondence.count)
                    let line = HTMLNode.paragraph("\(correspondence.address): \(count)")
                    guard !correspondence.received.isEmpty else { return [line] }
                    return [
                        line,
                        .table(
                            class: "mails", head: [wording.date, wording.messageID, wording.dkim, wording.header],
                            rows: correspondence.received.map { mail in
                                [
                                    mail.date.map { HTMLNode.lines(times($0)) } ?? [], [.code(mail.messageID)],
                                    HTMLNode.lines(mail.dkim.map { .line($0) }), [.code(mail.headerSHA256)],
                                ]
                            }),
                    ]
                })
    }

    private var checking: [HTMLNode] {
        section(
            wording.checking,
            wording.checking(head: dossier.head, isTimeStamped: dossier.isTimeStamped).map { .paragraph($0) })
    }

    // MARK: Pieces

    private func section(_ heading: String, _ content: [HTMLNode]) -> [HTMLNode] {
        [.block("section", [.block("h2", [.line(heading)])] + content)]
    }

    private func times(_ time: Timestamp) -> [HTMLNode] {
        [.line(clock.local(time))] + (clock.utcBeside(time).map { [.block("span", class: "note", [.line($0)])] } ?? [])
    }

    private static func mailbox(_ address: Address) -> String {
        address.name.isEmpty ? address.mailbox : "\(address.name) <\(address.mailbox)>"
    }
}
