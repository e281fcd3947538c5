// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Feature {
    /// RFC 6609, sections 3.2 and 3.3.
    static let include = Feature(
        capabilities: ["include"],
        commands: [
            { draft in
                guard let script = draft.writeIncluded() else { return [] }
                return [script.inclusion(draft.random.pick(["", "", ":once ", ":optional "]))]
            },
            { draft in
                guard !draft.library.isEmpty else { return [] }
                return [
                    draft.random.pick(draft.library).inclusion(draft.random.pick(["", ":once ", ":once :optional "]))
                ]
            },
            { draft in
                draft.random.chance(90)
                    ? [.command("include :optional :personal \"missing\";")]
                    : [.block("if", draft.test(depth: 1), [.command("return;")])]
            },
        ])

    /// RFC 6609, section 3.4: what one script sets, another may see.
    static let globals = Feature(
        capabilities: ["include", "variables"],
        tests: [
            { draft in
                let value = draft.random.pick(SampleMail.words)
                let (tags, keys) = draft.comparison(with: value)
                return "string \(tags)\"\(draft.random.pick(["${global.g}", "${g}", "${a}", "${global.a}"]))\" \(keys)"
            }
        ],
        commands: [
            { draft in
                let name = draft.random.pick(["g", "global.g", "a", "global.a"])
                return [.command("set \"\(name)\" \(draft.string(draft.random.pick(SampleMail.words)));")]
            },
            { draft in
                [draft.store("fileinto", "\"seen ${g} ${global.g} ${a} ${global.a}\"")].compactMap(\.self)
            },
        ])
}
