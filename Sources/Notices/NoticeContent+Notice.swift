// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

extension NoticeContent {
    /// What a notice about a message says, in the words of a language.
    init(_ notice: Notice, _ wording: any Wording) {
        let labels = wording.labels
        language = wording.language
        title = wording.subject(notice.gravest, notice.subject)
        opening = wording.opening
        facts = [
            Fact(labels.subject, notice.subject), Fact(labels.sender, notice.sender.mailbox),
            Fact(labels.arrived, Self.clock(notice.arrived)), Fact(labels.reference, notice.id),
        ]
        if let hash = notice.logHash {
            facts.append(Fact(wording.logLabel, "\(notice.event) \(hash.prefix(Self.printedDigits))"))
        }
        sections = Self.groups(notice.recipients).compactMap { group in
            group.first.map { first in
                Section(
                    accounts: group.map { Self.account($0, wording) },
                    passages: [
                        Passage(wording.meaningLabel, wording.meaning(first)),
                        Passage(wording.adviceLabel, wording.advice(first, id: notice.id)),
                    ])
            }
        }
        closing = notice.body == nil ? wording.closing : wording.closingOfWhole
    }

    /// How much of the log's hash is printed for people: 128 bits, which nobody can find another log for.
    private static let printedDigits = 32

    /// Recipients to whom the same happened by the same way: what it means is said to them once.
    private static func groups(_ recipients: [Notice.Recipient]) -> [[Notice.Recipient]] {
        var groups: [[Notice.Recipient]] = []
        for recipient in recipients {
            let index = groups.firstIndex {
                $0[0].happening == recipient.happening && $0[0].kind == recipient.kind
                    && $0[0].isDuplicate == recipient.isDuplicate
                    && $0[0].deadline?.known == recipient.deadline?.known
            }
            if let index { groups[index].append(recipient) } else { groups.append([recipient]) }
        }
        return groups
    }

    private static func account(_ recipient: Notice.Recipient, _ wording: any Wording) -> Account {
        let name =
            recipient.insteadOf.map { "\(recipient.address) (\(wording.insteadLabel) \($0))" } ?? recipient.address
        return Account(
            of: name, wording.headline(recipient), Tone(recipient.happening),
            wording.account(recipient, at: clock(recipient.time)), details(of: recipient, wording))
    }

    private static func details(of recipient: Notice.Recipient, _ wording: any Wording) -> [Fact] {
        let cause = Fact(recipient.answer == nil ? wording.reasonLabel : wording.answerLabel, recipient.reason)
        switch recipient.happening {
        case .held: return [Fact(wording.reasonLabel, recipient.reason)]
        case .refused, .uncertain: return [cause]
        case .delayed: return [cause] + (recipient.triedUntil.map { [Fact(wording.untilLabel, clock($0))] } ?? [])
        case .sent, .announced, .reminded, .accepted, .reported, .actionNeeded, .unverified, .expired, .declined,
            .undeliverable, .unannounced, .dueSoon, .anotherWay, .missed:
            let deadline = recipient.deadline.map { details(of: $0, wording) } ?? []
            let report = recipient.report.map { details(of: $0, wording) } ?? []
            if let ticket = recipient.ticket {
                return deadline + report + [Fact(wording.ticketLabel, ticket.token)]
                    + (ticket.url.isEmpty ? [] : [Fact(wording.pageLabel, ticket.url, .page)])
            }
            let token = recipient.report?.ticket ?? ""
            return deadline + report + (token.isEmpty ? [] : [Fact(wording.ticketLabel, token)])
        }
    }

    /// By when it must reach the recipient, and how far it has come.
    private static func details(of deadline: Notice.Deadline, _ wording: any Wording) -> [Fact] {
        let since = deadline.since.map { " (\(clock($0)))" } ?? ""
        return [
            Fact(wording.deadlineLabel, clock(deadline.time)),
            Fact(wording.knownLabel, wording.known(deadline.known) + since),
        ]
    }

    /// What the source itself said, and on what grounds it is believed, or not.
    private static func details(of report: StatusReport, _ wording: any Wording) -> [Fact] {
        let said = [report.code, report.text, report.detail].filter { !$0.isEmpty }.joined(separator: " ")
        return (said.isEmpty ? [] : [Fact(wording.reportLabel, said)])
            + [Fact(wording.groundsLabel, wording.grounds(report.genuineness))]
    }

    /// Local time and UTC, since whoever checks it against a service's log needs the latter.
    private static func clock(_ time: Timestamp) -> String {
        let local = time.formatted("%Y-%m-%d %H:%M:%S %Z", inUTC: false)
        return local.hasSuffix(" UTC") ? local : "\(local) (\(time.formatted("%H:%M:%S", inUTC: true)) UTC)"
    }
}
