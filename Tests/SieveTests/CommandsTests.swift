// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Testing

@testable import Sieve

@Suite struct CommandsTests {
    @Test("no action is the implicit keep, and actions cancel it")
    func implicitKeep() throws {
        #expect(try outcome("") == ["implicit keep"])
        #expect(try outcome("# a comment /* not */\n/* another\n # comment */") == ["implicit keep"])
        #expect(try outcome("keep;") == ["keep"])
        #expect(try outcome("discard;") == ["discard"])
        #expect(try outcome(#"redirect "a@b.example";"#) == ["redirect a@b.example"])
        #expect(try outcome(#"require "fileinto"; fileinto "x";"#) == ["fileinto x"])
        #expect(try outcome(#"require "reject"; reject "not by mail";"#) == ["reject not by mail"])
    }

    @Test("a copy leaves the implicit keep alone")
    func copy() throws {
        let head = #"require ["copy", "fileinto"]; "#
        #expect(try outcome(head + #"fileinto :copy "x";"#) == ["fileinto :copy x", "implicit keep"])
        #expect(
            try outcome(head + #"redirect :copy "a@b.example"; discard;"#) == ["redirect :copy a@b.example", "discard"])
    }

    @Test("exactly one branch of a chain is taken")
    func chains() throws {
        let script = """
            require ["fileinto", "variables"];
            if string "${none}" "x" { fileinto "1"; }
            elsif true { if false { fileinto "2"; } fileinto "3"; }
            elsif true { fileinto "4"; }
            else { fileinto "5"; }
            if false { fileinto "6"; } else { fileinto "7"; }
            """
        #expect(try outcome(script) == ["fileinto 3", "fileinto 7"])
    }

    @Test("a chain inside a block doesn't disturb the one around it")
    func nestedChains() throws {
        let script = """
            require "fileinto";
            if true { if false { keep; } } else { fileinto "wrong"; }
            if false { keep; } elsif false { keep; } else { fileinto "right"; }
            """
        #expect(try outcome(script) == ["fileinto right"])
    }

    @Test("stop ends the script from any depth")
    func stop() throws {
        let script = #"require "fileinto"; if true { if true { fileinto "a"; stop; } } fileinto "b";"#
        #expect(try outcome(script) == ["fileinto a"])
        #expect(try compiled(script).run(on: input()).stopped)
    }

    @Test("strings in all their forms")
    func strings() throws {
        #expect(try outcome("require \"fileinto\"; fileinto \"a \\\"b\\\" \\\\ \\c\";") == [#"fileinto a "b" \ c"#])
        let text = "require \"reject\"; reject text: # why\n.. dots\n.x\nlast\n.\n;"
        #expect(try outcome(text) == ["reject . dots\r\n.x\r\nlast\r\n"])
        #expect(try outcome(text.replacing("\n", with: "\r\n")) == ["reject . dots\r\n.x\r\nlast\r\n"])
        #expect(try outcome("require \"reject\"; reject TEXT:\n.\n;") == ["reject"])
        #expect(try outcome("REQUIRE \"fileinto\"; FileInto \"x\";") == ["fileinto x"])
        #expect(try outcome("\u{FEFF}keep;") == ["keep"])
    }

    @Test("encoded characters are decoded, and whatever isn't exactly one stays")
    func encodedCharacters() throws {
        func decoded(_ text: String) throws -> [String] {
            try outcome("require [\"encoded-character\", \"fileinto\"]; fileinto \"\(text)\";")
        }
        #expect(try decoded("a${hex: 40 24}b") == ["fileinto a@$b"])
        #expect(try decoded("${HEX:c3 bc}") == ["fileinto ü"])
        #expect(try decoded("${unicode: 40 1F600}") == ["fileinto @😀"])
        #expect(try decoded("${unicode:000042}") == ["fileinto B"])
        #expect(
            try decoded("${hex:}${hex: 400}${hex 40}${unicode: g}${hex:40") == [
                "fileinto ${hex:}${hex: 400}${hex 40}${unicode: g}${hex:40"
            ])
        #expect(findings(#"require "encoded-character"; redirect "a${unicode: D800}@b.example";"#).count == 1)
        #expect(
            findings(#"require "encoded-character"; redirect "a${unicode: FFFFFFFFFFFFFFFFFF}@b.example";"#).count == 1)
    }

    @Test("later tests see the edited header, and the edits are told")
    func editHeader() throws {
        let script = """
            require ["editheader", "fileinto"];
            addheader "X-New" "  hello ";
            deleteheader :index 1 :last "x-tag";
            deleteheader :contains "X-Tag" "alp";
            deleteheader "nothing";
            deleteheader :index 9 "X-Tag";
            addheader :last "To" "zoe@new.example";
            if allof (header "x-new" "hello", not header "x-tag" ["gamma", "alpha"], header "x-tag" "beta",
                      address :domain "to" "new.example") { fileinto "yes"; }
            """
        let result = try compiled(script).run(on: input())
        #expect(result.actions.map(\.argument) == ["yes"])
        #expect(result.actions.first?.editsBefore == 4)
        #expect(
            result.edits.map { "\($0.change) \($0.name): \($0.value) \($0.place.line)" } == [
                "add(atEnd: false) X-New: hello 2", "delete X-Tag: gamma 3", "delete X-Tag: alpha 4",
                "add(atEnd: true) To: zoe@new.example 7",
            ])
        #expect(result.header.first?.name == "X-New")
        #expect(result.header.last?.value == "zoe@new.example")
        #expect(result.fields(named: "x-tag").map(\.field.value) == ["beta"])
        #expect(result.implicitKeep == false)
    }

    @Test("a script that runs after another sees what that one made of the header")
    func following() throws {
        let first = try compiled(#"require "editheader"; addheader "X-New" "1";"#).run(on: input())
        #expect(try evaluates(#"header "x-new" "1""#, on: input().following(first)))
        #expect(first.implicitKeep)
    }
}
