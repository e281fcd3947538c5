// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Ledgers
import Mail

/// Entries of the log and what a check of it found, for programs: a JSON object on each line.
enum LogJSON {
    private struct Entry: Encodable {
        struct Fact: Encodable {
            var name: String
            var value: String?
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
        var agreeingNotices: Int
        var vouchedUpTo: Int64
    }

    static func line(of link: LogLink) throws -> String {
        let entry = link.entry
        return try line(
            Entry(
                number: entry.number, form: entry.form, message: entry.message,
                recipient: entry.recipient.isEmpty ? nil : entry.recipient, time: entry.time.rfc3339,
                milliseconds: entry.time.milliseconds, step: entry.step, state: entry.state, text: entry.text,
                facts: entry.facts.list?.map { Entry.Fact(name: $0.name, value: $0.value) }, hash: link.hash))
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
                hash: summary.head.hash, findings: summary.findings + witnesses.findings,
                agreeingNotices: witnesses.agreeing, vouchedUpTo: witnesses.last)
        ])
    }

    private static func line(_ value: some Encodable) throws -> String {
        try JSONText.line(value, snakeCase: true)
    }
}
