// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Mail
import MailFlow
import Rules
import TestSupport
import Testing

@Suite("Deciding again about a folder of mails")
struct ReplayTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func rules(_ text: String) -> RuleSet {
        RuleSet(
            files: [RuleFile(name: "r.sieve", text: "require [\"fileinto\", \"envelope\"];\n" + text)],
            profile: Profile(routes: [RouteName("plain"), RouteName("secure")], defaultRoute: RouteName("plain")))
    }

    private func mail(_ path: String, _ recipients: String, subject: String = "x") throws {
        let parent = URL(filePath: folder.file(path)).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        try folder.write(path, "From: jan@office.example\nTo: \(recipients)\nSubject: \(subject)\n\nx\n")
    }

    private func paths(_ name: String) throws -> [String] {
        var found: [String] = []
        try MailFolder(folder.file(name)).forEach { found.append(String($0.dropFirst(folder.path.count + 1))) }
        return found
    }

    @Test("a Maildir is its new and its read mails; another folder its mails and those of the folders in it")
    func folders() throws {
        for name in ["m/cur/1:2,S", "m/new/2", "m/tmp/3", "m/4.eml", "p/b.eml", "p/a/c.eml", "p/7", "p/note.txt"] {
            try mail(name, "a@b.example")
        }
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("p/a/round"), withDestinationPath: folder.file("p"))
        #expect(try paths("m") == ["m/cur/1:2,S", "m/new/2"])
        #expect(try paths("p") == ["p/7", "p/b.eml", "p/a/c.eml"])
        #expect(throws: (any Error).self) { try paths("none") }
    }

    @Test("a folder that is called new, and is no Maildir's, hides no mails")
    func folderCalledNew() throws {
        for name in ["p/1.eml", "p/new/2.eml", "p/new/note"] { try mail(name, "a@b.example") }
        #expect(try paths("p") == ["p/1.eml", "p/new/2.eml"])
    }

    @Test(
        "a folder that can't be read is told of like a mail that can't be, and the others are decided about",
        .enabled(if: geteuid() != 0, "root reads every folder"))
    func unreadableFolder() throws {
        try mail("p/locked/1.eml", "a@b.example")
        try mail("p/open/2.eml", "a@b.example")
        try #require(chmod(folder.file("p/locked"), 0) == 0)
        defer { chmod(folder.file("p/locked"), 0o700) }
        #expect(try paths("p") == ["p/locked", "p/open/2.eml"])
        #expect(Replay(rules: rules("")).mail(at: folder.file("p/locked")).fault?.contains("p/locked") == true)
    }

    @Test("each recipient is decided about, and counted by route and by line")
    func counted() throws {
        try mail("p/1.eml", "a@x.example, b@y.example")
        try mail("p/2.eml", "")
        let rules = rules(
            "if envelope :domain \"to\" \"x.example\" { fileinto \"secure\"; }\n"
                + "elsif envelope :domain \"to\" \"z.example\" { fileinto \"secure\"; }")
        let replay = Replay(rules: rules)
        var tally = ReplayTally(rules)
        try MailFolder(folder.file("p")).forEach { tally.add(replay.mail(at: $0)) }
        tally.add(replay.mail(at: folder.file("gone.eml")))
        #expect(tally.mails == 3 && tally.unreadable == 1 && tally.recipients == 3 && tally.undecided == 2)
        #expect(tally.goals == ["secure": 1, "plain": 1, "refused": 1])
        #expect(tally.lines.map(\.count) == [1, 0])
        #expect(tally.lines.map(\.line.place.line) == [2, 3])
        #expect(replay.mail(at: folder.file("gone.eml")).fault?.contains("gone.eml") == true)
    }

    @Test("two sets of rules differ where a mail would go elsewhere, and not where only the reason to hold does")
    func compared() throws {
        try mail("p/1.eml", "a@x.example, b@y.example, c@z.example")
        let old = rules("if envelope :domain \"to\" \"z.example\" { fileinto \"hold\"; }")
        let new = rules(
            "if envelope :domain \"to\" \"x.example\" { fileinto \"secure\"; }\n"
                + "elsif envelope :domain \"to\" \"z.example\" { fileinto \"nowhere\"; }")
        let mail = Replay(rules: old, against: new).mail(at: folder.file("p/1.eml"))
        #expect(mail.recipients.map(\.differs) == [true, false, false])
        var tally = ReplayTally(new, comparing: true)
        tally.add(mail)
        #expect(tally.differing == 1)
        #expect(tally.moves.map { [$0.key.from, $0.key.to, "\($0.value)"] } == [["plain", "secure", "1"]])
        #expect(tally.lines.map(\.count) == [1, 1])
    }
}
