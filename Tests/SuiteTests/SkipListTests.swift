// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sieve
import Testing

struct SkipListTests {
    private func report(_ path: String) -> TestFileReport {
        let source = """
            require "vnd.dovecot.testsuite";
            test "good" { }
            test "b: \\"ad\\"" { test_fail "no"; }
            """
        return suite.run(Array(source.utf8), path: path)
    }

    @Test func `A listed failure is skipped, an unlisted one is bad`() throws {
        let list = try SkipList("# why\n\ndir/x.svtest\n    \"b: \"ad\"\": not yet: later\n")
        var report = report("/somewhere/dir/x.svtest")
        #expect(report.isBad)
        list.excuse(&report)
        #expect(!report.isBad)
        #expect(report.blocks.map(\.isSkipped) == [false, true])
        #expect(report.blocks.map(\.excuse) == [nil, "not yet: later"])
        var other = self.report("/somewhere/otherdir/x.svtest")
        list.excuse(&other)
        #expect(other.isBad)
    }

    @Test func `A listed test that passes is bad`() throws {
        let list = try SkipList("x.svtest\n    *: nothing works")
        var report = report("x.svtest")
        list.excuse(&report)
        #expect(report.blocks.map(\.passesAgainstExpectation) == [true, false])
        #expect(report.isBad)
    }

    @Test func `An entry for a test that is not there is told`() throws {
        let list = try SkipList("x.svtest\n    \"good\": a\n    \"gone\": b\ny.svtest\n    *: c")
        #expect(
            list.unused(in: [report("x.svtest")]) == [
                "line 3: x.svtest has no block \"gone\"", "line 5: y.svtest has no block \"*\"",
            ])
    }

    @Test(arguments: ["  \"a\": no file above", "x\n  a: no quotes", "x\n  \"a\":", "x\n  \"a\" reason", "x\n  *:"])
    func `A line that can't be read is told`(text: String) {
        #expect(throws: SkipList.Fault.self) { try SkipList(text) }
    }
}
