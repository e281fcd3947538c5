// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Feature {
    /// RFC 5293; what came of an edit is shown by tests that follow it.
    static let editHeader = Feature(
        capabilities: ["editheader"], commands: [add, addKnown, delete, delete])

    /// Adds a field that other tests look into.
    private static let addKnown: CommandMaker = { draft in
        let mailbox = draft.random.pick(draft.mail.mailboxes)
        let (name, value) = draft.random.pick([
            ("Cc", mailbox), ("To", "Added <\(mailbox)>"), ("Subject", "Zürich huur"), ("X-Date", SampleMail.dates[0]),
            ("Content-Type", "text/x-added; name=\"a b\""), ("X-Empty", ""), ("X-Number", "7"), ("X-Tag", "a  b"),
        ])
        let tag = draft.random.chance(50) ? ":last " : ""
        var tests = [
            "exists \"\(name)\"", "header :is \"\(name)\" \(Draft.quoted(value))",
            "size :over \(draft.mail.bytes.count + draft.random.number(0...60))",
        ]
        if name == "Cc" || name == "To" { tests.append("address :is [\"To\", \"Cc\"] \(Draft.quoted(mailbox))") }
        if draft.canUse("index") { tests.append("header :index 1 :is \"\(name)\" \(Draft.quoted(value))") }
        if draft.canUse("mime") { tests.append("header :mime :param \"name\" :is \"\(name)\" \"a b\"") }
        if draft.canUse("date") { tests.append("date :originalzone :is \"\(name)\" \"time\" \"09:30:00\"") }
        let command = Statement.command("addheader \(tag)\"\(name)\" \(Draft.quoted(value));")
        return [command, .block("if", .test(draft.random.pick(tests)), [draft.label()])]
    }

    private static let add: CommandMaker = { draft in
        let name = draft.random.pick(["X-Tag", "X-New", "X-Number", "x-tag"])
        let value = draft.random.pick(SampleMail.words)
        let tag = draft.random.chance(50) ? ":last " : ""
        return [.command("addheader \(tag)\"\(name)\" \(Draft.quoted(value));")] + shown(name, value, &draft)
    }

    private static let delete: CommandMaker = { draft in
        let field = draft.random.pick(draft.mail.values.filter { $0.name != "Received" })
        var words = ["deleteheader"]
        if draft.random.chance(40) {
            words.append(":index \(draft.random.number(1...2))" + (draft.random.chance(40) ? " :last" : ""))
        }
        if draft.random.chance(50) {
            var (tags, keys) = draft.comparison(with: field.value)
            // Pigeonhole crashes, which takes long, and says nothing.
            while tags.contains(":count"), draft.random.chance(95) {
                (tags, keys) = draft.comparison(with: field.value)
            }
            words.append(tags + "\"\(field.name)\" " + keys)
        } else {
            words.append("\"\(field.name)\"")
        }
        return [.command(words.joined(separator: " ") + ";")] + shown(field.name, field.value, &draft)
    }

    private static func shown(_ name: String, _ value: String, _ draft: inout Draft) -> [Statement] {
        let tests = [
            "exists \"\(name)\"", "header :contains \"\(name)\" \(Draft.quoted(draft.part(of: value)))",
        ]
        return draft.store("fileinto", "\"edit \(draft.random.number(0...999))\"")
            .map { [.block("if", .test(draft.random.pick(tests)), [$0])] } ?? []
    }
}
