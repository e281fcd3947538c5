// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Feature {
    /// RFC 5703, section 3.
    static let forEveryPart = Feature(capabilities: ["foreverypart", "mime"], commands: [loop, loop])

    private static let loop: CommandMaker = { draft in [loop(&draft)].compactMap(\.self) }

    /// A loop, with others inside it once in a while.
    private static func loop(_ draft: inout Draft) -> Statement? {
        guard draft.loops.count < 3 else { return nil }
        let name = draft.random.chance(50) ? draft.random.pick(["outer", "inner", "Outer"]) : nil
        draft.loops.append(name)
        defer { draft.loops.removeLast() }
        var inner: [Statement] = []
        for _ in 0..<draft.random.number(1...3) { inner += step(&draft) }
        // Where anything follows a loop inside a loop, Pigeonhole 0.5.19 calls its own program corrupt.
        if draft.random.chance(40), let last = loop(&draft) { inner.append(last) }
        return .block("foreverypart" + (name.map { " :name \"\($0)\"" } ?? ""), nil, inner)
    }

    private static func step(_ draft: inout Draft) -> [Statement] {
        switch draft.random.number(0...9) {
        case 0 where draft.random.chance(3): return [loop(&draft)].compactMap(\.self)
        case 1...3 where draft.canUse("variables"):
            // Shows which parts the loop comes to, and in what order.
            let field = draft.random.pick(["Content-Type", "Content-Disposition", "Subject"])
            let test = Condition.test("header :mime :matches \"\(field)\" \"*\"")
            return draft.store("fileinto", "\"\(draft.loops.count) ${1}\"").map { [.block("if", test, [$0])] } ?? []
        case 4: return [.block("if", draft.test(depth: 1), [end(&draft)])]
        default:
            let content = draft.random.pick(draft.mail.contents + ["application/pdf", "text/plain", "message/rfc822"])
            let tags = draft.random.pick([":contenttype ", ":contenttype ", ":anychild :contenttype ", ""])
            let test = Condition.test(
                "header :mime \(tags):contains \"Content-Type\" \(Draft.quoted(draft.part(of: content)))")
            let found = [draft.label()] + (draft.random.chance(30) ? [end(&draft)] : [])
            return [.block("if", test, found)]
        }
    }

    private static func end(_ draft: inout Draft) -> Statement {
        let names = draft.loops.compactMap(\.self)
        guard !names.isEmpty, draft.random.chance(60) else { return .command("break;") }
        return .command("break :name \"\(draft.random.pick(names))\";")
    }
}
