// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Reading
import Sieve
import Testing

struct RunnerTests {
    /// Runs a test file; each block as `name: ok`, or `name: reason (line)`.
    private func outcomes(_ source: String) -> [String] {
        let report = suite.run(Array(("require \"vnd.dovecot.testsuite\";\n" + source).utf8), path: "x.svtest")
        let file = report.failure.map { ["file: \($0.text) (\($0.line))"] } ?? []
        return report.blocks.map { block in
            block.name + ": " + (block.failure.map { "\($0.text) (\($0.line))" } ?? "ok")
        } + file
    }

    @Test func `test_fail leaves its block, and the next one runs`() {
        let source = """
            test "a" {
                if true { test_fail "no"; }
                test_fail "too late";
            }
            test "b" { if false { test_fail "no"; } }
            """
        #expect(outcomes(source) == ["a: no (3)", "b: ok"])
    }

    @Test func `A fault fails its block alone`() {
        let source = """
            require "variables";
            test "a" { set "x" "no address"; redirect "${x}"; }
            test "b" { test_binary_load "never saved"; }
            test "c" { if not test_script_run { } }
            test "d" { keep; }
            """
        #expect(
            outcomes(source) == [
                "a: \"no address\" is not an address to redirect to (3)", "b: there is no script never saved (4)",
                "c: no script was compiled before (5)", "d: ok",
            ])
    }

    @Test func `A block with an error fails without being run`() {
        let source = """
            test "a" { frobnicate; }
            test "b" { if header :resembles "x" "y" { } }
            test "c" { fileinto "x"; }
            test "d" { }
            """
        #expect(
            outcomes(source) == [
                "a: unknown command \"frobnicate\" (2)", "b: header has no tag :resembles (3)",
                "c: fileinto needs the extension \"fileinto\" (4)", "d: ok",
            ])
    }

    @Test func `An error outside of blocks, or an unknown extension, fails them all`() {
        #expect(outcomes("frobnicate;\ntest \"a\" { }") == ["a: unknown command \"frobnicate\" (2)"])
        #expect(outcomes("require \"_x\";\ntest \"a\" { }") == ["a: needs extension _x (2)"])
        #expect(outcomes("frobnicate;") == ["file: unknown command \"frobnicate\" (2)"])
    }

    @Test func `What stands behind a failure outside of blocks, or behind stop, was not tested`() {
        #expect(outcomes("test \"a\" { }\ntest_fail \"no\";\ntest \"b\" { }") == ["a: ok", "b: no (3)"])
        #expect(outcomes("test \"a\" { stop; }\ntest \"b\" { }") == ["a: ok", "b: was never reached (3)"])
        #expect(outcomes("test \"a\" { }\ntest_fail \"no\";") == ["a: ok", "file: no (3)"])
    }

    @Test func `Blocks of one name are told apart`() {
        #expect(outcomes("test \"a\" { }\ntest \"a\" { test_fail \"no\"; }") == ["a: ok", "a (2): no (3)"])
    }

    @Test func `Variables and the message last from block to block`() {
        let source = """
            require ["variables", "envelope"];
            test "a" { set "x" "y"; test_set "envelope.from" "jan@office.example"; }
            test "b" {
                if not string "${x}" "y" { test_fail "the variable is gone"; }
                if not envelope "from" "jan@office.example" { test_fail "the envelope is gone"; }
                test_set "message" "From: piet@client.example\r\n\r\n";
                if not envelope "from" "piet@client.example" { test_fail "a message brings its envelope"; }
            }
            """
        #expect(outcomes(source) == ["a: ok", "b: ok"])
    }

    @Test func `The lists that the settings make are there, for the file and for the scripts it compiles`() {
        let files = [
            "dir/friends.dict": "priv/sieve/extlists/piet@client.example\r\n1\r\nother/jan@client.example\r\n1\r\n",
            "dir/a.sieve": "require \"extlists\"; if header :list \"x\" \"friends\" { }",
            "dir/b.sieve": "require \"extlists\"; if header :list \"x\" \"strangers\" { }",
        ]
        var surroundings = TestSurroundings(
            file: { files[$0].map { Array($0.utf8) } }, message: { MessageReader().read($0) },
            run: Surroundings(clock: .system(), environment: [:]))
        let source = """
            require ["vnd.dovecot.testsuite", "extlists", "variables"];
            test_config_set "sieve_extlists_list" "one two three";
            test_config_set "sieve_extlists_list/one/name" "friends";
            test_config_set "sieve_extlists_list/one/dict/file/path" "${tst.path}/friends.dict";
            test_config_set "sieve_extlists_list/two/name" "nobody";
            test_config_set "sieve_extlists_list/three/dict/file/path" "${tst.path}/gone.dict";
            test "held" { if not string :list "Piet@client.example" "friends" { test_fail "no"; } }
            test "not held" { if string :list ["jan@client.example", "x"] ["friends", "nobody"] { test_fail "no"; } }
            test "there" { if not valid_ext_list ["friends", "nobody", "three"] { test_fail "no"; } }
            test "not there" { if valid_ext_list "one" { test_fail "no"; } }
            test "compiled" {
                if not test_script_compile "a.sieve" { test_fail "a"; }
                if test_script_compile "b.sieve" { test_fail "b"; }
            }
            """
        func outcomes() -> [String?] {
            TestSuite(surroundings: surroundings).run(Array(source.utf8), path: "dir/x.svtest").blocks
                .map(\.failure?.text)
        }
        #expect(outcomes() == [nil, nil, nil, nil, nil])
        surroundings.file = { $0 == "dir/friends.dict" ? nil : files[$0].map { Array($0.utf8) } }
        #expect(outcomes() == ["no", nil, nil, nil, nil])
    }

    @Test func `Errors are counted a call at a time, those of included scripts too, and that compiling failed`() {
        let files = [
            "dir/a.sieve": """
            require "include";
            keep :frop 4 5;
            if anyof (header 3, exists, true) {
                stop "x" "y";
                frobnicate;
            }
            include "b";
            """,
            "dir/included/b.sieve": "keep 1 2;",
        ]
        let surroundings = TestSurroundings(
            file: { files[$0].map { Array($0.utf8) } }, message: { MessageReader().read($0) },
            run: Surroundings(clock: .system(), environment: [:]))
        func outcome(_ count: Int) -> TestFileReport.Reason? {
            let source = """
                require ["vnd.dovecot.testsuite", "relational", "comparator-i;ascii-numeric"];
                test "a" {
                    if test_script_compile "a.sieve" { test_fail "it compiles"; }
                    if not test_error :count "eq" :comparator "i;ascii-numeric" "\(count)" { test_fail "another number"; }
                }
                """
            return TestSuite(surroundings: surroundings).run(Array(source.utf8), path: "dir/x.svtest").blocks[0].failure
        }
        // keep, header, exists, stop, frobnicate, include, keep in the included script, and the last.
        #expect(outcome(8) == nil)
        #expect(outcome(7)?.text == "another number")
    }

    @Test func `A file that can't be read fails`() {
        let report = suite.run("/nonexistent/x.svtest")
        #expect(report.isBad)
        #expect(report.blocks.isEmpty)
    }

    @Test func `No rule file may use the commands of tests`() {
        let compilation = Script.compile(source: "require \"vnd.dovecot.testsuite\";", name: "x.sieve")
        #expect(compilation.script == nil)
    }
}
