// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import TransferEncodings

/// The lists that the settings of a test make, as Pigeonhole's `extlists` has them: each a dictionary in a file.
///
///     sieve_extlists_list                       the lists there are, with blanks between them
///     sieve_extlists_list/LIST/name             the name by which scripts know one
///     sieve_extlists_list/LIST/dict/file/path   its file; a list without one is empty
enum TestLists {
    /// Whether a setting has to do with lists.
    static func isSetting(_ key: String) -> Bool { key == root || key.hasPrefix(root + "/") }

    /// The lists; one whose file can't be read is empty, as a dictionary is that was never written to.
    static func lists(by settings: [String: String], file: (String) -> [UInt8]?) -> ExternalLists {
        var lists: [String: ExternalList] = [:]
        for list in (settings[root] ?? "").split(separator: " ") {
            let bytes = settings["\(root)/\(list)/dict/file/path"].flatMap(file) ?? []
            lists[settings["\(root)/\(list)/name"] ?? String(list)] = ExternalList(entries(of: bytes))
        }
        return ExternalLists(lists)
    }

    private static let root = "sieve_extlists_list"

    /// What a dictionary's file holds: a line with a key, and one with its value, which says nothing here.
    private static func entries(of bytes: [UInt8]) -> [String] {
        let lines = String(decoding: bytes.withLineFeeds(), as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        return stride(from: 0, to: lines.count, by: 2).compactMap { index in
            let prefix = "priv/sieve/extlists/"
            return lines[index].hasPrefix(prefix) ? String(lines[index].dropFirst(prefix.count)) : nil
        }
    }
}
