// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Ledgers
import Mail

/// Entries of the log and what a check of it found, for programs: a JSON object on each line.
enum LogJSON {
    /// An entry as programs get it.
    struct Entry: Encodable {
        /// What an entry says beside its text.
        struct Fact: Encodable {
            var name: String
            var value: String?
        }

        /// What a status source said, with what is made of it.
        struct Report: Encodable {
            var event: String?
            var happened: String?
            var origin: String
            var verified: Bool
            var grounds: String
        }

        var number: Int64
        var form: Int
        var message: String
        var recipient: String?
        var time: String
        var milliseconds: Int64
        var step: String
        var state: String
        var text: String
        /// Nil where what the ledger has can't be read.
        var facts: [Fact]?
        var hash: String
        /// Nil where the entry is no report, or the log as it is was asked for.
        var report: Report?

        init(_ link: LogLink) {
            let entry = link.entry
            number = entry.number
            form = entry.form
            message = entry.message
            recipient = entry.recipient.isEmpty ? nil : entry.recipient
            time = entry.time.rfc3339
            milliseconds = entry.time.milliseconds
            step = entry.step
            state = entry.state
            text = entry.text
            facts = entry.facts.list?.map { Fact(name: $0.name, value: $0.value) }
            hash = link.hash
        }
    }

    private struct Finding: Encodable {
        var finding: String
        var number: Int64?
        var message: String?
        var recipient: String?
        var text: String
        var advice: String
    }

    private struct Summary: Encodable {
        var entries: Int
        var messages: Int
        var number: Int64
        var hash: String
        var findings: Int
        var uncovered: Int
        var agreeingNotices: Int
        var vouchedUpTo: Int64
    }

    static func line(of link: LogLink) throws -> String {
        try line(Entry(link))
    }

    /// An entry with what is made of the report in it.
    static func tracked(_ link: LogLink) -> Entry {
        var entry = Entry(link)
        guard link.entry.step == LogEntry.report, let report = StatusReport(link.entry.facts) else { return entry }
        entry.report = Entry.Report(
            event: report.event?.rawValue, happened: report.time?.rfc3339, origin: report.origin.rawValue,
            verified: report.genuineness.isProven, grounds: report.genuineness.text)
        return entry
    }

    static func line(of finding: LogFinding) throws -> String {
        func some(_ text: String) -> String? { text.isEmpty ? nil : text }
        return try line(
            Finding(
                finding: finding.kind.rawValue, number: finding.number, message: some(finding.message),
                recipient: some(finding.recipient), text: finding.text, advice: finding.advice))
    }

    static func line(of summary: LogSummary, _ witnesses: LogVerification.Witnesses) throws -> String {
        try line([
            "summary": Summary(
                entries: summary.entries, messages: summary.messages, number: summary.head.number,
                hash: summary.head.hash, findings: summary.findings + witnesses.findings, uncovered: summary.uncovered,
                agreeingNotices: witnesses.agreeing, vouchedUpTo: witnesses.last)
        ])
    }

    private static func line(_ value: some Encodable) throws -> String {
        try JSONText.line(value, snakeCase: true)
    }
}
