// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// One thing that a status source says happened to a mail after it was sent.
///
/// The source's own words are kept beside what they mean by the settings, as a code that nobody knows yet may get a meaning
/// later.
public struct StatusReport: Sendable, Hashable {
    /// By which way reports come.
    public enum Origin: String, Sendable, Hashable, CaseIterable {
        /// The service's answer to a question about a ticket.
        case xml
        /// A mail from the service.
        case mail
    }

    /// By which way it came.
    public var origin: Origin
    /// What it means; nil where the settings don't say.
    public var event: DeliveryEvent?
    /// The ticket's token; empty where the report names none.
    public var ticket: String
    /// The source's own code; empty where it has none.
    public var code: String
    /// The source's own words for what happened.
    public var text: String
    /// What the source says beside it.
    public var detail: String
    /// When it happened, as the source wrote it.
    public var date: String
    /// The same in UTC; nil where that can't be read.
    public var time: Timestamp?
    /// The Message-ID of the mail that brought it; empty for other ways.
    public var reference: String
    /// On what grounds it is taken for the service's own.
    public var genuineness: Genuineness

    /// Makes a report.
    public init(
        origin: Origin, event: DeliveryEvent?, ticket: String, code: String = "", text: String, detail: String = "",
        date: String, time: Timestamp?, reference: String = "", genuineness: Genuineness
    ) {
        self.origin = origin
        self.event = event
        self.ticket = ticket
        self.code = code
        self.text = text
        self.detail = detail
        self.date = date
        self.time = time
        self.reference = reference
        self.genuineness = genuineness
    }
}

extension StatusReport {
    /// Whether a person is to hear of it who heard of all that came earlier.
    ///
    /// What several sources say of one event is told once. Reminders are counted: how many there were is the most that any one
    /// source says. A mail whose meaning nobody knows lies in the inbox already. What can't be proven is told once for each
    /// thing it claims, so that nobody can fill a mailbox with it.
    public func isNews(after earlier: [StatusReport]) -> Bool {
        let others = earlier.filter { $0.genuineness.isProven == genuineness.isProven && $0.event == event }
        guard genuineness.isProven else { return !others.contains { $0.ticket == ticket } }
        switch event {
        case nil: return origin == .xml && !others.contains { $0.code == code && $0.text == text }
        case .reminded:
            let most = Origin.allCases.map { origin in others.count { $0.origin == origin } }.max() ?? 0
            return others.count { $0.origin == origin } >= most
        case .announced, .actionNeeded, .expired, .undeliverable, .declined, .accepted: return others.isEmpty
        }
    }

    /// What it says in one line, for logs and lists.
    public var summary: String {
        var words = event?.rawValue ?? "reported"
        if !genuineness.isProven { words = "unverified: \(words)" }
        let said = [code, text, detail].filter { !$0.isEmpty }.joined(separator: " ")
        return (said.isEmpty ? words : "\(words): \(said)").onOneLine
    }
}
