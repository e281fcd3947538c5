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
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw Unusable(why: "this list is not UTF-8")
            }
            let lines = text.split(whereSeparator: \.isNewline).map { line in
                let start = line.drop(while: \.isWhitespace)
                return String(start.prefix(start.count - start.reversed().prefix(while: \.isWhitespace).count))
            }
            return lines.filter { !$0.isEmpty && !$0.hasPrefix("#") }
        }
    }

    /// Why a list can't be used, as a phrase.
    struct Unusable: Error {
        let why: String
    }

    /// What is read of a file; a longer list would be cut off.
    private static let maximumSize = 1 << 20
}
