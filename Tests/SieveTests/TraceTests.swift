// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sieve

@Suite struct TraceTests {
    private let script = """
        require ["fileinto", "envelope"];
        if header "x-case" "1" { keep; }
        elsif allof (envelope :domain "to" "client.example",
                     not header :contains "subject" "concept") {
            fileinto "registered";
        }
        """

    @Test("the trace says which test came out how, and which value matched which key")
    func events() throws {
        let result = try compiled(script).run(on: input())
        #expect(
            result.trace.map { "\($0.place.line) \($0.depth) \($0.result) \($0.text)" } == [
                "2 0 false header \"x-case\" \"1\"",
                "3 0 true allof (envelope :domain \"to\" \"client.example\", not header :contains \"subject\" \"concept\")",
                "3 1 true envelope :domain \"to\" \"client.example\"",
                "4 1 true not header :contains \"subject\" \"concept\"",
                "4 2 false header :contains \"subject\" \"concept\"",
            ])
        #expect(result.trace[2].match == .init(origin: "envelope to", value: "client.example", key: "client.example"))
        #expect(result.trace[1].match == nil)
    }

    @Test("an action names its place and the conditions around it")
    func conditions() throws {
        let action = try #require(try compiled(script).run(on: input()).actions.first)
        #expect(action.place.line == 5)
        #expect(action.conditions == [1])
    }

    @Test("without a trace the result is the same")
    func untraced() throws {
        let script = try compiled(script)
        let (traced, plain) = (try script.run(on: input()), try script.run(on: input(), tracing: false))
        #expect(plain.trace.isEmpty)
        #expect(traced.actions.map(\.argument) == plain.actions.map(\.argument))
        #expect(traced.implicitKeep == plain.implicitKeep)
    }

    @Test("a long test is masked before it is clipped, so that no number is cut through and shown")
    func longTest() throws {
        for shift in 130...160 {
            let filler = String(repeating: "x", count: shift - 24)
            let test = "header  :is\n \"subject\" [\"\(filler) 999990019\", \"y\"]"
            let shown = try #require(try compiled("if \(test) { keep; }").run(on: input()).trace.first).text
            #expect(shown.hasPrefix("header :is \"subject\" [\"xxx"))
            #expect(!shown.contains("99"), "\(shown)")
            #expect(shown.count <= 160)
        }
    }
}
