// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Rules
import Testing

@Suite struct RuleCaseTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "rule-cases-\(UUID().uuidString)")

    private func outcome(_ item: RuleCase, _ route: String, recording: Bool = false) throws -> RuleCase.Outcome {
        let file = RuleFile(name: "/some/where/a.sieve", text: "require \"fileinto\";\nfileinto \"\(route)\";")
        let set = RuleSet(files: [file], profile: Profile(routes: routes))
        let explanation = set.explain(
            message: read(Array(ordinaryMail.utf8)), sender: nil,
            recipients: ["piet@client.example", "jan@office.example"])
        return try item.outcome(of: explanation, by: set, recording: recording)
    }

    @Test("what is recorded is expected from then on, and a difference is shown line by line")
    func recording() throws {
        let inner = folder.appending(path: "inner")
        try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(ordinaryMail.utf8).write(to: inner.appending(path: "one.eml"))
        try Data().write(to: folder.appending(path: "lost.expected"))
        let cases = try RuleCase.all(in: folder.path)
        #expect(cases.map(\.stem) == ["\(folder.path)/inner/one", "\(folder.path)/lost"])
        let one = cases[0]
        #expect(try outcome(one, "secure") == .missing)
        #expect(try outcome(one, "secure", recording: true) == .recorded([]))
        #expect(try outcome(one, "secure") == .equal)
        let different = try outcome(one, "plain")
        #expect(
            different
                == .different([
                    "- piet@client.example, jan@office.example: secure",
                    "-   a.sieve:2  fileinto \"secure\"",
                    "+ piet@client.example, jan@office.example: plain",
                    "+   a.sieve:2  fileinto \"plain\"",
                ]))
        guard case .different(let lines) = different else { return }
        #expect(try outcome(one, "plain", recording: true) == .recorded(lines))
        #expect(try outcome(one, "plain") == .equal)
    }
}
