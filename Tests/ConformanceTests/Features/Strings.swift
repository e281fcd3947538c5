// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Feature {
    /// RFC 5228, section 2.4.2.4.
    static let encodedCharacter = Feature(
        capabilities: ["encoded-character"],
        spellings: [
            { draft, value in
                guard let character = value.first, character != "\"", character != "\\" else {
                    return Draft.quoted(value)
                }
                let rest = Draft.quoted(String(value.dropFirst())).dropFirst()
                let bytes = String(character).utf8.map { String($0, radix: 16) }.joined(separator: " ")
                let numbers = String(character).unicodeScalars.map { String($0.value, radix: 16) }
                let spelling = draft.random.pick([
                    "${hex:\(bytes)}", "${HEX: \(bytes) }", "${unicode:\(numbers.joined(separator: " "))}",
                    "${unicode: 00\(numbers.joined(separator: "  00")) }",
                ])
                return "\"" + spelling + rest
            },
            { draft, value in
                // What only looks like an encoded character stays as written.
                let odd = draft.random.pick(["${hex:}", "${hex:zz}", "${hex 40}", "${unicode:}", "$", "${", "${hex:40"])
                return Draft.quoted(value + odd)
            },
        ])

    /// RFC 5229.
    static let variables = Feature(
        capabilities: ["variables"],
        tests: [
            { draft in
                let known = draft.variables.isEmpty ? nil : draft.random.pick(draft.variables)
                let value = known?.value ?? draft.random.pick(SampleMail.words)
                let (tags, keys) = draft.comparison(with: value)
                let sources = known.map { "\"${\($0.name)}\"" } ?? draft.string(value)
                let list = draft.random.chance(20) ? "[\(sources), \"\", \"${none}\"]" : sources
                return "string \(tags)\(list) \(keys)"
            }
        ],
        commands: [set, set, set, matched, matched],
        spellings: [
            { draft, value in
                guard let variable = draft.variables.last(where: { _ in draft.random.chance(60) }) else {
                    return Draft.quoted(value)
                }
                return Draft.quoted(draft.random.pick([value + "${\(variable.name)}", "${\(variable.name)}" + value]))
            },
            { draft, value in
                let odd = draft.random.pick([
                    "${}", "${1a}", "${a b}", "${none}", "$", "${", "${9}", "${1}", "${0}", "${a-b}",
                ])
                return Draft.quoted(value + odd)
            },
        ])

    private static let set: CommandMaker = { draft in
        let name = draft.random.pick(["a", "b", "subject", "_x1", "Case"])
        let value = draft.random.pick(SampleMail.words + draft.mail.values.map(\.value) + [""])
        let modifiers = [[":lower", ":upper"], [":lowerfirst", ":upperfirst"], [":quotewildcard"], [":length"]]
            .filter { _ in draft.random.chance(35) }.map { draft.random.pick($0) }.shuffled(using: &draft.random)
        let command = "set \((modifiers + ["\"\(name)\""]).joined(separator: " ")) \(draft.string(value));"
        draft.variables.append((draft.random.pick([name, name.uppercased()]), value))
        return [.command(command)]
    }

    /// Shows what the wildcards of a match stood for.
    private static let matched: CommandMaker = { draft in
        let field = draft.random.pick(draft.mail.values)
        let pattern = draft.pattern(near: field.value)
        let tags = draft.comparator([":matches "])
        let shown = draft.store("fileinto", "\"m ${1}|${2}|${3}\"")
        let test = Condition.test("header \(tags)\(Draft.quoted(field.name)) \(Draft.quoted(pattern))")
        return shown.map { [.block("if", test, [$0])] } ?? []
    }
}
