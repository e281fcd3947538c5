// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Mail
import Testing

@testable import Notices

/// `docs/notices.md` against what a notice holds.
@Suite("docs: notices")
struct NoticesTests {
    private let page: Page

    init() throws { page = try Page("docs/notices.md") }

    @Test("what happened is mapped as the program maps it")
    func happenings() {
        let printed = page.section("What happened").rows("happened").map { row in
            [row[0], row[2], row[3]].map { $0.codeSpans.first ?? "" } + row[4...5]
        }
        let own = Happening.allCases.sorted().map { happening in
            let subjects = [EnglishWording().subject(happening, ""), DutchWording().subject(happening, "")]
            return [happening.rawValue, happening.action, happening.status]
                + subjects.map { $0.trimmingCharacters(in: .whitespaces) }
        }
        #expect(printed == own)
    }

    @Test("the fields for programs are those that a notice has")
    func fields() {
        let answer = Answer(host: "mx.example.org", code: 200, status: "2.0.0", text: "taken")
        let ticket = Ticket(token: "T1", url: "https://example.org/T1")
        let recipient = Notice.Recipient(
            address: "piet@example.org", originalRecipient: OriginalRecipient(rawValue: "rfc822;piet@example.org"),
            happening: .sent, time: .now(), kind: .registered, routeName: "registered",
            reason: "taken", answer: answer, ticket: ticket)
        let late = Notice.Recipient(
            address: "jo@example.org", happening: .delayed, time: .now(), kind: .registered, routeName: "registered",
            reason: "busy", answer: answer, ticket: nil, triedUntil: .now())
        var overdue = recipient
        overdue.happening = .missed
        overdue.deadline = Notice.Deadline(time: .now(), known: .sent(nil))
        let notice = Notice(
            id: "1m7y2hgfbcd8yebv", envelopeID: EnvelopeID(rawValue: "QQ314159"), event: 1,
            sender: Address(mailbox: "jan@example.nl"), messageID: "1@example.nl",
            subject: "Report", arrived: .now(), recipients: [recipient, late, overdue],
            header: Array("Subject: Report\n".utf8),
            host: "desk", logHash: String(repeating: "0f", count: 32))
        let text = String(decoding: NoticeMail(notice, language: "en").bytes(at: .now()), as: UTF8.self)
        func names(_ lines: some Sequence<Substring>) -> Set<String> {
            Set(lines.filter { $0.contains(":") }.map { String($0.prefix { $0 != ":" }) })
        }
        let ours = names(text.split(separator: "\n")).filter { $0.hasPrefix("X-Sealpost-") }
        let standard = names(DeliveryStatus(notice: notice).text.split(separator: "\n"))
        let printed = page.section("Fields for programs").rows("field").flatMap { $0[0].codeSpans }
        #expect(Set(printed) == ours.union(standard))
    }

    @Test("the examples for notmuch and mutt know all that notices and copies can say")
    func examples() throws {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        func words(_ path: String, _ pattern: Regex<(Substring, Substring)>) throws -> Set<String> {
            let text = try String(contentsOf: package.appending(path: path), encoding: .utf8)
            let found = text.matches(of: pattern).flatMap { $0.output.1.split(separator: "|") }
            return Set(found.map { String($0).replacing(" ", with: "-") })
        }
        let said = Set(Happening.allCases.map(\.rawValue) + ["quarantined", "cancelled"])
        #expect(try words("examples/notmuch/post-new", /SealpostState:"?([a-z]+(?: [a-z]+)?)"? and/) == said)
        #expect(try words("examples/mutt/colours.muttrc", /State: \(?([a-z|-]+)/) == said)
    }
}
