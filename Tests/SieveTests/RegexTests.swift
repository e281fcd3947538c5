// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sieve

@Suite struct RegexTests {
    /// What is left of some text after a match: the match variables, in brackets.
    private func groups(_ test: String, after commands: String = "") throws -> String {
        let source = allExtensions + commands + "\nif \(test) { fileinto \"[${0}][${1}][${2}][${3}]\"; }"
        return try compiled(source).run(on: input()).actions.last?.argument ?? "none"
    }

    @Test(
        "every test with match types has it",
        arguments: [
            (#"header :regex "subject" "^\\[[a-z]+\\] ""#, true), (#"header :regex "subject" "^Opzegging""#, false),
            (#"address :regex :localpart "cc" "^arch(ive)?$""#, true), (#"address :regex "to" "nl$""#, false),
            (#"address :regex :all "to" [".*\\.nl", "anna(\\+.*)?@partner\\.example"]"#, true),
            (#"envelope :regex :domain "to" "^client\\.(example|test)$""#, true), (#"string :regex "a" "^.$""#, true),
            (#"header :regex ["x-absent", "x-tag"] "^g""#, true), (#"header :regex "x-empty" "^$""#, true),
            (#"header :regex "x-absent" """#, false),
        ])
    func tests(_ test: String, _ expected: Bool) throws {
        #expect(try evaluates(test) == expected)
    }

    @Test("the comparator says which letters are the same, and what a character is")
    func comparators() throws {
        #expect(try evaluates(#"string :regex "ABC" "^[a-c]+$""#))
        #expect(try !evaluates(#"string :regex :comparator "i;octet" "ABC" "^[a-c]+$""#))
        #expect(try !evaluates(#"string :regex "ZÜRICH" "zürich""#))
        #expect(try evaluates(#"string :regex :comparator "i;unicode-casemap" "ZÜRICH" "z[ü]rich""#))
        #expect(try evaluates(#"string :regex "ü" "^.$""#))
        #expect(try evaluates(#"string :regex :comparator "i;octet" "ü" "^..$""#))
    }

    @Test("octets that are no text, and NUL, are searched")
    func octets() throws {
        #expect(try evaluates(#"string :regex "caf${hex: e9}" "^caf.$""#))
        #expect(try evaluates(#"string :regex "a${hex: 00}b" "^a.b$""#))
        #expect(try evaluates(#"string :regex "a${hex: ff}" "${hex: ff}$""#))
    }

    @Test("match variables hold the match and its groups")
    func variables() throws {
        #expect(
            try groups(#"header :regex "subject" "\\[([a-z]+)\\] *([^ ]+)""#)
                == "[[registered] Opzegging][registered][Opzegging][]")
        #expect(try groups(#"string :regex "xby" "(a)?(b)""#) == "[b][][b][]")
        #expect(try groups(#"string :regex "ab" ["(x)", "a(b)"]"#) == "[ab][b][][]")
        // What doesn't match, and what has no groups to tell, leaves them or clears them.
        #expect(try groups(#"not string :regex "q" "(z)""#, after: #"if string :regex "ab" "(a)" {}"#) == "[a][a][][]")
        let many = String(repeating: "(.)", count: 40)
        let commands = "if not string :regex \"\(String(repeating: "a", count: 31))bcdefghij\" \"\(many)\" { stop; }"
        #expect(
            try compiled(allExtensions + commands + "fileinto \"${31}${32}\";").run(on: input()).actions.last?.argument
                == "ab")
    }

    @Test("without variables a match finds the same")
    func withoutVariables() throws {
        let script = #"require ["regex", "fileinto"]; if header :regex "subject" "(huur|koop) (.*)$" { fileinto "a"; }"#
        #expect(try outcome(script) == ["fileinto a"])
    }

    @Test("a bad pattern is an error of the check, at its place")
    func checked() {
        let head = #"require ["regex", "comparator-i;ascii-numeric", "variables", "editheader"]; "#
        #expect(
            findings(head + "\nif header :regex \"x\" [\"a\", \"b(c\"] { keep; }")
                == ["2:28: error: no regular expression: a ( is never closed; for the character, write [(]"])
        #expect(
            findings(head + "\nif header :regex \"x\" \"\\\\d+\" { keep; }")
                == [#"2:22: error: no regular expression: \d has no meaning in POSIX; write [[:digit:]]"#])
        #expect(
            findings(head + #"if header :regex :comparator "i;ascii-numeric" "x" "1" { keep; }"#).first?
                .contains("compares whole strings, which :regex doesn't") == true)
        #expect(
            findings(#"if header :regex "x" "a" { keep; }"#).first?.contains("needs the extension \"regex\"") == true)
        #expect(findings(head + #"deleteheader :regex "x" "[";"#).count == 1)
        #expect(findings(head + #"if string :regex ["a"] ["${x}", "["] { keep; }"#).count == 1)
    }

    @Test("a bad pattern that variables made is a fault of the run")
    func dynamic() throws {
        let bad = try #require(try fault("set \"a\" \"[\";\nif string :regex \"x\" \"${a}\" { discard; }"))
        #expect(bad.kind == .invalidKey("no regular expression: a [ is never closed"))
        #expect(
            bad.description
                == "test.sieve:4: what variables made of a key can't be used: no regular expression: a [ is never closed"
        )
        #expect(try groups(#"header :regex "from" "${e}""#, after: #"set "e" "jan[.](de)";"#) == "[jan.de][de][][]")
        // A constant one beside it is ready before.
        #expect(try groups(#"string :regex "ab" ["${e}", "a(b)"]"#, after: #"set "e" "q";"#) == "[ab][b][][]")
    }

    @Test("all patterns of a script together are bounded, and the first one too many is told")
    func together() throws {
        func script(_ patterns: [String]) -> String {
            let tests = patterns.map { "header :regex \"x\" \"\($0)\"" }.joined(separator: ",\n")
            return "require [\"regex\", \"include\"]; if anyof (\n\(tests)) { keep; }"
        }
        let message =
            "error: the patterns of :regex are too many or too large: together they could take more than 256 MiB; "
            + "join several in one by |, or use :contains or :matches"
        let small = (0..<513).map { "a\($0)" }
        #expect(findings(script(small.dropLast())).isEmpty)
        #expect(findings(script(small)) == ["514:19: \(message)"])
        #expect(Script.compile(source: script(small), name: "t").script == nil)
        let large = (0..<66).map { "(\($0)|.{900})" }
        #expect(findings(script(large.dropLast(2))).isEmpty)
        // The second is not made ready any more.
        #expect(findings(script(large)) == ["66:19: \(message)", "67:19: \(message)"])
        // Other match types have room all the same.
        #expect(
            findings(script(small).replacing("{ keep; }", with: "{ keep; }\nif header :is \"x\" \"y\" { keep; }")).count
                == 1)
    }

    @Test("quoteregex makes text of signs")
    func quoting() throws {
        let all = #".[]()*+?{}|^$\\-/a"#
        let commands = "set :quoteregex \"q\" \"\(all)\";"
        #expect(try evaluates("string :regex \"\(all)\" \"^${q}$\"", after: commands))
        #expect(try evaluates(#"string :is "${q}" "a\\.b""#, after: #"set :quoteregex "q" "a.b";"#))
        #expect(try evaluates(#"string :is "${q}" "A\\.B""#, after: #"set :quoteregex :upper "q" "a.b";"#))
        #expect(try evaluates(#"string :is "${q}" "4""#, after: #"set :length :quoteregex "q" "a.b";"#))
        #expect(!findings(#"require ["variables", "regex"]; set :quoteregex :quotewildcard "a" "b";"#).isEmpty)
        #expect(
            findings(#"require "variables"; set :quoteregex "a" "b";"#).first?.contains("needs the extension") == true)
    }

    @Test("a match costs steps by the size of pattern and value, and so does a pattern that is made in the run")
    func costs() throws {
        let mail = "Subject: " + String(repeating: "a", count: 60_000) + "\n\nx"
        let test = #"if header :regex "subject" "(a?){200}a{200}b" { keep; }"#
        #expect(try fault(test, limits: Limits(steps: 1000), on: input(mail))?.kind == .tooManySteps(1000))
        #expect(try fault(#"if header :regex "subject" "(a*)*b" { keep; }"#, on: input(mail)) == nil)
        let made = #"set "n" "900"; if string :regex "x" ".{${n}}" { keep; }"#
        #expect(try fault(made, limits: Limits(steps: 300))?.kind == .tooManySteps(300))
        #expect(try fault(made) == nil)
        // The second time the pattern is there already.
        let twice = made + #"if string :regex "x" ".{${n}}" { keep; }"#
        #expect(try fault(twice, limits: Limits(steps: 450)) == nil)
    }
}
