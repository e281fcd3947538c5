// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sieve

/// RFC 5463.
@Suite struct IhaveTests {
    private let head = #"require "ihave"; "#

    private func fault(_ source: String, _ location: SourceLocation = #_sourceLocation) throws -> ScriptFault? {
        let script = try compiled(head + source, location)
        do {
            _ = try script.run(on: input())
            return nil
        } catch {
            return error
        }
    }

    @Test("a list of extensions is there if each of them is")
    func available() throws {
        let cases = [
            (#"ihave "fileinto""#, true), (#"ihave ["envelope", "comparator-i;octet"]"#, true),
            (#"ihave ["envelope", "nonsense"]"#, false), (#"ihave "Envelope""#, false), (#"ihave "ihave""#, true),
        ]
        for (test, expected) in cases {
            let result = try outcome(head + "if \(test) { discard; }")
            #expect((result == ["discard"]) == expected, "\(test)")
        }
    }

    @Test("an extension that changes what strings mean can't be asked for, unless it is required anyway")
    func strings() throws {
        #expect(try outcome(head + #"if ihave ["variables"] { discard; }"#) == ["implicit keep"])
        #expect(try outcome(head + #"if ihave ["encoded-character"] { discard; }"#) == ["implicit keep"])
        #expect(try outcome(#"require ["ihave", "variables"]; if ihave "variables" { discard; }"#) == ["discard"])
        #expect(findings(head + #"if ihave "variables" { set "a" "b"; }"#).count == 1)
    }

    @Test("what was asked for with success is usable to the end of the script, also behind the block")
    func enabled() throws {
        #expect(try outcome(head + #"if not ihave "fileinto" { stop; } fileinto "x";"#) == ["fileinto x"])
        #expect(try outcome(head + #"if ihave "fileinto" { fileinto "x"; }"#) == ["fileinto x"])
        #expect(
            try outcome(head + #"if allof (ihave "relational", header :count "eq" "x-tag" "3") { discard; }"#) == [
                "discard"
            ])
    }

    @Test("what was not asked for, or without success, is an error when it is reached")
    func notEnabled() throws {
        let missing = try fault("keep;\nfileinto \"x\"; if ihave \"fileinto\" {}")
        #expect(missing?.place.line == 2)
        #expect(missing?.text.contains("fileinto needs the extension") == true)
        #expect(try fault(#"if ihave ["fileinto", "nonsense"] {} fileinto "x";"#) != nil)
        #expect(try fault(#"if anyof (true, ihave "fileinto") { fileinto "x"; }"#) != nil)
        #expect(try fault(#"if false { fileinto "x"; }"#) == nil)
        #expect(try fault(#"if header :count "eq" "x-tag" "3" { keep; }"#) != nil)
        #expect(try fault(#"if header :comparator "i;ascii-numeric" "x-tag" "3" { keep; }"#) != nil)
    }

    @Test(
        "what nobody knows compiles, and is an error when it is reached",
        arguments: [
            #"nonsense;"#, #"nonsense "x" 1 :tag ["a"];"#, #"nonsense { keep; }"#, #"nonsense nonsense "x" { keep; }"#,
            #"keep :nonsense "x";"#, #"keep :nonsense;"#, #"redirect :nonsense 3 ["x"] "a@b.example";"#,
            #"if nonsense { keep; }"#, #"if header :nonsense "a" ["b"] "c" { keep; }"#,
            #"if header :comparator "i;nonsense" "subject" "x" { keep; }"#, #"if not nonsense :over 3 { keep; }"#,
            #"if anyof (nonsense (true, other "x"), true) { keep; }"#,
        ])
    func unknown(_ command: String) throws {
        #expect(try fault("if ihave \"nonsense\" { \(command) }") == nil)
        #expect(try fault("if ihave \"nonsense\" {} \(command)")?.place.line == 1)
        #expect(!findings(command).isEmpty)
    }

    @Test("errors that no extension could mend stay errors")
    func errors() {
        #expect(findings(head + #"if header "subject" { keep; }"#).count == 1)
        #expect(findings(head + #"nonsense { header "a" "b"; }"#).contains { $0.contains("a test, which stands") })
        #expect(findings(head + "keep stop;").contains { $0.contains("missing \";\"") })
        #expect(findings(head + "nonsense\nstop;").contains { $0.contains("missing \";\"") })
    }

    @Test("the check warns of what nothing asks for, since it may be a typing error")
    func warnings() {
        let unknown = Script.compile(source: head + #"filento "x"; fileinto "y";"#, name: "t")
        #expect(unknown.script != nil)
        #expect(unknown.diagnostics.map(\.severity) == [.warning, .warning])
        #expect(unknown.diagnostics.first?.suggestion?.contains("fileinto") == true)
        let asked = #"if ihave ["nonsense"] { filento "x"; } if ihave "fileinto" { fileinto "y"; }"#
        #expect(findings(head + asked) == [])
        let misspelt = findings(head + #"if ihave "fileinot" { stop; }"#)
        #expect(misspelt.count == 1 && misspelt[0].hasSuffix("did you mean \"fileinto\"?"))
    }

    @Test("error ends the run with its message")
    func errorCommand() throws {
        let found = try fault("keep;\nerror \"no luck\";")
        #expect(found?.kind == .scriptError("no luck"))
        #expect(found?.description == "test.sieve:2: the rules end with an error: no luck")
        #expect(findings(#"error "x";"#).count == 1)
    }

    @Test("an included script has only what it asks for itself")
    func included() throws {
        struct One: ScriptLibrary {
            let text: String
            func script(named name: String, in location: ScriptLocation, for main: String) -> LibraryEntry {
                .script(name: name, source: Array(text.utf8))
            }
        }
        for (inner, isFault) in [("", true), (#"if ihave "fileinto" {} "#, false)] {
            let text = head + inner + #"fileinto "x";"#
            let script = try #require(
                Script.compile(
                    source: #"require ["ihave", "include"]; if ihave "fileinto" { include "a"; }"#, name: "t",
                    dialect: Dialect(library: One(text: text))
                ).script)
            if isFault {
                #expect(throws: ScriptFault.self) { try script.run(on: input()) }
            } else {
                #expect(try script.run(on: input()).actions.count == 1)
            }
        }
    }
}
