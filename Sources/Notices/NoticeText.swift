// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// A notice as plain text.
struct NoticeText {
    let content: NoticeContent

    /// The text, in lines short enough for a terminal, save for what must stay in one line to be copied.
    var text: String {
        var lines = content.opening.wrapped() + [""] + content.facts.flatMap(Self.field)
        for section in content.sections {
            for account in section.accounts {
                lines += ["", "", "\(account.recipient): \(account.headline)", ""]
                lines += account.sentence.wrapped(indent: "  ")
                if !account.facts.isEmpty { lines += [""] + account.facts.flatMap(Self.field) }
            }
            for passage in section.passages {
                lines += [""] + "\(passage.label): \(passage.text)".wrapped(indent: "  ")
                lines += passage.commands.map { "    \($0)" }
            }
        }
        return (lines + ["", ""] + content.closing.wrapped()).joined(separator: "\n")
    }

    private static func field(_ fact: NoticeContent.Fact) -> [String] {
        let label = "  " + fact.label + ":" + String(repeating: " ", count: max(1, 13 - fact.label.count))
        return switch fact.form {
        case .words: fact.value.wrapped(indent: String(repeating: " ", count: label.count), first: label)
        case .verbatim, .page: [label + fact.value]
        }
    }
}
