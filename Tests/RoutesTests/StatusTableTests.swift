// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Routes

@Suite("the table of status codes")
struct StatusTableTests {
    @Test("docs/routes.md prints the table that the program uses")
    func documentation() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../docs/routes.md").standardizedFileURL
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
        let start = try #require(lines.firstIndex { $0.hasPrefix("| status | meaning |") })
        let printed = lines[(start + 2)...].prefix { $0.hasPrefix("|") }
        let expected = StatusMeaning.table.map { row -> String in
            let (low, high) = (row.statuses.lowerBound, row.statuses.upperBound)
            let statuses = low == high ? "\(low)" : "\(low)-\(high)"
            return "| \(statuses) | \(row.meaning.rawValue) | \(row.enhanced) | \(row.text) |"
        }
        #expect(Array(printed) == expected)
    }

    @Test("docs/routes.md names the exit codes that refuse a mail")
    func exitCodes() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../docs/routes.md").standardizedFileURL
        let text = try String(contentsOf: file, encoding: .utf8)
        let refusing = CommandRules.table.filter { $0.meaning == .refused }.map { "\($0.code)" }.joined(separator: ", ")
        #expect(text.contains("| \(refusing) | refused |"))
    }

    @Test("every documented status has a row of its own or of its kind, and success is never more than 202")
    func coverage() {
        for status in [200, 201, 202, 302, 400, 401, 403, 404, 405, 412, 429, 500, 502, 503] {
            #expect(StatusMeaning.row(status) != nil)
        }
        for status in 0...999 where !(200...202).contains(status) {
            #expect(StatusMeaning.row(status)?.meaning != .taken)
        }
    }
}
