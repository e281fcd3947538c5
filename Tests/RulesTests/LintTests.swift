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

    @Test("what the settings allow is no finding")
    func allowed() {
        let profile = Profile(routes: routes, allowsDiscard: true, redirectAddresses: ["a@b.example"])
        let file = RuleFile(name: "a.sieve", text: #"if true { discard; } else { redirect "A@b.example"; }"#)
        #expect(RuleSet(files: [file], profile: profile).diagnostics.isEmpty)
    }
}
