// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Mail
import Reading
import Rules
import Testing

/// Reads a mail of the rule library, as the program does.
func read(_ bytes: [UInt8]) -> Message { MessageReader().read(bytes) }

/// The routes of the tests, as the rule library expects them.
let routes: [RouteName] = [RouteName("registered"), RouteName("secure"), RouteName("plain")]

let ordinaryMail = """
    From: jan@office.example
    To: piet@client.example, collega@office.example
    Subject: Opzegging

    x
    """

let head = """
    require ["fileinto", "envelope", "variables", "editheader", "copy", "reject"];

    """

/// What rules decide about one recipient of a mail.
func decision(
    _ rules: String..., profile: Profile = Profile(routes: routes), mail: String = ordinaryMail,
    to recipient: String = "piet@client.example", doubts: [Doubt] = []
) -> Decision {
    let files = rules.enumerated().map {
        RuleFile(name: $0.offset == 0 ? "a.sieve" : "b.sieve", text: head + $0.element)
    }
    var message = read(Array(mail.utf8))
    message.doubts = doubts
    return RuleSet(files: files, profile: profile)
        .decide(message: message, sender: "jan@office.example", recipient: recipient)
}

/// Why a message is held; a decision that holds nothing is an issue.
func holdText(_ decision: Decision, _ location: SourceLocation = #_sourceLocation) -> String {
    if case .hold(let text) = decision.action { return text }
    Issue.record("not held: \(decision)", sourceLocation: location)
    return ""
}

func route(_ name: String, _ options: RouteOptions = RouteOptions()) -> Decision.Action {
    .route(RouteName(name), options)
}

/// The top folder of the project.
let projectFolder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

/// The files of a folder with this ending, sorted; empty if there is no such folder.
func files(in folder: URL, ending: String) -> [URL] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(ending) }.sorted().map { folder.appending(path: $0) }
}

/// Compares a text with a golden file, or writes that file where `RECORD` is set.
func expectGolden(_ text: String, _ file: URL, _ location: SourceLocation = #_sourceLocation) throws {
    if ProcessInfo.processInfo.environment["RECORD"] != nil { try Data(text.utf8).write(to: file) }
    #expect(text == (try String(contentsOf: file, encoding: .utf8)), sourceLocation: location)
}
