// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Feature {
    /// RFC 5228 without extensions.
    static let base = Feature(
        capabilities: [],
        tests: [header, header, header, address, address, exists, size, constant],
        comparisons: [
            { draft, value in (draft.comparator([":is "]), draft.string(draft.key(near: value))) },
            { draft, value in (draft.comparator(["", ":is "]), draft.string(draft.key(near: value))) },
            { draft, value in (draft.comparator([":contains "]), draft.string(draft.part(of: value))) },
            { draft, value in (draft.comparator([":matches "]), draft.string(draft.pattern(near: value))) },
            { draft, value in (draft.comparator([":matches "]), draft.string(draft.pattern(near: value))) },
        ],
        addressParts: [":all", ":localpart", ":domain"],
        spellings: [
            { _, value in
                // Another way to write a string that ends in a line break; in it, quotes and backslashes are ordinary.
                "text:\n"
                    + value.split(separator: "\n", omittingEmptySubsequences: false)
                    .map { ($0.first == "." ? "." : "") + $0 }.joined(separator: "\n") + "\n.\n"
            }
        ])

    private static let header: TestMaker = { draft in
        let field = draft.random.pick(draft.mail.values)
        let (tags, keys) = draft.comparison(with: field.value)
        let chosen = draft.fieldTag()
        let names = chosen.isEmpty || draft.random.chance(10) ? draft.fieldNames(field.name) : draft.names([field.name])
        return "header \(chosen)\(tags)\(names) \(keys)"
    }

    private static let address: TestMaker = { draft in
        let name = draft.random.pick(["From", "To", "Cc", "to", "Reply-To", "Bcc"])
        let mailbox = draft.random.pick(draft.mail.mailboxes)
        let (tags, keys) = draft.comparison(with: draft.addressValue(of: mailbox))
        let chosen = draft.fieldTag()
        let severalNames = chosen.isEmpty ? draft.random.chance(30) : draft.random.chance(5)
        let names = severalNames ? [name, draft.random.pick(["Cc", "From", "Sender"])] : [name]
        return "address \(chosen)\(tags)\(draft.addressPart())\(draft.names(names)) \(keys)"
    }

    private static let exists: TestMaker = { draft in
        let names = draft.random.some(draft.mail.values.map(\.name) + ["X-Missing", "Subject", "Cc"], atMost: 2)
        return "exists \(draft.names(names))"
    }

    private static let size: TestMaker = { draft in
        let tag = draft.random.pick([":over", ":under"])
        let near = max(0, draft.mail.bytes.count + draft.random.number(-2...2))
        return "size \(tag) \(draft.random.pick(["0", "1K", "1k", "1M", "\(near)", "\(near)", "400"]))"
    }

    private static let constant: TestMaker = { draft in draft.random.pick(["true", "false"]) }
}

extension Draft {
    /// A tag with a comparator that takes all text, before or behind it, or none.
    mutating func comparator(_ matchTypes: [String]) -> String {
        let tag = random.pick(matchTypes)
        switch random.number(0...5) {
        case 0: return tag + ":comparator \"i;octet\" "
        case 1: return ":comparator \"i;octet\" " + tag
        case 2: return tag + ":comparator \"i;ascii-casemap\" "
        default: return tag
        }
    }

    /// The name of a field, in any case, sometimes with others.
    mutating func fieldNames(_ name: String) -> String {
        let written = random.pick([name, name, name.lowercased(), name.uppercased()])
        return names(
            random.chance(25) ? [written, random.pick(["X-Missing", "Subject", "X-Tag", "X-Empty"])] : [written])
    }

    /// A whole address, or a part of one.
    mutating func addressValue(of mailbox: String) -> String {
        let halves = mailbox.split(separator: "@").map(String.init)
        let pieces = halves[0].split(separator: "+").map(String.init)
        return random.pick([mailbox] + halves + pieces)
    }
}
