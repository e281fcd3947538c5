// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

extension ReportedAttachment {
    /// The fact of an entry of the log: whether it was accepted (`1`, `0`, `?`), the fingerprint and the name.
    var fact: LogFact {
        let accepted = isAccepted.map { $0 ? "1" : "0" } ?? "?"
        return LogFact(Self.factName, "\(accepted) \(fingerprint.filter { !$0.isWhitespace }) \(name)")
    }

    /// Reads the facts of an entry.
    static func list(_ facts: LogFacts) -> [ReportedAttachment] {
        (facts.list ?? []).filter { $0.name == factName }.compactMap { fact in
            let words = (fact.value ?? "").split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
            guard words.count == 3 else { return nil }
            return ReportedAttachment(
                name: String(words[2]), fingerprint: String(words[1]),
                isAccepted: words[0] == "1" ? true : words[0] == "0" ? false : nil)
        }
    }

    private static let factName = "attachment"
}

extension [LogLink] {
    /// What was last reported of the attachments of a recipient's mail.
    public func reportedAttachments(about address: String) -> [ReportedAttachment] {
        lazy.map(\.entry)
            // Addresses are told apart by their bytes.
            .filter { $0.step == LogEntry.report && $0.recipient.utf8.elementsEqual(address.utf8) }
            .map { ReportedAttachment.list($0.facts) }.last { !$0.isEmpty } ?? []
    }
}
