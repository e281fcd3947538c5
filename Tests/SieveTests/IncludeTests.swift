// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import FixtureMail
import Testing

@testable import Sieve

/// Scripts by `location/name`.
private struct Shelf: ScriptLibrary {
    var scripts: [String: String]

    func script(named name: String, in location: ScriptLocation, for main: String) -> LibraryEntry {
        let path = "\(location.rawValue)/\(name)"
        if name == "torn" { return .unreadable(name: path, why: "input/output error") }
        return scripts[path].map { .script(name: path, source: Array($0.utf8)) } ?? .missing(name: path)
    }
}

/// RFC 6609.
@Suite struct IncludeTests {
    private let head = #"require ["include", "variables", "fileinto"]; "#

    private func compilation(
        _ main: String, _ scripts: [String: String] = [:], _ change: (inout Dialect) -> Void = { _ in }
    ) -> Compilation {
        var dialect = Dialect.standard
        dialect.library = Shelf(scripts: scripts)
        change(&dialect)
        return Script.compile(source: main, name: "main", dialect: dialect)
    }

    private func result(_ main: String, _ scripts: [String: String]) throws -> ScriptResult {
        let compilation = compilation(main, scripts)
        let text = compilation.allDiagnostics.map(\.description).joined(separator: "\n")
        return try #require(compilation.script, "\(text)").run(on: input())
    }

    private func filed(_ main: String, _ scripts: [String: String]) throws -> [String] {
        try result(head + main, scripts.mapValues { head + $0 }).actions.map(\.argument)
    }

    private func errors(_ main: String, _ scripts: [String: String] = [:]) -> [String] {
        compilation(head + main, scripts.mapValues { head + $0 }).allDiagnostics.map { "\($0.file): \($0.message)" }
    }

    @Test("a script is taken from one's own collection unless the site's is named")
    func locations() throws {
        let scripts = ["personal/a": #"fileinto "own";"#, "global/a": #"fileinto "site";"#]
        #expect(
            try filed(#"include "a"; include :global "a"; include :personal "a";"#, scripts) == ["own", "site", "own"])
    }

    @Test("what is done in an included script names its file and line")
    func places() throws {
        let inner = "require \"fileinto\";\nif true {\n fileinto \"x\"; }"
        let result = try result("require \"include\"; include \"a\"; keep;", ["personal/a": inner])
        #expect(result.actions.map(\.file) == ["personal/a", "main"])
        #expect(result.actions.map(\.place.line) == [3, 1])
        #expect(result.trace.map(\.file) == ["personal/a"])
        #expect(!result.implicitKeep)
    }

    @Test("a fault in an included script names its file")
    func faults() throws {
        let inner = "require [\"variables\", \"editheader\"];\nset \"n\" \"no name\"; addheader \"${n}\" \"x\";"
        let script = try #require(compilation(#"require "include"; include "a";"#, ["personal/a": inner]).script)
        do {
            _ = try script.run(on: input())
            Issue.record("the run went on")
        } catch {
            #expect(error.description.hasPrefix("personal/a:2: "))
        }
    }

    @Test("the regular expressions of included scripts count with those of the script that includes them")
    func patternsTogether() {
        func script(_ count: Int) -> String {
            let keys = (0..<count).map { "\"a\($0)\"" }.joined(separator: ",")
            return "require \"regex\"; if header :regex \"x\" [\(keys)] { keep; }"
        }
        let main = #"require "include"; include "a"; include "b";"#
        let fitting = compilation(main, ["personal/a": script(256), "personal/b": script(256)])
        #expect(fitting.script != nil)
        let surplus = compilation(main, ["personal/a": script(256), "personal/b": script(257)])
        #expect(surplus.script == nil)
        #expect(
            surplus.allDiagnostics.contains {
                $0.headline.hasPrefix("personal/b:1:") && $0.message.contains("together they could take more")
            })
    }

    @Test("return goes back to the including script, and at the top it stops; stop stops all")
    func leaving() throws {
        let scripts = ["personal/r": #"fileinto "1"; if true { return; } fileinto "2";"#, "personal/s": "stop;"]
        #expect(try filed(#"include "r"; fileinto "3"; include "s"; fileinto "4";"#, scripts) == ["1", "3"])
        let top = try result(head + #"fileinto "1"; return; fileinto "2";"#, [:])
        #expect(top.actions.map(\.argument) == ["1"])
        #expect(top.stopped)
    }

    @Test("once includes a script that has not been included yet, also one that is being included")
    func once() throws {
        let scripts = [
            "personal/a": #"fileinto "a"; include :once "b";"#, "personal/b": #"fileinto "b"; include :once "a";"#,
        ]
        #expect(try filed(#"include :once "b"; include :once "b";"#, scripts) == ["b", "a"])
        #expect(try filed(#"include "b"; include "b"; include :once "a";"#, scripts) == ["b", "a", "b"])
    }

    @Test("each script has its own variables, anew each time, and shares those that it declares global")
    func variables() throws {
        let scripts = [
            "personal/a": #"global "g"; set "v" "${v}x"; set "g" "${g}[${v}]";"#,
            "personal/b": #"set "g" "local"; fileinto "${global.g}";"#,
        ]
        let main = """
            set "v" "main"; set "global.g" "0"; include "a"; include "a"; include "b"; fileinto "${v}${g}";
            global "g"; fileinto "${g}";
            """
        #expect(try filed(main, scripts) == ["0[x][x]", "main", "0[x][x]"])
    }

    @Test("a script that is included again while it runs keeps its variables")
    func nestedVariables() throws {
        let scripts = [
            "personal/a": #"include "b";"#,
            "personal/b": """
            if string "${global.again}" "" { set "v" "outer"; } else { set "v" "inner"; }
            set "global.again" "1"; include :once "a"; fileinto "${v}";
            """,
        ]
        #expect(try filed(#"if false { include "a"; } include "b";"#, scripts) == ["inner", "outer"])
    }

    @Test("a key that one script made ready tells its groups to another one that asks for them")
    func sharedKeys() throws {
        let extensions = #"require ["regex", "body", "encoded-character"]; "#
        let scripts = ["personal/a": extensions + #"if body :regex "x${hex: 0d 0a}(y)" {}"#]
        let main =
            #"require ["include", "variables", "fileinto", "regex", "encoded-character"]; include "a"; "#
            + #"set "k" "x${hex: 0a}(y)"; if string :regex "x${hex: 0a}y" "${k}" { fileinto "${1}"; }"#
        #expect(try result(main, scripts).actions.map(\.argument) == ["y"])
    }

    @Test("an included script has match variables of its own")
    func matches() throws {
        let scripts = ["personal/a": #"fileinto "[${1}]"; if string :matches "xyz" "x*" {}"#]
        #expect(
            try filed(#"if string :matches "abc" "a*" { include "a"; fileinto "${1}"; }"#, scripts) == ["[]", "bc"])
    }

    @Test("edits of the header are seen by both")
    func edits() throws {
        let scripts = ["personal/a": #"require ["editheader"]; if exists "X-A" { addheader "X-B" "1"; }"#]
        let main = #"require ["include", "editheader", "fileinto"]; addheader "X-A" "1"; include "a"; "#
        #expect(try result(main + #"if exists "X-B" { fileinto "yes"; }"#, scripts).actions.count == 1)
    }

    @Test("capabilities are each script's own")
    func capabilities() {
        let found = compilation(head + #"include "a";"#, ["personal/a": #"fileinto "x";"#])
        #expect(found.script == nil)
        #expect(found.included.map(\.name) == ["personal/a"])
        #expect(found.allDiagnostics.map(\.file) == ["personal/a", "main"])
        #expect(found.diagnostics.map(\.message) == ["the script personal/a has errors"])
    }

    @Test("a script that is missing, or can't be read, is an error; missing may be allowed")
    func missing() {
        #expect(errors(#"include "a";"#) == ["main: there is no script personal/a"])
        #expect(errors(#"include :optional "a";"#) == [])
        #expect(
            errors(#"include :optional "torn";"#) == [
                "main: the script personal/torn can't be read: input/output error"
            ])
        let none = Script.compile(source: head + #"include :optional "a";"#, name: "main")
        #expect(none.diagnostics.map(\.message) == ["there are no scripts here that could be included"])
    }

    @Test(
        "names that could lead elsewhere are errors",
        arguments: ["../a", "a/b", "/etc/a", "", ".", "..", "a\u{7F}", "a\u{85}", "a\u{2028}", "a\u{2029}", "a\u{1}"])
    func names(_ name: String) {
        #expect(errors("include \"\(name)\";", ["personal/\(name)": "keep;"]).count == 1)
    }

    @Test("a name can't hold variables")
    func constantNames() {
        #expect(errors(#"set "n" "a"; include "${n}";"#, ["personal/a": "keep;"]).count == 1)
    }

    @Test("a script that includes itself is an error that names the chain")
    func cycles() {
        #expect(
            errors(#"include "a";"#, ["personal/a": #"include "a";"#]).first?.contains("personal/a -> personal/a")
                == true)
        let found = errors(
            #"include "a";"#,
            ["personal/a": #"include "b";"#, "personal/b": #"include "c";"#, "personal/c": #"include "a";"#])
        #expect(
            found == [
                "personal/c: a script can't include itself: personal/a -> personal/b -> personal/c -> personal/a",
                "personal/b: the script personal/c has errors", "personal/a: the script personal/b has errors",
                "main: the script personal/a has errors",
            ])
    }

    @Test("depth and number of included scripts have limits")
    func limits() {
        let deep = ["personal/1": #"include "2";"#, "personal/2": #"include "3";"#, "personal/3": "keep;"]
            .mapValues { head + $0 }
        let main = head + #"include "1";"#
        #expect(compilation(main, deep) { $0.includeDepth = 3 }.script != nil)
        let tooDeep = compilation(main, deep) { $0.includeDepth = 2 }
        #expect(tooDeep.allDiagnostics.first?.message == "scripts are included more than 2 levels deep")
        let wide = head + #"include "3"; include "3"; include "2";"#
        #expect(compilation(wide, deep) { $0.includeCount = 2 }.script != nil)
        let tooWide = compilation(wide, deep) { $0.includeCount = 1 }
        #expect(tooWide.diagnostics.first?.message == "more than 1 scripts are included")
    }

    @Test("a script that is included everywhere is bounded by the steps of the run")
    func steps() throws {
        var scripts = ["personal/0": "keep;"]
        for level in 1...9 {
            scripts["personal/\(level)"] = head + String(repeating: "include \"\(level - 1)\"; ", count: 9)
        }
        let script = try #require(compilation(head + #"include "9";"#, scripts).script)
        #expect(throws: ScriptFault.self) { try script.run(on: input()) }
    }

    @Test("global needs both extensions, and names that can be variables")
    func global() {
        #expect(compilation(#"require "include"; global "a";"#).diagnostics.count == 1)
        #expect(compilation(#"require "variables"; set "global.a" "1";"#).diagnostics.count == 1)
        #expect(compilation(#"require "variables"; set "a" "${global.a}";"#).diagnostics.count == 1)
        for name in ["1", "a.b", "", "${a}"] { #expect(errors("global \"\(name)\";").count == 1, "\(name)") }
        for name in ["global.1", "global.a.b", "globl.a", "global."] {
            #expect(errors("set \"\(name)\" \"x\";").count == 1, "\(name)")
        }
        #expect(errors(#"set "v" "x"; global "v";"#).count == 1)
        #expect(errors(#"global "v"; set "v" "x"; global ["v", "w"]; set "global.w" "${global.v}";"#) == [])
    }
}
