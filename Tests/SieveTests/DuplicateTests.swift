// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Testing

@testable import Sieve

/// RFC 7352.
@Suite struct DuplicateTests {
    private struct Unreadable: Error {}

    private struct Known: SeenRecord {
        var ids: [String] = []
        var fails = false

        func wasSeen(_ id: String, handle: String, recipient: String, at now: Timestamp) throws -> Bool {
            if fails { throw Unreadable() }
            return ids.contains("\(recipient)/\(handle)/\(id)")
        }
    }

    private static let now = Timestamp(seconds: 1_795_303_800)
    private static let mail = """
        Message-ID:  <1@office.example>
        X-Case: 42
        X-Case: 43

        x
        """

    private func result(_ source: String, _ known: Known = Known()) throws -> ScriptResult {
        var input = input(Self.mail)
        input.surroundings = Surroundings(clock: SiteClock(now: Self.now) { _ in 0 }, seen: known)
        return try compiled(#"require ["duplicate", "variables", "editheader"]; "# + source).run(on: input)
    }

    private func mark(_ tags: String) throws -> SeenMark? {
        let marks = try result("if duplicate \(tags) { keep; }").marks
        #expect(marks.count <= 1)
        return marks.first
    }

    @Test("a message is known by its Message-ID, a field, or a text; the first field counts")
    func identity() throws {
        #expect(try mark("")?.id == "<1@office.example>")
        #expect(try mark(":header \"message-id\"")?.id == "<1@office.example>")
        #expect(try mark(":header \"x-case\"")?.id == "42")
        #expect(try mark(":uniqueid \"A\"")?.id == "A")
        #expect(try mark(":handle \"h\" :uniqueid \"A\"")?.handle == "h")
    }

    @Test("a field that isn't there, or is empty, is no duplicate and leaves no mark")
    func noField() throws {
        for tags in [":header \"x-none\"", ":header \"x-empty\"", ":seconds 0"] {
            #expect(try mark(tags) == nil, "\(tags)")
        }
    }

    @Test("a name that no field can have is an error")
    func invalidName() {
        for name in ["no name", ""] {
            let found = findings("require \"duplicate\"; if duplicate :header \"\(name)\" {}")
            #expect(found.count == 1, "\(name)")
        }
    }

    @Test("what was seen is a duplicate: for the same recipient, handle and id, capitals and all")
    func seen() throws {
        let ids = ["piet@client.example//<1@office.example>", "piet@client.example/h/A", "anna@client.example//B"]
        let known = Known(ids: ids)
        let cases = [
            ("", true), (":header \"Message-ID\"", true), (":uniqueid \"<1@office.example>\"", true),
            (":handle \"h\"", false), (":handle \"h\" :uniqueid \"A\"", true), (":handle \"h\" :uniqueid \"a\"", false),
            (":uniqueid \"B\"", false),
        ]
        for (tags, expected) in cases {
            let result = try result("if duplicate \(tags) { discard; }", known)
            #expect((result.actions.count == 1) == expected, "\(tags)")
        }
    }

    @Test("a mark counts for seven days, or as long as the rule says, at most thirty days")
    func expiry() throws {
        #expect(try mark("")?.expires == Self.now.advanced(bySeconds: 7 * 86_400))
        #expect(try mark(":seconds 90")?.expires == Self.now.advanced(bySeconds: 90))
        #expect(try mark(":seconds 2000M")?.expires == Self.now.advanced(bySeconds: 30 * 86_400))
    }

    @Test("a duplicate is marked again only where its last coming counts")
    func renewal() throws {
        let known = Known(ids: ["piet@client.example//<1@office.example>"])
        #expect(try result("if duplicate { discard; }", known).marks == [])
        let marks = try result("if duplicate :last :seconds 60 { discard; }", known).marks
        #expect(marks.map(\.isRenewal) == [true])
        #expect(marks.first?.expires == Self.now.advanced(bySeconds: 60))
    }

    @Test("within one run a test always comes out the same, and tests that aren't reached leave no mark")
    func oneRun() throws {
        #expect(try result("if duplicate {} if duplicate { discard; }").actions.isEmpty)
        #expect(try result("if duplicate {} if duplicate :seconds 5 {}").marks.count == 1)
        #expect(try result("if anyof (true, duplicate) {}").marks == [])
    }

    @Test("a record that can't be read ends the run with a fault")
    func unreadable() {
        #expect(throws: ScriptFault.self) { try result("if duplicate { discard; }", Known(fails: true)) }
    }

    @Test("without a record nothing was seen, and without a clock nobody can say until when a mark counts")
    func nothing() throws {
        let script = try compiled(#"require "duplicate"; if duplicate { keep; }"#)
        #expect(throws: ScriptFault.self) { try script.run(on: input(Self.mail)) }
        var told = input(Self.mail)
        told.surroundings = Surroundings(clock: SiteClock(now: Self.now) { _ in 0 })
        #expect(try script.run(on: told).marks.count == 1)
    }

    @Test("a message is known by one thing only, and tags take what they take")
    func errors() {
        let tests = [
            #"duplicate :header "a" :uniqueid "b""#, #"duplicate "x""#, #"duplicate :seconds "x""#, "duplicate :handle",
            #"duplicate :handle ["a", "b"]"#, #"duplicate :last "x""#, "duplicate :header 3",
        ]
        for test in tests { #expect(!findings("require \"duplicate\"; if \(test) { keep; }").isEmpty, "\(test)") }
    }
}
