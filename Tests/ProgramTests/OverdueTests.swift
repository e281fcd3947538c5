// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// `sealpost overdue` as a person, or cron, types it.
@Suite("overdue")
struct OverdueTests {
    private static let rules = """
        require ["reject", "editheader", "fileinto"];
        addheader "X-Sealpost-Must-Reach-By" "3 days";
        if header :contains "subject" "refused" { reject "not today"; stop; }
        fileinto "registered";
        """

    @Test("where a mail has several recipients the advice is to settle the one that was reached, not all")
    func several() async throws {
        let desk = try await Desk()
        try desk.folder.write(".config/sealpost/rules.sieve", Self.rules)
        try desk.folder.write("Mail/Outbox/new/refused", desk.mail("refused", to: "a@x.example, b@x.example"))
        #expect(try await desk.sealpost("deliver").status == 0)
        let both = try await desk.sealpost("overdue").output.split(separator: "\n")
        #expect(both.count == 2 && both.allSatisfy { $0.hasSuffix(" --recipient ADDRESS") }, "\(both)")
        let id = try #require(both.first?.firstMatch(of: /settle ([0-9a-z]{16})/)?.1)
        #expect(try await desk.sealpost("overdue", "settle", String(id), "--recipient", "a@x.example").status == 0)
        let left = try await desk.sealpost("overdue").output
        #expect(left.contains("b@x.example") && !left.contains("a@x.example"), "\(left)")
        #expect(left.hasSuffix("sealpost overdue settle \(id)\n"), "\(left)")
    }

    @Test(
        "on a terminal of any width ids stand whole",
        .enabled(if: Programs.has("script"), "script(1) is missing"))
    func narrow() async throws {
        let desk = try await Desk()
        try desk.folder.write(".config/sealpost/rules.sieve", Self.rules)
        let address = "a.long.name.of.somebody@some.organisation.example"
        try desk.folder.write("Mail/Outbox/new/refused", desk.mail("refused", to: address))
        #expect(try await desk.sealpost("deliver").status == 0)
        for columns in [40, 60, 80, 120] {
            let program = "stty cols \(columns) rows 40; \(Programs.built("sealpost")) overdue"
            let shown = try await desk.command(["script", "-qec", program, "/dev/null"]).run().output
            let lines = shown.replacing(/\u{1B}\[\d*m/, with: "").split(whereSeparator: \.isNewline)
            #expect(lines.first?.firstMatch(of: /^another-way  [0-9a-z]{16}(  |$)/) != nil, "\(lines)")
            for line in lines { #expect(line.count <= columns, "\(line)") }
        }
    }

    @Test("who can't be reached any more is listed with what to do and an exit code, until a person settles it")
    func listed() async throws {
        let desk = try await Desk()
        try desk.folder.write(".config/sealpost/rules.sieve", Self.rules)
        let none = try await desk.sealpost("overdue")
        #expect(none.status == 0 && none.output == "Nobody is overdue.\n")
        #expect(try await desk.sealpost("overdue", "--json").output == "[]\n")
        let letter = try desk.folder.write("letter.eml", desk.mail("waits"))
        #expect(try await desk.sealpost("explain", letter).output.contains("it must reach the recipient by 20"))
        for subject in ["waits", "refused"] {
            try desk.folder.write("Mail/Outbox/new/\(subject)", desk.mail(subject))
        }
        #expect(try await desk.sealpost("deliver").status == 0)
        let listed = try await desk.sealpost("overdue")
        #expect(listed.status == 65 && listed.output.hasPrefix("another-way  "), "\(listed.output)")
        #expect(listed.output.split(separator: "\n").count == 1 && listed.output.contains("piet@example.org"))
        let json = try JSONSerialization.jsonObject(
            with: Data(try await desk.sealpost("overdue", "list", "--json").output.utf8))
        let mail = try #require((json as? [[String: Any]])?.first)
        let id = try #require(mail["id"] as? String)
        #expect(mail["alarm"] as? String == "another-way" && mail["state"] as? String == "refused")
        #expect(listed.output.contains("not sent; ") && listed.output.contains("sealpost overdue settle \(id)"))
        let deadline = try #require(mail["must_reach_by"] as? String)
        #expect(try await desk.sealpost("queue", "show", id).output.contains("Must reach by: \(deadline)"))
        #expect(try await desk.sealpost("log", "show", id).output.contains("must reach the recipient by \(deadline)"))
        let stranger = try await desk.sealpost("overdue", "settle", "--recipient", "jo@example.org", id)
        #expect(stranger.status == 65 && stranger.errors.contains("queue show \(id)"))
        let settled = try await desk.sealpost("overdue", "settle", id)
        #expect(settled.status == 0 && settled.output == "\(id): 1 recipient settled\n")
        #expect(try await desk.sealpost("overdue").status == 0)
        #expect(try await desk.sealpost("log", "verify").status == 0)
    }
}
