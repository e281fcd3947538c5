// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sieve

/// Pigeonhole's `vnd.dovecot.debug`.
@Suite struct DebugLogTests {
    private func notes(_ source: String, tracing: Bool = true) throws -> [String] {
        try compiled(#"require ["vnd.dovecot.debug", "variables"]; "# + source).run(on: input(), tracing: tracing).notes
    }

    @Test("what a script says is told with its place, on one line")
    func told() throws {
        #expect(try notes("set \"x\" \"a\r\nb\";\ndebug_log \"got ${x}\";") == ["test.sieve:3: got a b"])
        #expect(try notes("\ndebug_log \"one\"; debug_log \"two\";") == ["test.sieve:2: one", "test.sieve:2: two"])
    }

    @Test("nothing is told where nobody asked, and numbers of persons are masked")
    func kept() throws {
        #expect(try notes("debug_log \"x\";", tracing: false) == [])
        #expect(try notes("debug_log \"BSN 999990019\";") == ["test.sieve:1: BSN *******19"])
    }

    @Test("there is an end to what is told")
    func bounded() throws {
        let many = try notes(String(repeating: "debug_log \"\(String(repeating: "x", count: 1000))\";\n", count: 200))
        #expect(many.count == 100)
        #expect(many.allSatisfy { $0.count < 600 })
    }
}
