// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sieve

/// A list for rules as it was found: a file with one entry a line.
public struct ListFile: Sendable {
    /// The name by which rules speak of it.
    public var name: String
    /// The file.
    public var file: RuleFile

    /// Takes a list from what was found.
    public init(name: String, file: RuleFile) {
        self.name = name
        self.file = file
    }

    /// Reads the file of a list, as ``RuleFile/read(_:)``.
    public static func read(name: String, path: String) -> ListFile {
        ListFile(name: name, file: RuleFile.read(path))
    }

    /// The entries; white space around them, empty lines and those that begin with `#` don't count.
    func entries() throws(Unusable) -> [String] {
        switch file.content {
        case .unreadable(let why): throw Unusable(why: "this list can't be read: \(why)")
        case .bytes(let bytes):
            // What a full disk or an interrupted copy leaves; whoever is missing from a list may be sent to another way.
            if bytes.isEmpty { throw Unusable(why: "this list is empty; a comment in it says that it is meant to be") }
            guard bytes.count <= Self.maximumSize else {
                throw Unusable(why: "this list has more than \(Self.maximumSize) bytes")
            }
            // Some editors begin a file with a byte order mark, which would be taken for a part of the first entry.
            let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
            guard let text = String(validating: content, as: UTF8.self) else {
                throw Unusable(why: "this list is not UTF-8")
            }
            let lines = text.split(whereSeparator: \.isNewline).map { line in
                let start = line.drop(while: \.isWhitespace)
                return String(start.prefix(start.count - start.reversed().prefix(while: \.isWhitespace).count))
            }
            let entries = lines.filter { !$0.isEmpty && !$0.hasPrefix("#") }
            for entry in entries { try check(entry) }
            return entries
        }
    }

    /// Looks for what makes an entry one that nothing will ever be equal to.
    private func check(_ entry: String) throws(Unusable) {
        // UTF-16 without a mark is UTF-8 full of NULs.
        if entry.unicodeScalars.contains(where: { $0.properties.generalCategory == .control && $0 != "\t" }) {
            throw Unusable(why: "this list has control characters in it; it must be text in UTF-8")
        }
        guard let comment = entry.firstRange(of: " #") ?? entry.firstRange(of: "\t#") else { return }
        let shown = entry[comment.lowerBound...].dropFirst().prefix(40)
        throw Unusable(why: "this list has \"\(shown)\" behind an entry; a comment stands on a line of its own")
    }

    /// Why a list can't be used, as a phrase.
    struct Unusable: Error {
        let why: String
    }

    /// What is read of a file; a longer list would be cut off.
    private static let maximumSize = 1 << 20
}
