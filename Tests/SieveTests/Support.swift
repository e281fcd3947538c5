// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import FixtureMail
import Mail
import Testing

@testable import Sieve

/// A mail with something for every test of the base language.
let sampleMail = """
    From: "Jan de Vries" <jan.devries@office.example>
    To: Piet <piet@client.example>, anna+contracts@partner.example
    Cc: archive@office.example
    Subject: [registered] Opzegging huur Zürich
    Date: Sat, 21 Nov 2026 09:30:00 +0100
    X-Priority: 3
    X-Case: 0042
    X-Tag: alpha
    X-Tag: beta
    X-Tag: gamma
    X-Empty:
    Received: by a
    MIME-Version: 1.0

    Dear Piet,
    """

func input(
    _ mail: String = sampleMail, from sender: String? = "jan.devries@office.example",
    to recipient: String = "piet@client.example"
) -> ScriptInput {
    ScriptInput(message: FixtureMail.message(mail), sender: sender, recipient: recipient)
}

func compiled(_ source: String, _ location: SourceLocation = #_sourceLocation) throws -> Script {
    let result = Script.compile(source: source, name: "test.sieve")
    let text = result.diagnostics.map(\.description).joined(separator: "\n")
    return try #require(result.script, "\(text)", sourceLocation: location)
}

/// What a script comes to: each action as `fileinto x`, and `implicit keep` where that stands.
func outcome(
    _ source: String, on input: ScriptInput = input(), _ location: SourceLocation = #_sourceLocation
) throws -> [String] {
    let result = try compiled(source, location).run(on: input)
    let actions = result.actions.map { action in
        action.kind.rawValue + (action.isCopy ? " :copy" : "") + (action.argument.isEmpty ? "" : " " + action.argument)
    }
    return actions + (result.implicitKeep ? ["implicit keep"] : [])
}

/// The extensions that the expressions of the tests use, all required at once.
let allExtensions = """
    require ["envelope", "fileinto", "encoded-character", "variables", "copy", "relational", "editheader", "reject", "regex",
             "subaddress", "index", "comparator-i;ascii-numeric", "comparator-i;unicode-casemap", "vnd.sealpost.near"];

    """

/// Whether a test is true, after some commands.
func evaluates(
    _ test: String, after commands: String = "", on input: ScriptInput = input(),
    _ location: SourceLocation = #_sourceLocation
) throws -> Bool {
    let source = allExtensions + commands + "\nif \(test) { fileinto \"yes\"; } else { fileinto \"no\"; }"
    return try outcome(source, on: input, location) == ["fileinto yes"]
}

/// The fault that a script ends with, all extensions required; nil where it ends well.
func fault(_ source: String, limits: Limits = .standard, on input: ScriptInput = input()) throws -> ScriptFault? {
    let script = try compiled(allExtensions + source)
    do {
        _ = try script.run(on: input, limits: limits)
        return nil
    } catch {
        return error
    }
}

/// The headlines of what compiling finds, without the file.
func findings(_ source: String) -> [String] {
    Script.compile(source: source, name: "t").diagnostics.map { String($0.headline.dropFirst(2)) }
}
