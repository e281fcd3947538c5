// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Testing

@testable import Sieve

@Suite struct BodyTests {
    @Test(
        "texts are looked at decoded and without markup",
        arguments: [
            (#"body :contains "Zoë""#, true), (#"body :text :contains "tot morgen""#, true),
            (#"body :text :contains "FORWARDED WORDS""#, true), (#"body :text :contains "<p>""#, false),
            (#"body :text :contains "prologue""#, false), (#"body :text :contains "geheim""#, false),
            (#"body :text :contains "Els""#, false), (#"body :text "Forwarded words.""#, true),
            (#"body :text :is "Forwarded""#, false), (#"body :text :matches "*morgen?""#, true),
            (#"body :text :contains :comparator "i;octet" "BESTE""#, false),
            (#"body :text :count "eq" :comparator "i;ascii-numeric" "3""#, true),
        ])
    func texts(_ test: String, _ expected: Bool) throws { #expect(try holds(test) == expected) }

    @Test(
        "content is chosen by type, through multiparts and messages",
        arguments: [
            (#"body :content "text" :contains "<b>mor</b>""#, true),
            (#"body :content "text/plain" :contains "<b>""#, false),
            (#"body :content "TEXT/HTML" :contains "<b>""#, true),
            (#"body :content "text/plain" :contains "forwarded""#, true),
            (#"body :content "application/pdf" :is "%PDF- geheim""#, true),
            (#"body :content ["image", "application"] :contains "geheim""#, true),
            (#"body :content "" :contains "geheim""#, true), (#"body :content "image" :contains """#, false),
            (#"body :content "multipart" :is "A mail of several parts.""#, true),
            (#"body :content "multipart" :contains "inner prologue""#, true),
            (#"body :content "multipart/alternative" :is "An inner epilogue.""#, true),
            (#"body :content "multipart/mixed" :contains "outer epilogue""#, true),
            (#"body :content "multipart" :contains "--inner""#, false),
            (#"body :content "multipart" :contains "Forwarded""#, false),
            (#"body :content "message/rfc822" :contains "els@partner.example""#, true),
            (#"body :content "message" :contains "A folded${hex:0d 0a} subject""#, true),
            (#"body :content "message/rfc822" :contains "Forwarded words""#, false),
            (#"body :content "/plain" :contains """#, false), (#"body :content "text/" :contains """#, false),
            (#"body :content "text/plain/x" :contains """#, false),
            (#"body :content "text" :count "eq" :comparator "i;ascii-numeric" "3""#, true),
        ])
    func contents(_ test: String, _ expected: Bool) throws { #expect(try holds(test) == expected) }

    @Test("a type with too many slashes is what stands before the second")
    func oddType() throws {
        let mail = "Content-Type: text/plain/odd\n\nOdd words.\n"
        #expect(try holds(#"body :contains "odd""#, of: mail))
        #expect(try holds(#"body :content "text/plain" :contains "odd""#, of: mail))
        #expect(try !holds(#"body :content "text/plain/odd" :contains "odd""#, of: mail))
        #expect(try holds(#"body :content "" :contains "odd""#, of: mail))
    }

    @Test(
        "the raw body is all of it, as it stands",
        arguments: [
            (#"body :raw :contains "--inner""#, true), (#"body :raw :contains "Zo=EB""#, true),
            (#"body :raw :contains "X-Tag: two""#, true), (#"body :raw :contains "Zoë""#, false),
            (#"body :raw :contains "jan@office.example""#, false),
            (#"body :raw :matches "A mail*outer epilogue.""#, true),
            (#"body :raw :count "eq" :comparator "i;ascii-numeric" "1""#, true),
        ])
    func raw(_ test: String, _ expected: Bool) throws { #expect(try holds(test) == expected) }

    @Test("the line ends of keys fit, whatever those of the mail are", arguments: ["\n", "\r\n"])
    func lineEnds(_ end: String) throws {
        let mail = "Subject: x\n\nOne\nTwo\n".replacing("\n", with: end)
        for transform in [":raw", ":text", ":content \"text/plain\""] {
            #expect(try holds("body \(transform) :is text:\nOne\nTwo\n.\n", of: mail))
            #expect(try !holds("body \(transform) :is \"One${hex:0a 0a}Two\"", of: mail))
        }
        #expect(try holds("allof (body :raw :contains \"e${hex:0d 0a}T\", not body :raw \"x\")", of: mail))
    }

    @Test("a mail without the empty line has no body, and none of the tests is true")
    func noBody() throws {
        for transform in [":raw", ":text", ":content \"\""] {
            #expect(try !holds("body \(transform) :contains \"\"", of: "Subject: x\n"))
            #expect(try holds("body \(transform) :is \"\"", of: "Subject: x\n\n"))
            #expect(
                try holds("body \(transform) :count \"eq\" :comparator \"i;ascii-numeric\" \"0\"", of: "Subject: x\n"))
        }
    }

    @Test("a part in an encoding that nobody knows is not searched")
    func unknownEncoding() throws {
        let mail = "Content-Transfer-Encoding: x-own\n\nHello\n"
        #expect(try !holds(#"body :contains "Hello""#, of: mail))
        #expect(try holds(#"body :raw :contains "Hello""#, of: mail))
    }

    @Test("match variables are left alone, and variables go into keys and types")
    func variables() throws {
        let commands = """
            if header :matches "subject" "Con*" {}
            if not body :raw :matches "*sev*parts*" { stop; }
            set "r" "${1}";
            """
        #expect(try result(commands) == "tract")
        #expect(
            try holds(
                #"body :content "${t}/html" :contains "${k}""#, after: #"set "t" "text"; set "k" "<b>mor";"#))
    }

    @Test("the trace names the part, and shows of a long text what stands around the key")
    func trace() throws {
        func match(_ test: String, of mail: String = letterWithParts) throws -> TraceEvent.Match? {
            let script = try compiled(mimeExtensions + "if \(test) { keep; }")
            return try script.run(on: parsedInput(mail)).trace.last?.match
        }
        #expect(
            try match(#"body :contains "tot""#)
                == .init(origin: "text of part 1.1", value: "Beste Zoë,\ntot morgen.", key: "tot"))
        #expect(try match(#"body :content "application" :contains "pdf""#)?.origin == "content of part 2")
        #expect(
            try match(#"body :content "message" :contains "els""#)?.origin == "header of the message in part 3")
        #expect(try match(#"body :content "multipart" :contains "inner""#)?.origin == "prologue of part 1")
        #expect(try match(#"body :content "multipart" :contains "a mail""#)?.origin == "prologue of the message")
        let long =
            "Subject: x\n\n" + String(repeating: "ééé ", count: 1000) + "needle" + String(repeating: " é", count: 900)
        let shown = try #require(try match(#"body :contains "needle""#, of: long)?.value)
        #expect(shown.contains("é needle é"))
        #expect(shown.count < 200)
        #expect(!shown.contains("\u{FFFD}"))
    }

    @Test("a part beyond the limits is a fault, not half a part")
    func limits() throws {
        func fault(_ test: String, _ limits: Limits, of mail: String) throws -> ScriptFault.Kind? {
            let script = try compiled(mimeExtensions + "if \(test) { keep; }")
            do throws(ScriptFault) {
                _ = try script.run(on: parsedInput(mail), limits: limits)
                return nil
            } catch {
                return error.kind
            }
        }
        let mail = "Subject: x\n\n" + String(repeating: "0123456789", count: 20)
        let short = Limits(bodySize: 100)
        #expect(try fault(#"body :contains "x""#, short, of: mail) == .bodyTooLong(part: "1", limit: 100))
        #expect(try fault(#"body :raw :contains "x""#, short, of: mail) == nil)
        #expect(try fault(#"body :contains "x""#, short, of: letterWithParts) == nil)
        let html = "Content-Type: text/html\n\n" + mail
        #expect(try fault(#"body "x""#, Limits(markupSize: 9), of: html) == .bodyTooLong(part: "1", limit: 9))
        #expect(try fault(#"body :content "text" "x""#, Limits(markupSize: 9), of: html) == nil)
        let picture = "<img src=\"data:image/png;base64," + String(repeating: "iVBORw0K", count: 100_000) + "\">"
        #expect(try fault(#"body "x""#, .standard, of: html + picture) == nil)
        #expect(try fault(#"body "x""#, Limits(bodiesSize: 50), of: letterWithParts) == .bodiesTooLong(50))
        #expect(
            try fault(#"anyof (body "x", body "y", body "z")"#, Limits(bodiesSize: 100), of: letterWithParts) == nil)
    }

    @Test("a long body doesn't use up the steps")
    func steps() throws {
        let mail = "Subject: x\n\n" + String(repeating: "lorem ipsum dolor sit amet\n", count: 100_000)
        let test = #"body :raw :contains "a sentence that stands nowhere in the mail at all""#
        let script = try compiled(
            mimeExtensions + "if anyof (" + Array(repeating: test, count: 20).joined(separator: ", ") + ") { keep; }")
        #expect(try script.run(on: parsedInput(mail), limits: Limits(steps: 20_000)).implicitKeep)
    }

    @Test("wrong uses are errors, all said at once")
    func errors() {
        let head = #"require "body"; if "#
        for test in [
            "body", "body 3", #"body "a" "b""#, "body :frop", #"body :content "a""#, "body :content 3 \"x\"",
            #"body :content :contains "x""#, #"body :raw :text "x""#,
        ] {
            #expect(!findings(head + test + " {}").isEmpty, "\(test)")
        }
        #expect(findings(#"if body "x" {}"#).count == 1)
    }
}
