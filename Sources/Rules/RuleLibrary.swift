// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
public import Sieve

/// The rule files that others can include, as they lie in folders (RFC 6609).
public struct RuleLibrary: ScriptLibrary {
    /// The folder of `include :global`; nil where the settings name none.
    public var siteFolder: String?

    /// Makes a library; `include :personal` looks in the folder of the rule file that the settings name.
    public init(siteFolder: String? = nil) { self.siteFolder = siteFolder }

    /// The file of this name, `.sieve` added where it is missing: stat(2), then as ``RuleFile/read(_:)``.
    public func script(named name: String, in location: ScriptLocation, for main: String) -> LibraryEntry {
        let file = name.hasSuffix(Self.ending) ? name : name + Self.ending
        let path: String
        switch location {
        case .personal: path = Self.folder(of: main) + file
        case .global:
            guard let siteFolder else { return .missing(name: "\(file) (the settings have no rules_library)") }
            path = "\(siteFolder)/\(file)"
        }
        var status = stat()
        if stat(path, &status) != 0, errno == ENOENT { return .missing(name: path) }
        // Reading a pipe would wait for a writer, and all mail with it.
        guard status.st_mode & S_IFMT != S_IFIFO else { return .unreadable(name: path, why: "it is a pipe") }
        switch RuleFile.read(path).content {
        case .unreadable(let why): return .unreadable(name: path, why: why)
        case .bytes(let bytes) where bytes.isEmpty:
            return .unreadable(name: path, why: "it is empty; a comment in it says that it is meant to be")
        case .bytes(let bytes): return .script(name: path, source: bytes)
        }
    }

    /// How the files of rules end that can be included.
    public static let ending = ".sieve"

    /// The folder of a file, with its slash; empty where the path has none.
    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }
}
