// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Sieve
import Testing

struct ConformanceTests {
    @Test(arguments: testFiles(below: testFolder.appending(path: "Scripts")))
    func `Scripts behave as the RFCs say`(path: String) {
        let report = suite.run(path)
        #expect(!report.blocks.isEmpty)
        #expect(report.complaints.isEmpty, "\(report.complaints.joined(separator: "\n"))")
    }
}
