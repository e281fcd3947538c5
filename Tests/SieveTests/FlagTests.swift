// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sieve

/// RFC 5232.
@Suite struct FlagTests {
    private static let head = #"require ["imap4flags", "fileinto", "variables", "foreverypart"]; "#

    private func run(_ source: String, limits: Limits = .standard) throws -> ScriptResult {
        try compiled(Self.head + source).run(on: input(), limits: limits)
    }

    @Test("an action has the flags of its moment, or its own; the implicit keep those of the end")
    func actions() throws {
        let result = try run(
            #"setflag "a"; keep; addflag "b"; fileinto :flags ["c d", "C"] "x"; redirect "a@b.example"; removeflag "a";"#
        )
        #expect(result.actions.map(\.flags) == [["a"], ["c", "d"], []])
        #expect(result.flags == ["b"])
    }

    @Test("a script that runs after another goes on with its flags")
    func following() throws {
        let first = try run(#"setflag "a";"#)
        let second = try compiled(Self.head + #"if hasflag "a" { addflag "b"; }"#).run(on: input().following(first))
        #expect(second.flags == ["a", "b"])
    }

    @Test("the match of a test of flags is told, and wildcards are kept")
    func told() throws {
        let result = try run(
            #"setflag "project-7"; if hasflag :matches "project-*" { set "x" "${1}"; fileinto "${x}"; }"#)
        #expect(result.actions.map(\.argument) == ["7"])
        #expect(result.trace.first?.match?.origin == "flags")
        let variable = try run(#"setflag "mine" "a"; if hasflag "mine" "a" { keep; }"#)
        #expect(variable.trace.first?.match?.origin == "mine")
    }

    @Test("flags are bounded, wherever they come from")
    func bounded() throws {
        let limits = Limits(variableSize: 8)
        #expect(try run(#"setflag "1234"; addflag "678";"#, limits: limits).flags == ["1234", "678"])
        for source in [
            #"setflag "1234"; addflag "6789";"#, #"keep :flags ["1234", "6789"];"#, #"setflag "x" "1234 6789";"#,
        ] {
            #expect(throws: ScriptFault.self) { try run(source, limits: limits) }
        }
    }

    @Test(
        "mistakes are told",
        arguments: [
            (#"setflag ["x", "y"] "z";"#, "error: setflag changes one variable"),
            (#"if hasflag "1" "z" { }"#, "error: what a wildcard stood for is no variable of flags"),
            (#"setflag "a b" "z";"#, #"error: no variable can be set under the name "a b""#),
            (#"setflag "a.b" "z";"#, #"error: unknown namespace of the variable "a.b""#),
            (#"setflag "a\\b";"#, #"warning: "a\b" can't be a flag, and is ignored"#),
            (#"if hasflag "a b" "z" { }"#, #"error: no variable can have the name "a b""#),
        ])
    func mistakes(_ source: String, _ message: String) {
        let found = findings(Self.head + source).first ?? ""
        #expect(found.hasSuffix(": " + message), "\(found)")
    }
}
