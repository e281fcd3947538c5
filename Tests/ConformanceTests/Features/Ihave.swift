// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Feature {
    /// RFC 5463.
    static let ihave = Feature(
        capabilities: ["ihave"],
        tests: [
            { draft in
                draft.random.pick([
                    "ihave \"vnd.example.nothing\"", "ihave \"fileinto\"",
                    "ihave [\"fileinto\", \"vnd.example.nothing\"]",
                    "ihave [\"envelope\", \"body\"]",
                    draft.random.chance(5) ? "ihave [\"body\", \"variables\"]" : "ihave [\"body\", \"copy\"]",
                ])
            }
        ],
        commands: [
            { draft in
                // What isn't there may be used where it is known not to be run.
                let unknown = Statement.command("example :nothing \"x\" [\"y\", \"z\"];")
                return [
                    .block("if", .test("ihave \"vnd.example.nothing\""), [unknown, draft.label()]),
                    .block("else", nil, [draft.label()]),
                ]
            },
            { draft in
                // What is there may be used without a require.
                let mailbox = draft.random.pick(draft.mail.mailboxes)
                let value = Draft.quoted(draft.addressValue(of: mailbox))
                let (name, test) = draft.random.pick([
                    ("subaddress", "address :user [\"To\", \"From\"] \(value)"),
                    ("envelope", "envelope :contains \"to\" \(value)"),
                    ("relational", "header :count \"ge\" \"X-Tag\" \"2\""),
                    ("body", "body :contains \(Draft.quoted(draft.part(of: draft.random.pick(SampleMail.words))))"),
                ])
                return [.block("if", .list("allof", [.test("ihave \"\(name)\""), .test(test)]), [draft.label()])]
            },
            { draft in
                guard draft.random.chance(30) else { return [] }
                return [.block("if", draft.test(depth: 1), [.command("error \(draft.string("as it is"));")])]
            },
        ])
}
