// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Foundation
import Mail
import Reading
import Rules
import Testing

@testable import MailFlow

/// The dry run is the real engine with the effects left off: both decide alike about other people's messages, where a
/// folder of them is named.
@Suite("Dry run and delivery")
struct DryRunTests {
    static let corpus = ProcessInfo.processInfo.environment["SEALPOST_CORPUS"]

    private static let library = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "rules").path

    /// Rules whose every branch some message of other people takes: edits, captures, options, refusals, contradictions.
    private static let subjects = """
        require ["fileinto", "editheader", "variables", "reject", "envelope"];
        if header :matches "subject" "* *" {
            addheader "X-Sealpost-Campaign" "${1}";
            deleteheader "Subject";
            addheader "Subject" "${2}";
            fileinto "registered";
        }
        if size :over 100K { reject "too large"; }
        elsif header :contains "subject" "test" { redirect "archive@office.example"; }
        elsif envelope :localpart "to" "collega" { discard; }
        """

    /// The rule sets: the library's files one after the other, rules that take every branch, none, and some that can't be
    /// used.
    private static func ruleSets() throws -> [(name: String, rules: RuleSet)] {
        let names = try Folder(library).names().filter { $0.hasSuffix(".sieve") }.sorted()
        let files = names.map { RuleFile.read("\(library)/\($0)") }
        let profile = Profile(
            routes: ["registered", "secure", "plain"].map { RouteName($0) }, defaultRoute: RouteName("plain"),
            allowsDiscard: true, redirectAddresses: ["archive@office.example"],
            writerOptions: Set(OptionName.allCases))
        let strict = Profile(routes: [RouteName("registered"), RouteName("secure")])
        var sets: [(name: String, rules: RuleSet)] = []
        sets.append(("all", RuleSet(files: files, profile: profile)))
        sets.append(("all, fewer routes", RuleSet(files: files, profile: strict)))
        sets.append(("subjects", RuleSet(files: [RuleFile(name: "s.sieve", text: subjects)], profile: profile)))
        sets.append(("none", RuleSet(files: [], profile: strict)))
        sets.append(("broken", RuleSet(files: [RuleFile(name: "b.sieve", text: "fileinto;")], profile: profile)))
        return sets
    }

    @Test(
        "both decide alike about every message of the corpus",
        .enabled(if: corpus != nil, "SEALPOST_CORPUS names no folder"))
    func alike() throws {
        let sets = try Self.ruleSets()
        var counts: [String: [String: Int]] = [:]
        var mails = 0
        try MailFolder(try #require(Self.corpus)).forEach { path in
            let message = MessageReader().read(try MappedFile(path: path))
            mails += 1
            let named = ["piet@client.example", "collega@office.example", "arts@north.hospital.example", "a b@c"]
            let envelopes = [
                Envelope(sender: nil, recipients: [], readsRecipientsFromHeader: true),
                Envelope(sender: "jan@office.example", recipients: named, readsRecipientsFromHeader: false),
            ]
            for addressing in envelopes.map({ Addressing(message, $0) }) {
                for (name, rules) in sets {
                    let real = addressing.decide(rules, in: .ofMessage(from: .outbox)).map {
                        RecipientExplanation(recipient: $0.recipient, decision: $0.decision)
                    }
                    let dry = addressing.explain(rules, in: .ofMessage(from: .outbox)).recipients
                    #expect(dry.map(Told.init) == real.map(Told.init), "\(name): \(path)")
                    for told in real { counts[name, default: [:]][told.route ?? told.action, default: 0] += 1 }
                }
            }
        }
        #expect(mails > 0)
        print("\(mails) messages")
        for (name, _) in sets {
            let goals = (counts[name] ?? [:]).sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
            print("\(name): \(goals.joined(separator: ", "))")
        }
    }

    /// What of an explanation is the decision.
    private struct Told: Equatable {
        let words: [String?]
        let options: RouteOptions?

        init(_ told: RecipientExplanation) {
            words = [told.recipient, told.action, told.route, told.redirectedTo, told.why]
            options = told.options
        }
    }
}
