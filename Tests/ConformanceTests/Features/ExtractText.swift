// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Feature {
    /// RFC 5703, section 7.
    static let extractText = Feature(
        capabilities: ["extracttext", "foreverypart", "mime", "variables"],
        commands: [
            { draft in
                let first = draft.random.chance(50) ? ":first \(draft.random.pick([0, 1, 2, 5, 20, 1000])) " : ""
                let modifier = draft.random.chance(30) ? draft.random.pick([":upper ", ":lower ", ":lowerfirst "]) : ""
                var inner = [Statement.command("extracttext \(first)\(modifier)\"t\";")]
                let content = draft.random.pick(draft.mail.contents + SampleMail.words)
                let test = draft.random.pick([
                    "string :contains \"${t}\" \(Draft.quoted(draft.part(of: content)))",
                    "string :matches \"${t}\" \(Draft.quoted(draft.part(of: content) + "*"))",
                    "string :is \"${t}\" \"\"",
                ])
                inner.append(.block("if", .test(test), [draft.label()]))
                // Parts of other types than text are another matter: see ``Difference``.
                let type = Condition.test("header :mime :type :is \"Content-Type\" \"text\"")
                return [.block("foreverypart", nil, [.block("if", type, inner)])]
            }
        ])
}
