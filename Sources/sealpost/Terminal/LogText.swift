// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Ledgers
import Mail
import Tracking

/// Entries of the log, for a person at a terminal.
struct LogText {
    let style: Style
    /// The columns of the terminal; nil where there is none.
    var columns: Int?

    // MARK: All messages

    /// An entry in one line.
    func line(of link: LogLink) -> String {
        let entry = link.entry
        let recipient = entry.recipient.isEmpty ? "" : PlainText.fitted(entry.recipient, 28) + "  "
        let head = "\(Self.number(entry.number))  \(Self.clock(entry.time))  "
        let id = entry.message.onOneLine
        let words = "\(Self.word(entry).padding(10))\(recipient)"
        return style.dim(head) + style.bold(id) + "  " + coloured(words, entry)
            + fitted(entry.text, after: head.count + id.count + 2 + words.count)
    }

    // MARK: One message

    /// All that happened to a message by its entries, and what that shows.
    func history(_ links: [LogLink]) -> [String] {
        let facts = links.first { $0.entry.recipient.isEmpty }?.entry.facts.list
        let subject = facts?.first { $0.name == "subject" }?.value ?? ""
        let id = links.first?.entry.message.onOneLine ?? ""
        var lines = ["\(style.bold(id))  \(subject.isEmpty ? "(no subject)" : subject.onOneLine)"]
        let indent = String(repeating: " ", count: 30)
        for link in links {
            let entry = link.entry
            let head = "\(Self.number(entry.number))  \(Self.clock(entry.time))  "
            let recipient = entry.recipient.isEmpty ? "" : entry.recipient.onOneLine + "  "
            let word = Self.word(entry).padding(10)
            lines.append(style.dim(head) + coloured(word, entry) + recipient + entry.text.onOneLine)
            lines += details(entry).map {
                indent + style.dim($0.0.padding(13)) + ($0.1).onOneLine
            }
        }
        return lines + ["", style.bold("What this shows")] + knowledge(links)
    }

    /// Who acted, and what else the entry says.
    private func details(_ entry: LogEntry) -> [(String, String)] {
        guard let facts = entry.facts.list else { return [("facts", "can't be read: sealpost log verify")] }
        let values = Dictionary(facts.map { ($0.name, $0.value) }) { first, _ in first }
        func value(_ name: String) -> String? { values[name].flatMap { $0 } }
        var details: [(String, String)] = [("by", entry.actor)]
        for (name, label) in Self.labels {
            if let value = value(name), !value.isEmpty, value != "{}" { details.append((label, value)) }
        }
        if entry.recipient.isEmpty, value("sha256") == nil { details.append(("SHA-256", "not known")) }
        if let answer = entry.answer {
            let code = answer.code.map { "\($0) " } ?? ""
            details.append(("answer", "\(code)\(answer.status) \(answer.text), from \(answer.host)"))
        }
        return details
    }

    private static let labels = [
        ("sender", "from"), ("message_id", "Message-ID"), ("size", "bytes"), ("sha256", "SHA-256"),
        ("route", "route"), ("redirected_to", "redirected"), ("options", "options"), ("attempts", "attempt"),
        ("fingerprint", "request"), ("ticket_token", "ticket"), ("ticket_url", "follow it at"), ("ticket", "ticket"),
        ("date", "dated"), ("reference", "in"), ("genuine", "grounds"),
    ]

    private func knowledge(_ links: [LogLink]) -> [String] {
        // By bytes: the ledger keeps apart what Swift takes for the same address.
        var order: [[UInt8]] = []
        for link in links where !link.entry.recipient.isEmpty {
            let key = Array(link.entry.recipient.utf8)
            if !order.contains(key) { order.append(key) }
        }
        return order.map { key in
            let entries = links.map(\.entry).filter { Array($0.recipient.utf8) == key }
            let known = Knowledge(entries)?.words ?? Knowledge.unknown
            return "  \(String(decoding: key, as: UTF8.self).onOneLine): \(known)"
        }
    }

    // MARK: Parts of lines

    /// The state, which says most; where there is no recipient, the step.
    private static func word(_ entry: LogEntry) -> String {
        (entry.recipient.isEmpty || LogEntry.stateless.contains(entry.step) ? entry.step : entry.state).onOneLine
    }

    private static func number(_ number: Int64) -> String {
        let text = "\(number)"
        return String(repeating: " ", count: max(0, 7 - text.count)) + text
    }

    private static func clock(_ time: Timestamp) -> String { time.formatted("%Y-%m-%d %H:%M:%S", inUTC: false) }

    private func fitted(_ text: String, after used: Int) -> String {
        columns.map { PlainText.fitted(text, max($0 - used, 16)) } ?? text.onOneLine
    }

    private func coloured(_ text: String, _ entry: LogEntry) -> String {
        switch entry.recipient.isEmpty ? nil : DeliveryState(rawValue: entry.state) {
        case .sent: style.green(text)
        case .held, .deferred: style.yellow(text)
        case .uncertain, .refused: style.red(text)
        case .queued, .decided, .sending, .cancelled, nil: text
        }
    }
}
