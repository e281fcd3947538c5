// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// One message as the entries of the log tell of it, to be compared with what the ledger's tables say.
struct LoggedMessage {
    /// A recipient as the entries tell of it.
    private struct Recipient {
        let address: String
        var columns: [String: String?]
        /// The last entry about it.
        var number: Int64
        /// The last entry that chose a route.
        var decided: Int64 = 0
        /// The numbers of the rows that entries name.
        var rows: Set<String> = []
    }

    let id: String
    private var facts: [String: String] = [:]
    /// The entry that entered the message.
    private var entered: Int64?
    /// By the bytes of the address: Swift takes texts for equal that SQLite keeps apart.
    private var recipients: [[UInt8]: Recipient] = [:]
    private var order: [[UInt8]] = []
    private var findings: [LogFinding] = []

    init(_ id: String) { self.id = id }

    // MARK: What the log says

    /// Takes in the next entry about the message.
    /// - Parameter row: The number of the recipient's row as the entry has it.
    mutating func add(_ entry: LogEntry, row: String?) {
        guard let list = entry.facts.list else {
            return findings.append(finding(.changed, entry.number, entry.recipient, "holds facts that can't be read"))
        }
        // Compared with what it is about elsewhere.
        if entry.recipient.isEmpty, row == nil, entry.step == LogEntry.snapshot { return }
        if entry.recipient.isEmpty {
            if let row {
                findings.append(
                    finding(.contradiction, entry.number, "", "names the recipient's row \"\(row)\", and is about none")
                )
            }
            return enter(entry, list)
        }
        var recipient = recipient(entry.recipient)
        recipient.number = entry.number
        recipient.rows.insert(row ?? "")
        // It is in the log alone, and changes no column.
        if LogEntry.stateless.contains(entry.step) { return recipients[Array(entry.recipient.utf8)] = recipient }
        recipient.columns["state"] = entry.state
        recipient.columns["reason"] = entry.text
        recipient.columns["changed"] = "\(entry.time.milliseconds)"
        for fact in list {
            recipient.columns[fact.name] = .some(fact.value)
            if fact.name == EvidenceColumn.decidedAt.rawValue { recipient.decided = entry.number }
        }
        recipients[Array(entry.recipient.utf8)] = recipient
    }

    /// An entry about the whole message: its own facts, then each recipient, with what is known of it behind it.
    private mutating func enter(_ entry: LogEntry, _ list: [LogFact]) {
        if entered != nil {
            findings.append(finding(.changed, entry.number, "", "enters the message a second time"))
        }
        entered = entry.number
        var current: [UInt8]?
        for fact in list {
            if fact.name == "recipient", let value = fact.value {
                let parts = value.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
                let address = parts.count > 1 ? String(parts[1]) : ""
                var recipient = recipient(address)
                recipient.number = max(recipient.number, entry.number)
                recipient.columns["identifier"] = String(parts[0])
                if recipient.columns["state"] == nil {
                    recipient.columns["state"] = entry.state
                    recipient.columns["reason"] = ""
                    recipient.columns["changed"] = "\(entry.time.milliseconds)"
                }
                recipients[Array(address.utf8)] = recipient
                current = Array(address.utf8)
            } else if let current {
                recipients[current]?.columns[fact.name] = .some(fact.value)
            } else {
                facts[fact.name] = fact.value
            }
        }
    }

    private mutating func recipient(_ address: String) -> Recipient {
        let key = Array(address.utf8)
        if let known = recipients[key] { return known }
        order.append(key)
        let initial = EvidenceColumn.allCases.filter { !EvidenceColumn.named.contains($0) }.map {
            ($0.rawValue, $0.initial)
        }
        return Recipient(address: address, columns: Dictionary(initial) { $1 }, number: 0)
    }

    // MARK: What the tables say

    /// What differs between the log and the rows.
    /// - Parameters:
    ///   - message: The message's row by column; nil where there is none.
    ///   - rows: The rows of its recipients.
    ///   - wasSetBack: Whether the log shows that the clock was set back, since an entry with this number, to before this time.
    func findings(
        message: [String: String?]?, recipients rows: [[String: String?]],
        wasSetBack: (_ entry: Int64, _ time: Timestamp) throws -> Bool
    ) rethrows -> [LogFinding] {
        var findings = self.findings
        guard let message else {
            return findings + [finding(.contradiction, entered, "", "the message is not in the ledger any more")]
        }
        if let entered {
            for column in EvidenceColumn.ofMessage where !Self.same(facts[column], message[column] ?? nil) {
                findings.append(contradiction(column, log: facts[column], row: message[column] ?? nil, entered, ""))
            }
        } else {
            findings.append(finding(.unlogged, nil, "", "no entry says that this message came in"))
        }
        var unseen = Set(order)
        for row in rows {
            let address = row["address"].flatMap { $0 } ?? ""
            guard let logged = recipients[Array(address.utf8)] else {
                findings.append(finding(.unlogged, nil, address, "no entry tells of this recipient"))
                continue
            }
            unseen.remove(Array(address.utf8))
            findings += try compare(row, logged, address, wasSetBack)
        }
        for key in order where unseen.contains(key) {
            guard let gone = recipients[key] else { continue }
            findings.append(
                finding(.contradiction, gone.number, gone.address, "this recipient is not in the ledger any more"))
        }
        return findings
    }

    /// Of how many recipients no entry names all columns.
    var uncovered: Int {
        recipients.values.count { recipient in
            EvidenceColumn.named.contains { recipient.columns[$0.rawValue] == nil }
        }
    }

    private func compare(
        _ row: [String: String?], _ logged: Recipient, _ address: String,
        _ wasSetBack: (_ entry: Int64, _ time: Timestamp) throws -> Bool
    ) rethrows -> [LogFinding] {
        var expected = logged.columns
        expected["canonical"] = Address(mailbox: address).canonical
        let columns =
            ["identifier", "canonical", "state", "reason", "changed"] + EvidenceColumn.allCases.map(\.rawValue)
        let strangers = logged.rows.subtracting([row["id"].flatMap { $0 } ?? ""])
        let misplaced = strangers.sorted().map { number in
            finding(
                .contradiction, logged.number, address,
                "an entry names row \"\(number)\", which is not this recipient's")
        }
        return try misplaced
            + columns.compactMap { column in
                guard let log = expected[column] else { return nil }
                let own = row[column] ?? nil
                if Self.same(log, own) { return nil }
                // What is counted from a time that a clock set which was ahead is counted from when it was set back.
                if column == EvidenceColumn.decidedAt.rawValue, let log = log.flatMap({ Int64($0) }),
                    let own = own.flatMap({ Int64($0) }), own < log,
                    try wasSetBack(logged.decided, Timestamp(milliseconds: log))
                {
                    return nil
                }
                return contradiction(column, log: log, row: own, logged.number, address)
            }
    }

    private func contradiction(
        _ column: String, log: String?, row: String?, _ number: Int64?, _ address: String
    ) -> LogFinding {
        func quoted(_ text: String?) -> String { text.map { "\"\($0.onOneLine)\"" } ?? "none" }
        return finding(
            .contradiction, number, address, "\(column) is \(quoted(row)) in the ledger, \(quoted(log)) by the log")
    }

    private func finding(_ kind: LogFinding.Kind, _ number: Int64?, _ recipient: String, _ text: String) -> LogFinding {
        LogFinding(kind, number: number, message: id, recipient: recipient, text)
    }

    /// By bytes: texts that look alike are not the same.
    private static func same(_ one: String?, _ other: String?) -> Bool {
        switch (one, other) {
        case (nil, nil): true
        case (let one?, let other?): one.utf8.elementsEqual(other.utf8)
        default: false
        }
    }
}
