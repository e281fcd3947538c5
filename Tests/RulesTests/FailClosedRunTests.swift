// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Rules
import Sieve
import Testing

/// What rules need beside themselves, and what they may use up.
@Suite struct FailClosedRunTests {
    private let open = Profile(routes: routes, defaultRoute: RouteName("plain"))

    private func decided(_ source: String, limits: Limits = .standard, mail: String = ordinaryMail) -> Decision {
        let extensions = """
            require ["fileinto", "variables", "editheader", "copy", "body", "mime", "foreverypart", "envelope",
                     "extracttext", "include", "extlists", "vnd.sealpost.detect"];

            """
        let file = RuleFile(name: "a.sieve", text: extensions + source)
        return RuleSet(files: [file], profile: open, dialect: Dialect(library: RuleLibrary()), limits: limits)
            .decide(message: read(Array(mail.utf8)), sender: nil, recipient: "piet@client.example")
    }

    @Test("an included file that is missing holds everything and names it")
    func missingInclude() {
        #expect(holdText(decided(#"include "none";"#)).contains("there is no script"))
        // Also where no mail would come to it.
        #expect(holdText(decided(#"if false { include "none"; }"#)).contains("none.sieve"))
    }

    @Test("without a library folder in the settings, what is included from it holds everything")
    func missingLibrary() {
        #expect(holdText(decided(#"include :global "office";"#)).contains("rules_library"))
        let file = RuleFile(name: "a.sieve", text: #"require "include"; include :global "office";"#)
        let library = RuleLibrary(siteFolder: "/nonexistent/library")
        let set = RuleSet(files: [file], profile: open, dialect: Dialect(library: library))
        let hold = set.decide(message: read([]), sender: nil, recipient: "a@b.example")
        #expect(holdText(hold).contains("/nonexistent/library/office.sieve"))
    }

    @Test("a list that can't be read holds everything, and one that isn't there, too")
    func unreadableList() {
        let list = ListFile(name: "clients", file: RuleFile.read("/nonexistent/clients.txt"))
        let file = RuleFile(name: "a.sieve", text: "keep;\n")
        let set = RuleSet(files: [file], lists: [list], profile: open)
        let hold = set.decide(message: read([]), sender: nil, recipient: "a@b.example")
        #expect(holdText(hold).contains("/nonexistent/clients.txt:1: this list can't be read"))
        #expect(holdText(decided(#"if envelope :list "to" "none" { keep; }"#)).contains("none"))
    }

    /// A limit that a run reaches, with rules that reach it and rules that don't quite.
    struct Case: Sendable, CustomTestStringConvertible {
        var limit: String
        var limits = Limits.standard
        var over: String
        var within: String
        var reason: String
        var testDescription: String { limit }
    }

    static let mail = """
        Subject: x
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=b

        --b

        A text of some length.
        --b
        Content-Type: text/html

        <p>Another one, with markup.
        --b--

        """

    static let cases: [Case] = [
        Case(
            limit: "actions", limits: Limits(actions: 2), over: "keep; keep; keep;", within: "keep; keep;",
            reason: "more than 2 actions"),
        Case(
            limit: "redirects", limits: Limits(redirects: 0), over: #"redirect "a@b.example";"#, within: "keep;",
            reason: "more than 0 redirections"),
        Case(
            limit: "edits", limits: Limits(edits: 1),
            over: #"addheader "X-Sealpost-Campaign" "a"; addheader "X-Sealpost-Own-Id" "b"; keep;"#,
            within: #"addheader "X-Sealpost-Campaign" "a"; keep;"#, reason: "more than 1 edits"),
        Case(
            limit: "variableSize", limits: Limits(variableSize: 4), over: #"set "a" "abcde"; keep;"#,
            within: #"set "a" "abcd"; keep;"#, reason: "the variable a would hold more than 4 bytes"),
        Case(
            limit: "stringSize", limits: Limits(stringSize: 8),
            over: #"set "a" "abcde"; if string "${a}${a}" "x" { stop; } keep;"#,
            within: #"set "a" "abcd"; if string "${a}${a}" "x" { stop; } keep;"#, reason: "longer than 8 bytes"),
        Case(
            limit: "bodySize", limits: Limits(bodySize: 10), over: #"if body "x" { stop; } keep;"#,
            within: #"if header "subject" "y" { stop; } keep;"#, reason: "longer than the 10 bytes"),
        Case(
            limit: "bodiesSize", limits: Limits(bodiesSize: 30), over: #"if body "x" { stop; } keep;"#,
            within: #"if body :content "text/html" "x" { stop; } keep;"#, reason: "more than 30 bytes"),
        Case(
            limit: "markupSize", limits: Limits(markupSize: 10), over: #"if body "x" { stop; } keep;"#,
            within: #"if body :content "text/html" "x" { stop; } keep;"#, reason: "longer than the 10 bytes"),
        Case(
            limit: "loops", limits: Limits(loops: 1), over: "foreverypart { foreverypart { keep; } }",
            within: "foreverypart { keep; }", reason: "nested more than 1 deep"),
        Case(
            limit: "steps", limits: Limits(steps: 3), over: "keep; keep; keep; keep; keep; keep; keep;",
            within: "keep;", reason: "more than 3 steps"),
        Case(
            limit: "textSize", limits: Limits(textSize: 30), over: #"if detect "bsn" { stop; } keep;"#,
            within: #"if detect :parts "subject" "bsn" { stop; } keep;"#, reason: "more than 30 bytes of text"),
    ]

    @Test("a run that reaches a limit holds, and one just within it doesn't", arguments: cases)
    func limit(_ item: Case) {
        #expect(holdText(decided(item.over, limits: item.limits, mail: Self.mail)).contains(item.reason))
        let within = decided(item.within, limits: item.limits, mail: Self.mail)
        guard case .route(RouteName("plain"), _) = within.action else {
            Issue.record("\(within)")
            return
        }
    }

    @Test("every limit has its case")
    func limits() {
        let names = Mirror(reflecting: Limits.standard).children.compactMap(\.label)
        #expect(Set(names) == Set(Self.cases.map(\.limit)))
    }

    @Test("an error while the rules run holds that recipient, and nobody else")
    func oneRecipient() {
        let rules = """
            require ["fileinto", "envelope", "variables", "ihave"];
            if envelope :domain "to" "client.example" { error "no such client"; }
            fileinto "secure";
            """
        let set = RuleSet(files: [RuleFile(name: "a.sieve", text: rules)], profile: open)
        let decided = set.decide(
            message: read(Array(ordinaryMail.utf8)), sender: nil,
            recipients: ["piet@client.example", "collega@office.example"])
        #expect(holdText(decided[0]).contains("a.sieve:2: the rules end with an error: no such client"))
        #expect(decided[1].action == route("secure"))
    }
}
