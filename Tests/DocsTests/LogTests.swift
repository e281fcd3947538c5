// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import LedgerTesting
import Mail
import TestSupport
import Testing

@testable import Ledgers

/// `docs/log.md` against the log.
@Suite("docs: log")
struct LogTests {
    private let page: Page

    init() throws { page = try Page("docs/log.md") }

    @Test("every kind of finding is described, and no other")
    func findings() {
        let printed = page.section("What verifying finds").rows("finding").flatMap { $0[0].codeSpans }
        #expect(printed == LogFinding.Kind.allCases.map(\.rawValue))
    }

    @Test("the columns that become facts are those that the log vouches for")
    func columns() throws {
        let text = page.section("What is kept").lines.joined(separator: " ")
        let sentence = try #require(text.components(separatedBy: "are facts when they change:").last)
        #expect(sentence.codeSpans == EvidenceColumn.allCases.map(\.rawValue))
        let enter = try #require(page.section("What is kept").rows("step").first { $0[0] == "`enter`" })
        #expect(enter[1].codeSpans == EvidenceColumn.ofMessage + ["sha256", "recipient", "losses", "decided_at"])
    }

    @Test(
        "the program of the page checks a ledger as ours does",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3"), "python3 is not installed"))
    func program() throws {
        let folder = try TemporaryFolder()
        let script = try folder.write("check.py", try #require(page.fenced("python").first))
        let path = folder.file("ledger.sqlite")
        let ledger = try SQLiteLedger(path: path)
        for number in 1...3 {
            let record = MessageRecord(
                id: "m\(number)", door: .pipe, arrived: .now(), sender: Address(name: "J\u{E9}", mailbox: "jan@x.nl"),
                messageID: "", subject: "one\ntwo, 3:x", size: 9)
            let decision = Decision(.route(RouteName("registered"), RouteOptions(subject: "\u{1F701}")))
            try ledger.enter(record, decisions: [("a@x.nl", decision), ("b@x.nl", decision)], at: .now())
        }
        func run(_ arguments: String...) throws -> (status: Int32, output: String) {
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/python3")
            process.arguments = arguments
            let output = Pipe()
            process.standardOutput = output
            process.standardError = output
            try process.run()
            let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            return (process.terminationStatus, text)
        }
        let whole = try run(script, path)
        let head = try ledger.verifyLog { _ in }.head
        #expect(whole.status == 0 && whole.output == "\(head)\n", "\(whole)")
        let change = "d.execute(\"UPDATE event SET text = 'x' WHERE number = 4\"); d.commit()"
        #expect(try run("-c", "import sqlite3; d = sqlite3.connect('\(path)'); \(change)").status == 0)
        let changed = try run(script, path)
        #expect(changed.status == 1 && changed.output == "entry 4 is missing, or does not fit\n", "\(changed)")
    }
}
