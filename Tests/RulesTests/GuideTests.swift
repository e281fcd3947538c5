// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Mail
import Rules
import Sieve
import Testing

/// The scripts of `docs/rules.md`: each is whole, the check finds nothing in it, and it decides as the page says.
@Suite struct GuideTests {
    /// A fenced block.
    private struct Block {
        var kind: String
        var text: String
    }

    private let blocks: [Block]

    init() throws {
        let page = try String(contentsOf: projectFolder.appending(path: "docs/rules.md"), encoding: .utf8)
        let pieces = page.components(separatedBy: "```")
        #expect(pieces.count % 2 == 1, "every fence is closed")
        blocks = stride(from: 1, to: pieces.count, by: 2).map { index in
            let piece = pieces[index]
            let kind = String(piece.prefix { $0 != "\n" })
            return Block(kind: kind, text: String(piece.dropFirst(kind.count + 1)))
        }
    }

    private func rules(_ source: String) -> RuleSet {
        RuleSet(
            files: [RuleFile(name: "rules.md", text: source)], profile: Profile(routes: routes),
            dialect: Dialect(library: RuleLibrary()))
    }

    @Test("the check finds nothing in any script")
    func clean() {
        let scripts = blocks.filter { $0.kind == "sieve" }
        #expect(scripts.count > 5)
        for script in scripts {
            #expect(rules(script.text).diagnostics.map(\.description) == [], "\(script.text)")
        }
    }

    @Test("the mails under a script are decided about as the page says")
    func decided() {
        var script = ""
        var mail = ""
        var count = 0
        for block in blocks {
            switch block.kind {
            case "sieve": script = block.text
            case "mail": mail = block.text
            case "decisions":
                let message = read(Array(mail.utf8))
                let recipients = ["To", "Cc", "Bcc"].flatMap { message.addresses(in: $0).map(\.mailbox) }
                let told = rules(script).explain(message: message, sender: nil, recipients: recipients)
                let headlines = told.text(colour: false).split(separator: "\n").filter { !$0.hasPrefix(" ") }
                #expect(headlines.joined(separator: "\n") + "\n" == block.text, "\(script)")
                count += 1
            default: Issue.record("no such kind of block: \(block.kind)")
            }
        }
        #expect(count > 5)
        #expect(count == blocks.count { $0.kind == "mail" })
    }
}
