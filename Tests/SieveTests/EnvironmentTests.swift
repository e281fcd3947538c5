// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sieve

/// RFC 5183.
@Suite struct EnvironmentTests {
    private func isTrue(_ test: String, _ location: SourceLocation = #_sourceLocation) throws -> Bool {
        var input = input()
        input.surroundings = Surroundings(environment: ["name": "Sealpost", "domain": "", "vnd.sealpost.door": "pipe"])
        let source = #"require ["environment", "relational", "variables"]; if \#(test) { discard; }"#
        return try compiled(source, location).run(on: input).actions.count == 1
    }

    @Test("items are compared like other values")
    func values() throws {
        #expect(try isTrue(#"environment "name" "sealpost""#))
        #expect(try isTrue(#"environment :matches "VND.sealpost.door" ["out*", "p*"]"#))
        #expect(try !isTrue(#"environment :comparator "i;octet" "name" "sealpost""#))
        #expect(try isTrue(#"environment :contains "domain" """#))
    }

    @Test("a name that is nearly one of an item is told")
    func nearNames() {
        let found = findings(#"require "environment"; if environment "vnd.sealpost.dor" "pipe" { discard; }"#)
        #expect(found.count == 1 && found[0].hasSuffix(#"did you mean "vnd.sealpost.door"?"#))
        #expect(findings(#"require "environment"; if environment "vnd.other.thing" "x" { discard; }"#) == [])
    }

    @Test("an item that isn't there matches nothing, and an empty one counts as none")
    func missing() throws {
        #expect(try !isTrue(#"environment :contains "nonsense" """#))
        #expect(try !isTrue(#"anyof (environment :count "eq" "nonsense" "0", environment :count "ge" "nonsense" "0")"#))
        #expect(try isTrue(#"environment :count "eq" "name" "1""#))
        #expect(try isTrue(#"environment :count "eq" "domain" "0""#))
    }
}
