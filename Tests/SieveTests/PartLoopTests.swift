// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Testing

@testable import Sieve

@Suite struct PartLoopTests {
    /// Adds the type of the present part to the list.
    private let note = """
        if header :mime :matches :contenttype "content-type" "*" { set "r" "${r} ${1}"; } else { set "r" "${r} -"; }
        """

    @Test("a loop goes over the message and all that is in it, in order")
    func order() throws {
        #expect(
            try result("foreverypart { \(note) }")
                == " multipart/mixed multipart/alternative text/plain text/html application/pdf message/rfc822 -")
        #expect(try result("foreverypart { \(note) }", of: "Subject: x\n\ny\n") == " -")
    }

    @Test("a loop within a loop goes over what is inside the present part")
    func nested() throws {
        let commands = """
            foreverypart {
                set "r" "${r}(";
                foreverypart { \(note) }
                set "r" "${r})";
            }
            """
        #expect(
            try result(commands)
                == "( multipart/alternative text/plain text/html application/pdf message/rfc822 -)( text/plain text/html)"
                + "()()()( -)()")
    }

    @Test("in a loop :mime is the present part, :anychild what is inside it too, and without :mime it is the message")
    func scopes() throws {
        let commands = """
            foreverypart {
                if header :mime :contenttype "content-type" "multipart/alternative" {
                    if header :mime :anychild :contenttype "content-type" "text/html" { set "r" "${r}a"; }
                    if header :mime :contenttype "content-type" "text/html" { set "r" "${r}b"; }
                    if header :mime :anychild "x-tag" "one" { set "r" "${r}c"; }
                    if header "subject" "Contract" { set "r" "${r}d"; }
                    if exists "from" { set "r" "${r}e"; }
                    if exists :mime "from" { set "r" "${r}f"; }
                    if body :contains "Forwarded" { set "r" "${r}g"; }
                }
            }
            """
        #expect(try result(commands) == "adeg")
    }

    @Test("break leaves the innermost loop, or the one it names")
    func breaks() throws {
        #expect(
            try result("foreverypart { \(note) if header :mime :type \"content-type\" \"text\" { break; } }")
                == " multipart/mixed multipart/alternative text/plain")
        let commands = """
            foreverypart :name "outer" {
                foreverypart :name "inner" {
                    \(note)
                    if header :mime :type "content-type" "text" { break :name "WHICH"; }
                }
                set "r" "${r} |";
            }
            set "r" "${r} end";
            """
        #expect(
            try result(commands.replacing("WHICH", with: "outer")) == " multipart/alternative text/plain end")
        let inner = try result(commands.replacing("WHICH", with: "inner"))
        #expect(inner.hasPrefix(" multipart/alternative text/plain | text/plain | | "))
        #expect(inner.hasSuffix(" end"))
    }

    @Test("stop leaves all loops, and a loop in a branch leaves its chain alone")
    func flow() throws {
        let head = mimeExtensions
        #expect(
            try outcome(
                head + "foreverypart { foreverypart { stop; } } fileinto \"x\";", on: parsedInput(letterWithParts))
                == ["implicit keep"])
        let chain =
            "if true { foreverypart { if false { keep; } break; } } else { fileinto \"wrong\"; } fileinto \"right\";"
        #expect(try outcome(head + chain, on: parsedInput(letterWithParts)) == ["fileinto right"])
    }

    @Test("the explanation of an action in a loop names the part")
    func trace() throws {
        let script = try compiled(
            mimeExtensions + """
                foreverypart {
                    if header :mime :param "filename" :matches "content-disposition" "*.pdf" { fileinto "pdf"; break; }
                }
                """)
        let result = try script.run(on: parsedInput(letterWithParts))
        let action = try #require(result.actions.first)
        #expect(
            action.conditions.map { result.trace[$0].match?.origin } == ["Content-Disposition of part 2"])
    }

    @Test("turns of a loop cost steps, and loops nest four deep at most")
    func limits() throws {
        let script = try compiled(mimeExtensions + "foreverypart { foreverypart { keep; } }")
        var kind: ScriptFault.Kind?
        do throws(ScriptFault) {
            _ = try script.run(on: parsedInput(letterWithParts), limits: Limits(steps: 20))
        } catch { kind = error.kind }
        #expect(kind == .tooManySteps(20))
        let open = String(repeating: "foreverypart { ", count: 4)
        #expect(findings("require \"foreverypart\"; \(open) keep; }}}}").isEmpty)
        #expect(findings("require \"foreverypart\"; \(open) foreverypart { keep; } }}}}").count == 1)
    }

    @Test(
        "wrong uses are errors",
        arguments: [
            ("foreverypart;", 1), ("foreverypart :tag { }", 1), ("foreverypart true { }", 1),
            (#"foreverypart "x" { }"#, 1), ("foreverypart :name 13 { }", 1), (#"foreverypart :name "a" "b" { }"#, 1),
            ("break;", 1), (#"break :name "a";"#, 1), ("if true { break; }", 1), (#"foreverypart { break "a"; }"#, 1),
            (#"foreverypart { break :name "a"; }"#, 1), (#"foreverypart :name "b" { break :name "a"; }"#, 1),
            (#"foreverypart :name "a" { foreverypart { if true { break :name "a"; } } }"#, 0),
            (#"foreverypart { keep; } break;"#, 1),
        ])
    func errors(_ commands: String, _ count: Int) {
        #expect(findings("require \"foreverypart\"; " + commands).count == count)
    }
}
