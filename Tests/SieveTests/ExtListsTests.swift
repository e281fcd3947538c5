// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sieve

/// RFC 6134.
@Suite struct ExtListsTests {
    private static let dialect: Dialect = {
        var dialect = Dialect.standard
        dialect.lists = ExternalLists([
            "clients": ExternalList([
                "piet@client.example", "ANNA+contracts@partner.example", "client.example", "gamma",
            ]),
            "tag:office.example,2026:nobody": ExternalList([]),
            "urn:ietf:params:sieve:addrbook:default": ExternalList(["archive@office.example"]),
            "words": ExternalList(["not an address"]),
        ])
        return dialect
    }()

    private let head = #"require ["extlists", "envelope", "variables", "copy", "relational"]; "#

    private func run(_ source: String, _ location: SourceLocation = #_sourceLocation) throws -> ScriptResult {
        let compilation = Script.compile(source: head + source, name: "t", dialect: Self.dialect)
        let text = compilation.diagnostics.map(\.description).joined(separator: "\n")
        return try #require(compilation.script, "\(text)", sourceLocation: location).run(on: input())
    }

    private func isTrue(_ test: String, _ location: SourceLocation = #_sourceLocation) throws -> Bool {
        try run("if \(test) { discard; }", location).actions.count == 1
    }

    private func errors(_ source: String) -> [String] {
        Script.compile(source: head + source, name: "t", dialect: Self.dialect).diagnostics.map(\.message)
    }

    @Test("a value matches that stands on one of the lists, capitals apart")
    func matches() throws {
        #expect(try isTrue(#"envelope :list "to" "clients""#))
        #expect(try isTrue(#"envelope :domain :list "to" "clients""#))
        #expect(try isTrue(#"address :list "to" ["tag:office.example,2026:nobody", "clients"]"#))
        #expect(try isTrue(#"header :list "x-tag" "clients""#))
        #expect(try !isTrue(#"address :list "from" "clients""#))
        #expect(try !isTrue(#"address :list "to" "tag:office.example,2026:nobody""#))
        #expect(try !isTrue(#"header :list "x-none" "clients""#))
    }

    @Test("a name that begins with a colon is short for a URN")
    func shorthand() throws {
        #expect(try isTrue(#"address :list "cc" ":addrbook:default""#))
        #expect(try isTrue(#"address :list "cc" "urn:ietf:params:sieve:addrbook:default""#))
    }

    @Test("the value that was found is the match variable 0")
    func matchVariable() throws {
        let result = try run(#"if address :list "to" "clients" { redirect :copy "${0}"; }"#)
        #expect(result.actions.first?.argument == "piet@client.example")
    }

    @Test("a list that isn't there is an error, unless the script asks first; and then one when it is used")
    func unknown() throws {
        #expect(errors(#"if address :list "to" "clints" { keep; }"#) == [#"there is no list "clints" in the settings"#])
        let asked = #"if valid_ext_list "clints" { if address :list "to" "clints" { keep; } }"#
        #expect(try run(asked).actions.isEmpty)
        let late = #"if not valid_ext_list "clints" { if address :list "to" "clints" { keep; } }"#
        #expect(throws: ScriptFault.self) { try run(late) }
        #expect(throws: ScriptFault.self) { try run(#"set "l" "clints"; if address :list "to" "${l}" { keep; }"#) }
    }

    @Test("valid_ext_list is true if all lists are there")
    func valid() throws {
        #expect(try isTrue(#"valid_ext_list ["clients", ":addrbook:default"]"#))
        #expect(try !isTrue(#"valid_ext_list ["clients", "frop:666"]"#))
    }

    @Test("a comparator has no meaning beside a list")
    func comparator() {
        #expect(errors(#"if address :list :comparator "i;octet" "to" "clients" { keep; }"#).count == 1)
        #expect(errors(#"if address :list :is "to" "clients" { keep; }"#).count == 1)
    }

    @Test("redirection goes to everybody on the list, and is a fault where that is nobody")
    func redirect() throws {
        #expect(try run(#"redirect :list ":addrbook:default";"#).actions.map(\.argument) == ["archive@office.example"])
        #expect(throws: ScriptFault.self) { try run(#"redirect :list "tag:office.example,2026:nobody";"#) }
        #expect(throws: ScriptFault.self) { try run(#"redirect :list "words";"#) }
        #expect(throws: ScriptFault.self) { try run(#"set "l" "clints"; redirect :list "${l}";"#) }
        #expect(errors(#"redirect :list "clints";"#).count == 1)
    }
}
