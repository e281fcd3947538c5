// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport

/// A script with a mail and an envelope, to be run by both engines.
struct Case: Sendable {
    /// What makes the same case again.
    let seed: UInt64
    private(set) var capabilities: [String]
    var statements: [Statement]
    /// The scripts that it can include.
    var library: [IncludedScript]
    private(set) var mail: SampleMail
    let sender: String
    let recipient: String
    /// Who else gets the mail, and for whom Sealpost runs the script first: that must leave no trace.
    let otherRecipients: [String]

    /// The source of the script.
    var script: String { source(of: statements) }

    /// The source of this script, or of one that it includes.
    func source(of statements: [Statement]) -> String {
        let names = capabilities.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
        return (names.isEmpty ? "" : "require [\(names)];\n") + statements.map { $0.text() }.joined()
    }

    /// The sources of all the scripts, each behind its name.
    var sources: String {
        ([script] + library.map { "# \($0.location) \($0.name)\n" + source(of: $0.statements) }).joined()
    }

    /// The same with a mail in which U+FFFD stands for what can't be decoded.
    var repaired: Case {
        var (copy, random) = (self, SeededGenerator(seed: seed))
        copy.mail = SampleMail.generate(&random, repaired: true)
        return copy
    }

    /// The same with each test of the scripts written otherwise, perhaps by way of another extension.
    func mapped(requiring capability: String? = nil, _ change: (String) -> String) -> Case {
        var copy = self
        copy.statements = statements.map { $0.mapped(change) }
        for index in library.indices {
            copy.library[index].statements = library[index].statements.map { $0.mapped(change) }
        }
        if let capability, !capabilities.contains(capability) { copy.capabilities.append(capability) }
        return copy
    }

    /// Writes all of the scripts otherwise.
    mutating func rewrite(_ change: (String) -> String) {
        statements = statements.map { $0.rewritten(change) }
        for index in library.indices {
            library[index].statements = library[index].statements.map { $0.rewritten(change) }
        }
    }

    /// The same with a part of the script left out, the shortest script first.
    var smaller: [Case] {
        let own = Statement.smaller(statements).map { statements in
            var copy = self
            copy.statements = statements
            return copy
        }
        let included = library.indices.flatMap { index in
            Statement.smaller(library[index].statements).map { statements in
                var copy = self
                copy.library[index].statements = statements
                return copy
            }
        }
        return (own + included).sorted { $0.sources.utf8.count < $1.sources.utf8.count }
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
        library = draft.library
        otherRecipients = draft.random.chance(30) ? draft.random.some(draft.mail.mailboxes, atMost: 2) : []
        capabilities = Array(draft.capabilities)
    }
}
