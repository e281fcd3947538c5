// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Digests
import Foundation
import Ledgers
import Rules

/// The rule files of a decision as the ledger keeps them: a list of the files with their hashes, and the files.
///
/// Of the lists that rules look things up in only the hashes are kept: they are about people who have no part in the mail.
struct RuleRecord {
    /// One file of the list.
    struct Entry: Codable {
        var kind: RuleText.Kind
        var name: String
        var sha256: String
    }

    /// What is to be kept, the list first.
    let exhibits: [Exhibit]

    init(_ rules: RuleSet) {
        var entries: [Entry] = []
        var files: [Exhibit] = []
        for text in rules.texts {
            let exhibit = Exhibit(text.bytes)
            entries.append(Entry(kind: text.kind, name: text.name, sha256: exhibit.digest))
            if text.kind == .rules { files.append(exhibit) }
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let list = (try? encoder.encode(entries)) ?? Data()
        exhibits = [Exhibit(Array(list))] + files
    }

    /// The hash of the list, which stands for all files.
    var digest: String { exhibits.first?.digest ?? "" }

    /// Reads a list; nil where the bytes are none.
    static func entries(_ list: [UInt8]) -> [Entry]? { try? JSONDecoder().decode([Entry].self, from: Data(list)) }
}
