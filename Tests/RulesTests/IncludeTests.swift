// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Mail
import Rules
import Sieve
import Testing

/// Rule files that include others, as they lie in folders.
@Suite struct IncludeTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "sealpost-\(UUID().uuidString)")

    private func write(_ path: String, _ text: String) throws {
        let file = folder.appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    private func set(_ files: String...) -> RuleSet {
        RuleSet(
            files: files.map { RuleFile.read(folder.appending(path: $0).path) }, profile: Profile(routes: routes),
            dialect: Dialect(library: RuleLibrary(siteFolder: folder.appending(path: "site").path)))
    }

    private func decision(_ set: RuleSet) -> Decision {
        set.decide(message: read(Array(ordinaryMail.utf8)), sender: nil, recipient: "piet@client.example")
    }

    private func removing(_ body: () throws -> Void) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try body()
    }

    @Test("one's own files lie beside the rule file, also for what the site's include; the site's in its library")
    func folders() throws {
        try removing {
            try write("own/rules.sieve", #"require "include"; include :global "all.sieve";"#)
            try write("site/all.sieve", "require \"include\";\ninclude \"mine\";")
            try write("own/mine.sieve", "require \"fileinto\";\n\nfileinto \"secure\";")
            let decided = decision(set("own/rules.sieve"))
            #expect(decided.action == route("secure"))
            #expect(decided.places.map(\.description) == [folder.appending(path: "own/mine.sieve").path + ":3"])
        }
    }

    @Test("a missing, empty or broken included file holds everything, and the notice names what is at the root of it")
    func broken() throws {
        try removing {
            try write("rules.sieve", #"require "include"; include "a";"#)
            #expect(holdText(decision(set("rules.sieve"))).contains("there is no script \(folder.path)/a.sieve"))
            try write("a.sieve", "")
            #expect(holdText(decision(set("rules.sieve"))).contains("it is empty"))
            try write("a.sieve", "keep;\nkepe;")
            let broken = set("rules.sieve")
            #expect(holdText(decision(broken)).contains("\(folder.path)/a.sieve:2: unknown command"))
            #expect(broken.diagnostics.count == 2)
            try write("rules.sieve", #"require "include"; include :global "a"; include "a.sieve/b";"#)
            #expect(set("rules.sieve").diagnostics.count == 2)
            try write("rules.sieve", #"require "include"; include :optional "none"; keep;"#)
            #expect(set("rules.sieve").isUsable)
        }
    }

    @Test("what the check finds in an included file is told once, under its own name")
    func lints() throws {
        try removing {
            try write("a.sieve", #"require "include"; include "c";"#)
            try write("b.sieve", #"require "include"; include "c";"#)
            try write("c.sieve", "require \"fileinto\";\nfileinto \"nowhere\";")
            let found = set("a.sieve", "b.sieve").diagnostics
            #expect(found.map(\.file) == [folder.appending(path: "c.sieve").path])
            #expect(found.first?.message.contains("nowhere") == true)
        }
    }

    @Test("an edit behind an included file's choice holds")
    func lateEdit() throws {
        try removing {
            try write(
                "a.sieve", #"require ["include", "editheader"]; include "c"; addheader "X-Sealpost-Language" "nl";"#)
            try write("c.sieve", #"require "fileinto"; fileinto "secure";"#)
            #expect(holdText(decision(set("a.sieve"))).contains("after the route secure"))
        }
    }
}
