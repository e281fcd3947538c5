// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Spelling
import TOMLKit

/// A settings file while it is read: what it holds, which keys were asked for, and what they came out as.
///
/// Every key is asked for in one place of the program, with its default; from those askings comes what `sealpost settings`
/// shows, and the error for a key that nobody asked for. Used on one thread, while loading, and dropped.
public final class SettingsFile {
    /// One setting as it holds.
    public struct Effective: Sendable, Hashable {
        /// The key with its tables: `delivery.first_pause`.
        public var key: String
        /// The value, as TOML would write it; a secret is masked.
        public var value: String
        /// The line it came from, or nil where it is the default.
        public var line: Int?
    }

    /// The file's path.
    public let path: String
    private let root: TOMLTable
    private let lines: SettingsLines
    private var asked: [String: Effective] = [:]

    /// Reads TOML text.
    /// - Parameters:
    ///   - path: The file it came from, for messages and relative paths.
    ///   - text: What it holds.
    public init(path: String, text: String) throws(SettingsFault) {
        self.path = path
        lines = SettingsLines(text)
        if let fault = SettingsCheck.fault(in: text) { throw SettingsFault(file: path, line: fault.line, fault.text) }
        do {
            root = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            throw SettingsFault(file: path, line: error.source.begin.line, error.description)
        } catch {
            throw SettingsFault(file: path, "\(error)")
        }
    }

    /// The top of the file.
    public var top: SettingsTable { SettingsTable(file: self, path: []) }

    /// All settings that were asked for, by key.
    public var effective: [Effective] { asked.values.sorted { $0.key < $1.key } }

    /// Fails where the file holds a key that nobody asked for, naming the nearest one that somebody did.
    public func refuseUnknownKeys() throws(SettingsFault) {
        for path in Self.leaves(of: root, below: []) {
            let key = path.joined(separator: ".")
            guard asked[key] == nil else { continue }
            let near = NearestName.of(key, in: asked.keys.sorted())
            throw SettingsFault(
                file: self.path, line: lines.line(of: path),
                "unknown setting \(key)" + (near.map { ", did you mean \($0)?" } ?? ""))
        }
    }

    func value(_ path: [String]) -> TOMLValue? {
        var table = root
        for name in path.dropLast() {
            guard let next = table[name]?.table else { return nil }
            table = next
        }
        return path.last.flatMap { table[$0]?.tomlValue }
    }

    func keys(of path: [String]) -> [String] {
        path.isEmpty ? root.keys : value(path)?.table?.keys ?? []
    }

    func note(_ path: [String], _ value: String) {
        let key = path.joined(separator: ".")
        asked[key] = Effective(key: key, value: value, line: self.value(path) == nil ? nil : lines.line(of: path))
    }

    func fault(_ path: [String], _ text: String) -> SettingsFault {
        SettingsFault(file: self.path, line: lines.line(of: path), "\(path.joined(separator: ".")): \(text)")
    }

    private static func leaves(of table: TOMLTable, below path: [String]) -> [[String]] {
        table.keys.sorted().flatMap { key in
            table[key]?.table.map { leaves(of: $0, below: path + [key]) } ?? [path + [key]]
        }
    }
}
