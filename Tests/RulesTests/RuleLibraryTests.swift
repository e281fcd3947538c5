// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Mail
import Rules
import Sieve
import Testing

/// The rule files that are shipped, each over the mails beside it.
@Suite struct RuleLibraryTests {
    private static let folder = projectFolder.appending(path: "rules")

    private static let cases = (try? RuleCase.all(in: folder.appending(path: "tests").path)) ?? []

    private static func name(of item: RuleCase) -> String {
        URL(filePath: item.mail).deletingLastPathComponent().lastPathComponent
    }

    /// The rule file of this name alone.
    private func ruleSet(_ name: String) -> RuleSet { ruleSet(files: [name + ".sieve"]) }

    /// The files that the mails of a folder are decided by: those that its `files` lists, else the one of its name
    /// with the lists beside them.
    private func ruleSet(of folder: URL) -> RuleSet {
        guard let list = try? String(contentsOf: folder.appending(path: "files"), encoding: .utf8) else {
            let lists = files(in: folder, ending: ".txt").map {
                ListFile(
                    name: $0.deletingPathExtension().lastPathComponent, file: RuleFile.read($0.path))
            }
            return ruleSet(files: [folder.lastPathComponent + ".sieve"], lists: lists)
        }
        return ruleSet(files: list.split(separator: "\n").map(String.init))
    }

    private func ruleSet(files names: [String], lists: [ListFile] = []) -> RuleSet {
        let files = names.map {
            RuleFile(name: $0, content: RuleFile.read(Self.folder.appending(path: $0).path).content)
        }
        return RuleSet(files: files, lists: lists, profile: Profile(routes: routes))
    }

    @Test("a rule file that is a pipe is not waited for")
    func pipe() throws {
        let path = NSTemporaryDirectory() + "sealpost-\(UUID().uuidString).sieve"
        try #require(mkfifo(path, 0o600) == 0)
        defer { unlink(path) }
        guard case .unreadable(let why) = RuleFile.read(path).content else {
            Issue.record("the pipe was read")
            return
        }
        #expect(why == "it is a pipe")
    }

    @Test("a shipped rule file has nothing to complain about", arguments: files(in: folder, ending: ".sieve"))
    func clean(_ file: URL) {
        let set = ruleSet(file.deletingPathExtension().lastPathComponent)
        #expect(set.diagnostics.map(\.description) == [])
    }

    @Test("every shipped rule file has mails beside it")
    func covered() {
        for file in files(in: Self.folder, ending: ".sieve") {
            let name = file.deletingPathExtension().lastPathComponent
            #expect(Self.cases.contains { Self.name(of: $0) == name }, "\(name)")
        }
        #expect(Self.cases.count > 10)
    }

    @Test("no rule chooses for an ordinary mail, and some fifteen of them lie beside each set")
    func falseAlarms() throws {
        let ordinary = Self.cases.filter { URL(filePath: $0.mail).lastPathComponent.hasPrefix("ordinary-") }
        for name in ["health", "landlord", "municipality", "notary"] {
            #expect(ordinary.count { Self.name(of: $0) == name } >= 15, "\(name)")
        }
        for item in ordinary {
            let set = ruleSet(of: URL(filePath: item.mail).deletingLastPathComponent())
            let message = read(Array(try Data(contentsOf: URL(filePath: item.mail))))
            for recipient in message.addresses(in: "To").map(\.mailbox) {
                let decided = set.decide(message: message, sender: nil, recipient: recipient)
                #expect(holdText(decided).contains("no rule chose"), "\(item.mail)")
            }
        }
    }

    @Test("no mail with a citizen service number in it goes registered")
    func citizenServiceNumbers() throws {
        let detector = RuleSet(
            files: [
                RuleFile(
                    name: "bsn.sieve",
                    text: #"require ["fileinto", "vnd.sealpost.detect"]; if detect "bsn" { fileinto "secure"; }"#)
            ], profile: Profile(routes: routes))
        var count = 0
        for item in Self.cases {
            let message = read(Array(try Data(contentsOf: URL(filePath: item.mail))))
            let recipients = ["To", "Cc", "Bcc"].flatMap { message.addresses(in: $0).map(\.mailbox) }
            guard detector.decide(message: message, sender: nil, recipient: "a@b.example").action == route("secure")
            else { continue }
            count += 1
            let explained = ruleSet(of: URL(filePath: item.mail).deletingLastPathComponent())
                .explain(message: message, sender: nil, recipients: recipients)
            #expect(!explained.recipients.contains { $0.route == "registered" }, "\(item.mail)")
        }
        #expect(count > 5)
    }

    @Test("each mail is decided about as the file beside it says", arguments: cases)
    func decisions(_ item: RuleCase) throws {
        let message = read(Array(try Data(contentsOf: URL(filePath: item.mail))))
        let recipients = ["To", "Cc", "Bcc"].flatMap { message.addresses(in: $0).map(\.mailbox) }
        let set = ruleSet(of: URL(filePath: item.mail).deletingLastPathComponent())
        let sender = message.addresses(in: "From").first?.mailbox
        let explanation = set.explain(message: message, sender: sender, recipients: recipients)
        let isRecording = ProcessInfo.processInfo.environment["RECORD"] != nil
        let outcome = try item.outcome(of: explanation, by: set, recording: isRecording)
        #expect(outcome == .equal || isRecording)
        // The dry run is the same engine; this would notice if it ever were not.
        let decided = set.decide(message: message, sender: sender, recipients: recipients)
        for (told, decision) in zip(explanation.recipients, decided) {
            switch decision.action {
            case .route(let name, let options):
                #expect(told.action == "route" && told.route == name.rawValue && told.options == options)
            case .hold(let why): #expect(told.action == "hold" && told.why == why)
            case .refuse(let why): #expect(told.action == "refuse" && told.why == why)
            case .redirect: #expect(told.action == "redirect")
            case .discard: #expect(told.action == "discard")
            }
        }
    }
}
