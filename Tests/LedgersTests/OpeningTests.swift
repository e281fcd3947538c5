// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Ledgers
import TestSupport
import Testing

@Suite struct OpeningTests {
    @Test("several that find no ledger make one together")
    func together() throws {
        for _ in 0..<10 {
            let folder = try TemporaryFolder()
            let faults = CallLog()
            DispatchQueue.concurrentPerform(iterations: 4) { _ in
                do {
                    #expect(
                        try SQLiteLedger(path: folder.file("ledger.sqlite")).standings(includingFinished: true).isEmpty)
                } catch {
                    faults.add("\(error)")
                }
            }
            #expect(faults.calls == [])
        }
    }
}
