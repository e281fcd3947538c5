// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A script with a mail and an envelope, to be run by both engines.
struct Case: Sendable {
    /// What makes the same case again.
    let seed: UInt64
    let capabilities: [String]
    var statements: [Statement]
    let mail: SampleMail
    let sender: String
    let recipient: String

    /// The source of the script.
    var script: String {
        let names = capabilities.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
        return (names.isEmpty ? "" : "require [\(names)];\n") + statements.map { $0.text() }.joined()
    }

    /// The same with a part of the script left out, the shortest script first.
    var smaller: [Case] {
        Statement.smaller(statements).map { statements in
            var copy = self
            copy.statements = statements
            return copy
        }.sorted { $0.script.utf8.count < $1.script.utf8.count }
    }

    /// Generates the case of a seed.
    init(seed: UInt64, features: [Feature]) {
        var draft = Draft(seed: seed, features: features)
        self.seed = seed
        mail = draft.mail
        sender = draft.random.pick(draft.mail.mailboxes)
        recipient = draft.random.pick(draft.mail.mailboxes)
        draft.envelope = [sender, recipient]
        statements = draft.script()
        capabilities = Array(draft.capabilities)
    }
}
