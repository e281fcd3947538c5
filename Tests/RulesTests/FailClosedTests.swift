// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Mail
import Rules
import Sieve
import Testing

/// Whatever isn't plain is held, never sent another way.
@Suite struct FailClosedTests {
    private let open = Profile(routes: routes, defaultRoute: RouteName("plain"))

    @Test("without a default route, what no rule chose is held")
    func noDefault() {
        #expect(holdText(decision("")).contains("no rule chose"))
        #expect(decision("keep;").places.map(\.line) == [2])
        _ = holdText(decision("stop;"))
    }

    @Test("a default route that doesn't exist holds")
    func missingDefault() {
        #expect(
            holdText(decision("", profile: Profile(routes: routes, defaultRoute: RouteName("plane")))).contains("plane")
        )
    }

    @Test("an error in any file holds everything and names file and line")
    func brokenFile() {
        let decided = decision(#"fileinto "secure";"#, "\nfileinto", profile: open)
        #expect(holdText(decided).contains("b.sieve:3: "))
        #expect(decided.places.map(\.description) == ["b.sieve:3"])
    }

    @Test("an error behind more warnings than are kept holds everything all the same")
    func brokenBehindWarnings() {
        let warnings = String(repeating: "if false { fileinto \"${x}\"; }\n", count: 150)
        let file = RuleFile(name: "a.sieve", text: "require \"fileinto\";\n" + warnings + "filento \"secure\";\n")
        let set = RuleSet(files: [file], profile: open)
        #expect(!set.isUsable)
        #expect(set.diagnostics.contains { $0.severity == .error && $0.place.line == 152 })
        #expect(
            holdText(set.decide(message: read([]), sender: nil, recipient: "a@b.example")).contains("a.sieve:152: "))
    }

    @Test("a missing file holds everything and names it")
    func missingFile() {
        let set = RuleSet(files: [RuleFile.read("/nonexistent/rules.sieve")], profile: open)
        #expect(!set.isUsable)
        let decided = set.decide(message: read([]), sender: nil, recipient: "a@b.example")
        #expect(holdText(decided).contains("/nonexistent/rules.sieve:1: this rule file can't be read: no such file"))
        #expect(set.diagnostics.count == 1)
    }

    @Test("an empty file holds everything, for it may have been cut off")
    func emptyFile() {
        let set = RuleSet(files: [RuleFile(name: "a.sieve", text: "")], profile: open)
        #expect(holdText(set.decide(message: read([]), sender: nil, recipient: "a@b.example")).contains("empty"))
        #expect(RuleSet(files: [RuleFile(name: "a.sieve", text: "# none\n")], profile: open).isUsable)
    }

    @Test("a folder in place of a rule file holds everything")
    func folder() {
        let set = RuleSet(files: [RuleFile.read("/")], profile: open)
        #expect(
            holdText(set.decide(message: read([]), sender: nil, recipient: "a@b.example")).contains("is a directory"))
    }

    @Test("an unknown route holds, also one that variables made")
    func unknownRoute() {
        #expect(holdText(decision(#"fileinto "registred";"#, profile: open)).contains("registred"))
        #expect(holdText(decision(#"set "r" "x"; fileinto "${r}";"#, profile: open)).contains("\"x\""))
        _ = holdText(decision(#"fileinto "Registered";"#, profile: open))
    }

    @Test("two routes for one recipient hold, with both lines named")
    func twoRoutes() {
        let decided = decision("fileinto \"registered\";\nfileinto \"plain\";", profile: open)
        #expect(holdText(decided).contains("registered (a.sieve:2) and the route plain (a.sieve:3)"))
        #expect(decided.places.map(\.line) == [2, 3])
        _ = holdText(decision(#"fileinto "registered"; keep;"#, profile: open))
        _ = holdText(decision(#"fileinto "registered"; reject "no";"#, profile: open))
        _ = holdText(decision(#"fileinto :copy "registered"; fileinto "plain";"#, profile: open))
        _ = holdText(decision(#"fileinto :copy "registered";"#, profile: open))
    }

    @Test("discard and redirect hold where the settings don't allow them")
    func notAllowed() {
        #expect(holdText(decision("discard;", profile: open)).contains("discard"))
        #expect(holdText(decision(#"redirect "a@b.example";"#, profile: open)).contains("a@b.example"))
        let noDefault = Profile(routes: routes, redirectAddresses: ["a@b.example"])
        #expect(holdText(decision(#"redirect "a@b.example";"#, profile: noDefault)).contains("default route"))
    }

    @Test("a fault at run time holds and names the line")
    func fault() {
        let rules = "keep;\nset \"a\" \"b\r\nc\"; addheader \"X-Sealpost-Campaign\" \"${a}\";"
        let decided = decision(rules, profile: open)
        #expect(holdText(decided).contains("a.sieve:4"))
        #expect(decided.places.map(\.line) == [4])
    }

    @Test(
        "a message that can't be read faithfully goes nowhere by itself",
        arguments: [#"fileinto "secure";"#, "", "discard;"])
    func doubtful(_ rules: String) {
        let profile = Profile(routes: routes, defaultRoute: RouteName("plain"), allowsDiscard: true)
        let doubts = [Doubt(.remark, "odd date"), Doubt(.grave, "a part is cut off")]
        let text = holdText(decision(rules, profile: profile, doubts: doubts))
        #expect(text.contains("a part is cut off"))
        #expect(!text.contains("odd date"))
    }

    @Test("a remark about a message holds nothing")
    func remark() {
        #expect(decision("", profile: open, doubts: [Doubt(.remark, "odd date")]).action == route("plain"))
    }

    @Test("edits that aren't the rules' to make hold")
    func foreignEdits() {
        #expect(holdText(decision(#"addheader "Bcc" "x@y.example"; keep;"#, profile: open)).contains("Bcc"))
        #expect(holdText(decision(#"deleteheader "To"; keep;"#, profile: open)).contains("To"))
        #expect(holdText(decision(#"addheader "X-Sealpost-Route" "plain";"#, profile: open)).contains("fileinto"))
        #expect(holdText(decision(#"addheader "X-Sealpost-Language" "fr";"#, profile: open)).contains("nl and en"))
        #expect(holdText(decision(#"addheader "Subject" "second";"#, profile: open)).contains("2 subjects"))
    }

    @Test("two values for one option hold")
    func twoValues() {
        let rules = #"addheader "X-Sealpost-Campaign" "a"; addheader "X-Sealpost-Campaign" "b";"#
        #expect(holdText(decision(rules, profile: open)).contains("\"b\" and to \"a\""))
    }

    @Test("an edit behind the choice of the route holds")
    func lateEdit() {
        let rules = "fileinto \"secure\";\naddheader \"X-Sealpost-Language\" \"nl\";"
        let decided = decision(rules)
        #expect(holdText(decided).contains("a.sieve:3"))
        #expect(decided.places.map(\.line) == [2, 3])
    }

    @Test("a writer's wish that can't be met holds")
    func writerRoute() {
        let mail = "X-Sealpost-Route: registered\n" + ordinaryMail
        #expect(holdText(decision("", profile: open, mail: mail)).contains("don't let writers choose"))
        let allowed = Profile(routes: routes, defaultRoute: RouteName("plain"), writerOptions: [.route])
        #expect(holdText(decision(#"fileinto "plain";"#, profile: allowed, mail: mail)).contains("the rules choose"))
        let unknown = "X-Sealpost-Route: registred\n" + ordinaryMail
        #expect(holdText(decision("", profile: allowed, mail: unknown)).contains("don't have"))
        _ = holdText(decision("", profile: allowed, mail: "X-Sealpost-Route: plain\n" + mail))
        #expect(
            holdText(decision("", profile: open, mail: "X-Sealpost-Rotue: registered\n" + ordinaryMail)).contains(
                "X-Sealpost-Route"))
    }

    @Test("a rule can hold")
    func hold() {
        let decided = decision(#"fileinto "hold";"#, profile: open)
        #expect(holdText(decided).contains("a rule holds"))
        #expect(decided.places.map(\.line) == [2])
    }

    @Test("a tag that is nearly one holds, though the mail has a default route")
    func nearMissTag() throws {
        let tags = RuleFile.read(projectFolder.appending(path: "rules/subject-tags.sieve").path)
        let set = RuleSet(files: [tags], profile: open)
        for (subject, isHeld) in [("[aangetekned] x", true), ("[secrue] x", true), ("[JIRA-12] x", false)] {
            let mail = ordinaryMail.replacing("Subject: Opzegging", with: "Subject: \(subject)")
            let decided = set.decide(message: read(Array(mail.utf8)), sender: nil, recipient: "piet@client.example")
            if isHeld {
                #expect(holdText(decided).contains("a rule holds"), "\(subject)")
            } else {
                #expect(decided.action == route("plain"), "\(subject)")
            }
        }
    }
}
