// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Dossiers
import Ledgers
public import Mail
import Notices
public import TerminalText

/// One thing that happened to a mail to one recipient.
public struct TrackedStep: Sendable, Hashable {
    /// The number of the log's entry.
    public var number: Int64
    /// When it happened: what a source says of a report that is proven, and else when it was written down.
    public var time: Timestamp
    /// When it was written down, where that is a minute later or more.
    public var learnt: Timestamp?
    /// What happened, in words.
    public var headline: String
    /// How it stands out.
    public var emphasis: StyledText.Emphasis
    /// What else is said of it.
    public var details: [String]
    /// On what grounds a report is believed, or not, and by which way it came; empty where it is no report.
    public var source: String
    /// Whether it shows something to others, who compare it with clocks of their own.
    public var isEvidence: Bool

    /// Makes a step.
    public init(
        number: Int64, time: Timestamp, learnt: Timestamp? = nil, headline: String,
        emphasis: StyledText.Emphasis = .none, details: [String] = [], source: String = "",
        isEvidence: Bool = false
    ) {
        self.number = number
        self.time = time
        self.learnt = learnt
        self.headline = headline
        self.emphasis = emphasis
        self.details = details
        self.source = source
        self.isEvidence = isEvidence
    }

    static let words = TimelineWords(language: "en")
    private static let noticeWords = NoticeWords(language: "en")

    /// The steps of entries about one recipient: those to the end of its sending, and then what came after by its own time.
    ///
    /// Reports are about what came after the sending, and their clocks are other machines'.
    static func timeline(_ entries: [LogEntry]) -> [TrackedStep] {
        let own = entries.filter { $0.step != LogEntry.report }
        let sending = own.prefix((own.lastIndex { !LogEntry.stateless.contains($0.step) } ?? -1) + 1)
        let after = (own.dropFirst(sending.count) + entries.filter { $0.step == LogEntry.report }).map(TrackedStep.init)
        return sending.map(TrackedStep.init) + after.sorted { ($0.time, $0.number) < ($1.time, $1.number) }
    }

    /// Tells what an entry says.
    init(_ entry: LogEntry) {
        guard entry.step == LogEntry.report, let report = StatusReport(entry.facts) else {
            let isStateless = entry.recipient.isEmpty || LogEntry.stateless.contains(entry.step)
            let status = isStateless ? nil : DeliveryState(rawValue: entry.state).map(TrackedStatus.state)
            self.init(
                number: entry.number, time: entry.time,
                headline: Self.words.happened(entry.step, event: nil, isProven: false),
                emphasis: entry.step == LogEntry.deadline ? .waiting : status?.emphasis ?? .none,
                details: Self.details(entry), isEvidence: status?.happening != nil)
            return
        }
        let isProven = report.genuineness.isProven
        let time = isProven ? report.time ?? entry.time : entry.time
        let said = [report.code, report.text, report.detail].filter { !$0.isEmpty }.joined(separator: " ")
        let reference = report.reference.isEmpty ? "" : " <\(report.reference)>"
        let dated = isProven && report.time != nil || report.date.isEmpty ? "" : "dated \(report.date)"
        self.init(
            number: entry.number, time: time,
            learnt: entry.time.milliseconds - time.milliseconds >= 60_000 ? entry.time : nil,
            headline: Self.words.happened(entry.step, event: report.event?.rawValue, isProven: isProven),
            emphasis: isProven ? report.event.map { TrackedStatus.event($0).emphasis } ?? .none : .waiting,
            details: [said, dated].filter { !$0.isEmpty },
            source: "\(Self.noticeWords.grounds(report.genuineness)) (\(entry.actor)\(reference))",
            isEvidence: true)
    }

    private static func details(_ entry: LogEntry) -> [String] {
        let by = entry.step == LogEntry.enter || entry.actor == LogEntry.sealpost ? "" : "by \(entry.actor)"
        return [entry.text, by].filter { !$0.isEmpty }
    }
}
