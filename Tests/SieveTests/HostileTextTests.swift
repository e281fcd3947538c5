// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Testing

@testable import Sieve

/// Scripts and mails that bring text which must not reach a terminal as it is.
@Suite struct HostileTextTests {
    @Test(
        "a finding about control characters shows none",
        arguments: [
            "redirect \"a\u{1B}[2J@b.example\";", "require \"a\nb\u{7}\";", "keep \u{1B};",
            "if header \"a\rb\" \"c\" { keep; }",
            "keep;\u{2028}\u{85}x",
        ])
    func findings(_ source: String) {
        let found = Script.compile(source: source, name: "a\u{1B}b").diagnostics
        #expect(!found.isEmpty)
        for finding in found {
            #expect(finding.headline.onOneLineAlready)
            let lines = finding.description.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count == 3)
            #expect(lines.allSatisfy { String($0).onOneLineAlready })
        }
    }

    @Test("a fault of what variables brought is told on one line")
    func faults() throws {
        let script = try compiled(
            "require [\"variables\", \"encoded-character\"]; set \"a\" \"x${hex: 0a 1b}\"; redirect \"${a}\";")
        let fault = #expect(throws: ScriptFault.self) { try script.run(on: input()) }
        #expect(fault?.description == "test.sieve:1: \"x \u{FFFD}\" is not an address to redirect to")
    }

    @Test(
        "strings of nothing but beginnings of variables and of encoded characters are read quickly",
        arguments: ["${", "${a", "${a.", "${hex:", "${unicode: 40 "])
    func beginnings(_ beginning: String) {
        let text = String(repeating: beginning, count: 900_000 / beginning.utf8.count)
        let source = "require [\"variables\", \"encoded-character\", \"fileinto\"]; fileinto \"\(text)\";"
        #expect(Script.compile(source: source, name: "t").script != nil)
    }

    @Test("a script in one long line is read quickly, and its places are right")
    func oneLine() {
        let source = String(repeating: "/* \u{E9} */ keep; ", count: 40_000)
        let found = Script.compile(source: source + "keeep;", name: "t").diagnostics
        #expect(found.map(\.place) == [SourcePlace(line: 1, column: source.count + 1, length: 5)])
    }

    @Test("neither kind of string holds the character NUL")
    func nul() {
        for text in ["\"a\u{0}b\"", "text:\na\u{0}b\n.\n"] {
            #expect(
                Script.compile(source: "redirect \(text);", name: "t").diagnostics.contains {
                    $0.message.contains("NUL")
                })
        }
    }

    @Test("a script of nothing but unknown names is answered quickly, and still shows its first findings")
    func unknownNames() {
        let source = String(repeating: "keeep; fileinta; headder;\n", count: 40_000)
        let found = Script.compile(source: source, name: "t").diagnostics
        #expect(found.count == Findings.limit)
        #expect(found[0].suggestion == "did you mean \"keep\"?")
    }
}

extension String {
    fileprivate var onOneLineAlready: Bool { onOneLine == self }
}
