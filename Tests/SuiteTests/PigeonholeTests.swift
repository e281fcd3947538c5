// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Sieve
import Testing

/// A checkout of Pigeonhole, or its folder of tests, where one is at hand.
private let pigeonhole = ProcessInfo.processInfo.environment["SIEVE_TESTSUITE"].map { URL(filePath: $0) }

struct PigeonholeTests {
    @Test(.enabled(if: pigeonhole != nil, "SIEVE_TESTSUITE names no folder"))
    func `Every block passes or is in the list with a reason`() throws {
        let files = testFiles(below: try #require(pigeonhole))
        try #require(!files.isEmpty)
        let list = try SkipList(
            String(contentsOf: testFolder.appending(path: "Pigeonhole.skipped"), encoding: .utf8))
        let reports = files.map { path in
            var report = suite.run(path)
            list.excuse(&report)
            return report
        }
        let blocks = reports.flatMap(\.blocks)
        print(
            "Pigeonhole: \(blocks.count { $0.failure == nil }) passed, \(blocks.count { $0.isSkipped }) skipped,",
            "\(blocks.count { $0.failure != nil && $0.excuse == nil }) failed, in \(files.count) files")
        let complaints = reports.flatMap(\.complaints) + list.unused(in: reports)
        let isGood = complaints.isEmpty
        #expect(isGood, "\(complaints.joined(separator: "\n"))")
    }
}
