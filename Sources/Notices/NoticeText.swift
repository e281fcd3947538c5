// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// The part of a notice that people read.
struct NoticeText {
    let notice: Notice
    let wording: any Wording

    /// The text, in lines short enough for a terminal, save for addresses of pages, which must stay whole.
    var lines: [String] {
        let labels = wording.labels
        var lines = [wording.opening, ""]
        lines += Self.field(labels.subject, notice.subject)
        lines += Self.field(labels.sender, notice.sender.mailbox)
        lines += Self.field(labels.arrived, Self.clock(notice.arrived))
        lines += Self.field(labels.reference, notice.id)
        if let hash = notice.logHash {
            lines += Self.field(wording.logLabel, "\(notice.event) \(hash.prefix(Self.printedDigits))")
        }
        for group in groups {
            guard let first = group.first else { continue }
            for recipient in group {
                lines += ["", "", "\(names(recipient)): \(wording.headline(recipient))", ""]
                lines += wording.account(recipient, at: Self.clock(recipient.time)).wrapped(indent: "  ")
                lines += details(recipient)
            }
            lines += paragraph(wording.meaningLabel, wording.meaning(first))
            lines += paragraph(wording.adviceLabel, wording.advice(first, id: notice.id))
        }
        return lines + ["", ""]
            + (notice.body == nil ? wording.closing : wording.closingOfWhole).wrapped()
    }

    /// How much of the log's hash is printed for people: 128 bits, which nobody can find another log for.
    private static let printedDigits = 32

    private func names(_ recipient: Notice.Recipient) -> String {
        recipient.insteadOf.map { "\(recipient.address) (\(wording.insteadLabel) \($0))" } ?? recipient.address
    }

    /// Recipients to whom the same happened by the same way: what it means is said to them once.
    private var groups: [[Notice.Recipient]] {
        var groups: [[Notice.Recipient]] = []
        for recipient in notice.recipients {
            let index = groups.firstIndex {
                $0[0].happening == recipient.happening && $0[0].kind == recipient.kind
                    && $0[0].isDuplicate == recipient.isDuplicate
            }
            if let index { groups[index].append(recipient) } else { groups.append([recipient]) }
        }
        return groups
    }

    private func details(_ recipient: Notice.Recipient) -> [String] {
        var lines: [String] = [""]
        switch recipient.happening {
        case .held: lines += Self.field(wording.reasonLabel, recipient.reason)
        case .refused, .uncertain:
            lines += Self.field(recipient.answer == nil ? wording.reasonLabel : wording.answerLabel, recipient.reason)
        case .delayed:
            lines += Self.field(recipient.answer == nil ? wording.reasonLabel : wording.answerLabel, recipient.reason)
            if let end = recipient.triedUntil { lines += Self.field(wording.untilLabel, Self.clock(end)) }
        case .sent, .announced, .reminded, .accepted, .reported, .actionNeeded, .unverified, .expired, .declined,
            .undeliverable:
            if let report = recipient.report { lines += details(report) }
            if let ticket = recipient.ticket {
                lines += Self.field(wording.ticketLabel, ticket.token)
                if !ticket.url.isEmpty { lines.append("  \(wording.pageLabel): \(ticket.url)") }
            } else if let token = recipient.report?.ticket, !token.isEmpty {
                lines += Self.field(wording.ticketLabel, token)
            }
        }
        return lines.count > 1 ? lines : []
    }

    /// What the source itself said, and on what grounds it is believed, or not.
    private func details(_ report: StatusReport) -> [String] {
        let said = [report.code, report.text, report.detail].filter { !$0.isEmpty }.joined(separator: " ")
        return (said.isEmpty ? [] : Self.field(wording.reportLabel, said))
            + Self.field(wording.groundsLabel, wording.grounds(report.genuineness))
    }

    private func paragraph(_ label: String, _ text: String) -> [String] {
        [""]
            + text.split(separator: "\n").enumerated().flatMap { index, line in
                line.hasPrefix(" ")
                    ? [String(line)] : ((index == 0 ? "\(label): " : "") + line).wrapped(indent: "  ")
            }
    }

    /// Local time and UTC, since whoever checks it against a service's log needs the latter.
    private static func clock(_ time: Timestamp) -> String {
        let local = time.formatted("%Y-%m-%d %H:%M:%S %Z", inUTC: false)
        return local.hasSuffix(" UTC") ? local : "\(local) (\(time.formatted("%H:%M:%S", inUTC: true)) UTC)"
    }

    private static func field(_ label: String, _ value: String) -> [String] {
        let line = "  " + label + ":" + String(repeating: " ", count: max(1, 13 - label.count))
        return value.wrapped(indent: String(repeating: " ", count: line.count), first: line)
    }
}
