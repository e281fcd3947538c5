// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The rule files of a decision, as they were then.
public struct DossierRules: Sendable, Hashable {
    /// One of the files.
    public struct File: Sendable, Hashable {
        /// Its path, as the settings name it.
        public var name: String
        /// The SHA-256 of its bytes.
        public var digest: String
        /// The lines that decided about this message; empty where none did.
        public var lines: [Int]
        /// The bytes; only of a file in which a line decided, since the others may be about other people.
        public var bytes: [UInt8]?
        /// Where it lies in the dossier; empty where it is not there.
        public var path = ""

        /// Makes a file.
        public init(name: String, digest: String, lines: [Int], bytes: [UInt8]?) {
            self.name = name
            self.digest = digest
            self.lines = lines
            self.bytes = bytes
        }

        /// The text of a line; nil where there is none.
        func text(ofLine number: Int) -> String? {
            guard let bytes else { return nil }
            let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            return lines.indices.contains(number - 1) ? String(decoding: lines[number - 1], as: UTF8.self) : nil
        }
    }

    /// The SHA-256 of the list of files, which entries name.
    public var digest: String
    /// The list of files as the ledger keeps it; nil where it has it no more.
    public var list: [UInt8]?
    /// The files of the list.
    public var files: [File]

    /// Makes the rules of a decision.
    public init(digest: String, list: [UInt8]?, files: [File]) {
        self.digest = digest
        self.list = list
        self.files = files
    }
}
