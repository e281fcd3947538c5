// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Foundation
import TestSupport
import Testing

/// `sealpost queue` as a person types it.
@Suite("queue")
struct QueueTests {
    /// A desk at which these mails were looked at; nobody answers at the services' address.
    private func desk(_ subjects: [String]) async throws -> (Desk, [String]) {
        let desk = try await Desk()
        for (number, subject) in subjects.enumerated() {
            try desk.folder.write("Mail/Outbox/new/\(number)", desk.mail(subject))
        }
        #expect(try await desk.sealpost("deliver").status == 0)
        let list = try JSONSerialization.jsonObject(
            with: Data(try await desk.sealpost("queue", "list", "--all", "--json").output.utf8))
        let messages = try #require(list as? [[String: Any]])
        let ids = try subjects.map { subject in
            try #require(messages.first { $0["subject"] as? String == subject }?["id"] as? String)
        }
        return (desk, ids)
    }

    @Test("a person holds what is deferred, and releases it without naming the route")
    func hold() async throws {
        let (desk, ids) = try await desk(["[registered] hello"])
        let held = try await desk.sealpost("queue", "hold", ids[0])
        #expect(held.status == 0 && held.output == "\(ids[0]): 1 recipient on hold, until you release it\n")
        let shown = try await desk.sealpost("queue", "show", ids[0]).output
        #expect(shown.contains("put on hold by a person") && shown.contains("queue release \(ids[0])\n"))
        #expect(try await desk.sealpost("queue", "hold", ids[0]).status == 65)
        #expect(try await desk.sealpost("queue", "release", "--recipient", "nobody@x.nl", ids[0]).status == 65)
        #expect(try await desk.sealpost("queue", "release", ids[0]).status == 0)
        #expect(try await desk.sealpost("queue").output.contains("decided"))
    }

    @Test("what no route was chosen for is released only to one that is named")
    func release() async throws {
        let (desk, ids) = try await desk(["no tag at all"])
        let vague = try await desk.sealpost("queue", "release", ids[0])
        #expect(vague.status == 64 && vague.errors.contains("--route NAME"))
        #expect(try await desk.sealpost("queue", "release", "--route", "registered", ids[0]).status == 0)
    }

    @Test("programs are shown every message and every file in quarantine, or an empty array")
    func json() async throws {
        let empty = try await Desk()
        #expect(try await empty.sealpost("queue", "list", "--json").output == "[]\n")
        let (desk, ids) = try await desk(["one", "two", "three"])
        let bad = SpoolID().rawValue
        try desk.folder.write(".local/state/sealpost/spool/new/\(bad)", "torn")
        #expect(try await desk.sealpost("deliver").status == 0)
        let output = try await desk.sealpost("queue", "list", "--json").output
        #expect(output.split(separator: "\n").count == 6)
        let list = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [[String: Any]])
        #expect(list.compactMap { $0["id"] as? String } == ids.sorted() + [bad])
        let file = try #require(list.last?["quarantine"] as? [String: String])
        #expect(file["reason"]?.contains("damaged") == true)
        #expect(file["path"] == desk.folder.file(".local/state/sealpost/spool/bad/\(bad)"))
        #expect(file["accepted_path"]?.hasSuffix("/new/\(bad)") == true)
    }

    @Test("an id is typed by its end or its beginning, in capitals too; where several fit, they are named")
    func ids() async throws {
        let (desk, ids) = try await desk(["first", "second"])
        for typed in [String(ids[0].suffix(6)), ids[0].uppercased(), ids[0].replacing("1", with: "L")] {
            let shown = try await desk.sealpost("queue", "show", typed)
            #expect(shown.status == 0 && shown.output.contains("first"), "\(typed): \(shown.errors)")
        }
        let both = try await desk.sealpost("queue", "show", String(ids[0].prefix(4)))
        #expect(both.status == 64 && both.output.isEmpty)
        for part in ids + ["first", "second", "2 messages"] { #expect(both.errors.contains(part), "\(both.errors)") }
        #expect(try await desk.sealpost("queue", "show", String(ids[0].suffix(3))).status == 64)
    }

    @Test("content that is gone is said to be, and can't be released")
    func contentGone() async throws {
        let (desk, ids) = try await desk(["no tag at all"])
        #expect(try await desk.sealpost("queue", "show", ids[0]).output.contains("Content:     in the spool\n"))
        let id = try #require(SpoolID(rawValue: ids[0]))
        try desk.spool.remove(id)
        for words in [["queue", "show"], ["log", "show"]] {
            let shown = try await desk.command([Programs.built("sealpost")] + words + [ids[0]]).run()
            #expect(shown.status == 0 && shown.output.contains("missing from the spool"), "\(shown.output)")
        }
        let release = try await desk.sealpost("queue", "release", "--route", "registered", ids[0])
        #expect(release.status == 65 && release.errors.contains("missing from the spool"))
        #expect(release.errors.contains("queue cancel \(ids[0])"))
        #expect(try await desk.sealpost("queue", "cancel", ids[0]).status == 0)
    }

    @Test("content that was deleted after its time is said to be")
    func contentDeleted() async throws {
        let (desk, ids) = try await desk(["no tag at all"])
        try desk.addSettings("[delivery]\nkeep_content = \"0s\"")
        #expect(try await desk.sealpost("queue", "cancel", ids[0]).status == 0)
        for _ in 0..<2 { #expect(try await desk.sealpost("deliver").status == 0) }
        for words in [["queue", "show"], ["log", "show"]] {
            let shown = try await desk.command([Programs.built("sealpost")] + words + [ids[0]]).run()
            #expect(shown.output.contains("deleted from the spool since 20"), "\(shown.output)")
        }
    }

    private static let script = "/usr/bin/script"

    @Test(
        "at a terminal of 80 columns no line is longer; elsewhere each recipient stands on one line, uncoloured",
        .enabled(if: FileManager.default.isExecutableFile(atPath: script), "script(1) is missing"))
    func terminal() async throws {
        let long = Array(repeating: "a very long subject", count: 10).joined(separator: " ")
        let (desk, ids) = try await desk([long, "[registered] hello"])
        let sealpost = Programs.built("sealpost")
        let program = "stty cols 80; \(sealpost) queue; \(sealpost) queue show \(ids[0])"
        let shown = try await desk.command([Self.script, "-qec", program, "/dev/null"]).run().output
        #expect(shown.contains("\u{1B}[") && shown.contains("2 messages"))
        let lines = shown.replacing(/\u{1B}\[\d*m/, with: "").split(whereSeparator: \.isNewline)
        for line in lines { #expect(line.count <= 80, "\(line)") }
        let piped = try await desk.sealpost("queue").output
        #expect(!piped.contains("\u{1B}") && piped.split(separator: "\n").count == 5)
        #expect(piped.contains(long))
    }
}
