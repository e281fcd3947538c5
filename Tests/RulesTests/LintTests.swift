// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Rules
import Sieve
import Testing

/// Rule files that are Sieve and still wrong, each beside what is said about it.
@Suite struct LintTests {
    private static let folder = projectFolder.appending(path: "Tests/RulesTests/Lints")

    @Test("what goes wrong with outgoing mail is said by the check", arguments: files(in: folder, ending: ".sieve"))
    func lints(_ file: URL) throws {
        let source = try String(contentsOf: file, encoding: .utf8)
        let set = RuleSet(
            files: [RuleFile(name: file.lastPathComponent, text: source)], profile: Profile(routes: routes))
        let text = set.diagnostics.map { $0.description + "\n" }.joined()
        try expectGolden(text, file.deletingPathExtension().appendingPathExtension("expected"))
        #expect(!text.isEmpty)
    }

    @Test("there are rule files to check")
    func found() { #expect(files(in: Self.folder, ending: ".sieve").count > 5) }

    @Test(
        "rules that exclude each other are no finding",
        arguments: [
            #"if envelope "to" "a@x.example" { fileinto "plain"; } if envelope "to" ["b@x.example", "a@y.example"] { fileinto "secure"; }"#,
            #"if envelope :domain "to" "x.example" { fileinto "plain"; } if envelope "to" "b@y.example" { fileinto "secure"; }"#,
            #"if envelope :domain "to" "X.example" { fileinto "plain"; } if not envelope :domain "to" "x.example" { fileinto "secure"; }"#,
            #"if envelope :domain "to" "x.example" { fileinto "plain"; } if envelope :domain :matches "to" "*.x.example" { fileinto "secure"; }"#,
            #"if envelope :domain :matches "to" "*.x.example" { fileinto "plain"; } if envelope :domain :matches "to" "*.y.example" { fileinto "secure"; }"#,
            #"if envelope :matches "to" "*@x.example" { fileinto "plain"; } if envelope :domain "to" "y.example" { fileinto "secure"; }"#,
            #"if header "subject" "a" { fileinto "plain"; } if header :contains "subject" "b" { fileinto "secure"; }"#,
            #"if size :over 1M { fileinto "plain"; } if size :under 1M { fileinto "secure"; }"#,
            #"if size :over 1M { fileinto "plain"; } if not size :over 1000K { fileinto "secure"; }"#,
            #"if exists "x-a" { fileinto "plain"; } else { fileinto "secure"; }"#,
            #"if exists "x-a" { fileinto "plain"; stop; } fileinto "secure";"#,
            #"if allof (exists "x-a", anyof (exists "x-b", exists "x-c")) { fileinto "plain"; } else { fileinto "secure"; }"#,
            #"if allof (exists "x-a", anyof (exists "x-b", exists "x-c")) { fileinto "plain"; } if not allof (exists "x-a", anyof (exists "x-b", exists "x-c")) { fileinto "secure"; }"#,
            #"if exists "x-a" { fileinto "plain"; } elsif exists "x-b" { stop; } else { fileinto "secure"; stop; }"#,
            #"if exists "x-a" { if exists "x-b" { fileinto "plain"; } else { fileinto "secure"; } stop; } fileinto "secure";"#,
            #"if anyof (exists "x-a", exists "x-b") { fileinto "plain"; } if not anyof (exists "x-b", exists "x-a") { fileinto "secure"; }"#,
            #"if allof (exists "x-a", header "subject" "b") { fileinto "plain"; } if anyof (header "subject" "c", not header :contains "subject" "b") { fileinto "secure"; }"#,
            #"if exists "x-a" { fileinto "hold"; } fileinto "secure";"#,
            #"if exists "x-a" { fileinto "secure"; } if exists "x-b" { fileinto "secure"; }"#,
            #"if header "to" "a@x.example" { stop; } elsif header "to" "b@x.example" { fileinto "plain"; }"#,
            #"set "a" "${0}"; if string "${a}" "x" { fileinto "plain"; } if string "${a}" "y" { fileinto "secure"; }"#,
            #"if header :matches "subject" "x *" { deleteheader "Subject"; addheader "Subject" "y"; } if not header :matches "subject" "x *" { fileinto "secure"; } elsif header "subject" "x y" { fileinto "plain"; }"#,
        ])
    func exclusive(_ rules: String) {
        let file = RuleFile(name: "a.sieve", text: head + rules)
        let findings = RuleSet(files: [file], profile: Profile(routes: routes)).diagnostics
        #expect(findings.filter { $0.severity != .remark }.map(\.headline) == [])
    }

    @Test("a file of a thousand rules is checked in no time to speak of")
    func many() {
        let rules = (0..<1000).map {
            #"if anyof (header :contains "subject" "a\#($0)b", envelope "to" "c\#($0)@d.example") { fileinto "plain"; }"#
        }
        let file = RuleFile(name: "a.sieve", text: head + rules.joined(separator: "\n"))
        let set = RuleSet(files: [file], profile: Profile(routes: routes))
        #expect(set.isUsable)
        #expect(set.diagnostics.count < 10)
    }

    @Test("what the settings allow is no finding")
    func allowed() {
        let profile = Profile(routes: routes, allowsDiscard: true, redirectAddresses: ["a@b.example"])
        let file = RuleFile(name: "a.sieve", text: #"if true { discard; } else { redirect "A@b.example"; }"#)
        #expect(RuleSet(files: [file], profile: profile).diagnostics.isEmpty)
    }
}
