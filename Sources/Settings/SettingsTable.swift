// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import TOMLKit

/// One table of a settings file, asked key by key; each asking names the default.
public struct SettingsTable {
    let file: SettingsFile
    /// The names of the tables down to this one.
    public let path: [String]

    /// The table of this name below this one; empty where the file has none.
    public func table(_ name: String) -> SettingsTable { SettingsTable(file: file, path: path + [name]) }

    /// The names of the tables below the table `name`: the names of routes below `route`.
    public func names(in name: String) -> [String] { file.keys(of: path + [name]).sorted() }

    /// A fault at this key.
    public func fault(_ key: String, _ text: String) -> SettingsFault { file.fault(path + [key], text) }

    /// A fault that names its setting itself, at this table.
    public func fault(_ text: String) -> SettingsFault { file.fault(path, text) }

    /// A text.
    public func text(_ key: String, default standard: String) throws(SettingsFault) -> String {
        try text(key) ?? noting(key, standard) { "\"\($0)\"" }
    }

    /// A text, or nil where there is none.
    public func text(_ key: String) throws(SettingsFault) -> String? {
        guard let value = file.value(path + [key]) else {
            file.note(path + [key], "")
            return nil
        }
        guard let text = value.string else { throw fault(key, "must be a text in quotation marks") }
        return noting(key, text) { "\"\($0)\"" }
    }

    /// A text that is not shown.
    public func secret(_ key: String) throws(SettingsFault) -> String? {
        let text = try text(key)
        if text != nil { file.note(path + [key], "\"(secret)\"") }
        return text
    }

    /// One of some words.
    public func word<Word: RawRepresentable & CaseIterable>(
        _ key: String, default standard: Word
    ) throws(SettingsFault) -> Word where Word.RawValue == String {
        let text = try text(key, default: standard.rawValue)
        guard let word = Word(rawValue: text) else {
            throw fault(key, "must be one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return word
    }

    /// One of some words, or nil where there is none and no default.
    public func word<Word: RawRepresentable & CaseIterable>(
        _ key: String, default standard: Word?
    ) throws(SettingsFault) -> Word? where Word.RawValue == String {
        guard let standard else {
            return try text(key) == nil ? nil : word(key, default: Word.allCases.first)
        }
        return try word(key, default: standard) as Word
    }

    /// A list of texts; a single text counts as a list of one.
    public func list(_ key: String, default standard: [String]) throws(SettingsFault) -> [String] {
        let render = { (list: [String]) in "[" + list.map { "\"\($0)\"" }.joined(separator: ", ") + "]" }
        guard let value = file.value(path + [key]) else { return noting(key, standard, render) }
        if let text = value.string { return noting(key, [text], render) }
        guard let array = value.array else { throw fault(key, "must be a list of texts") }
        var list: [String] = []
        for index in 0..<array.count {
            guard let text = array[index].string else { throw fault(key, "must be a list of texts") }
            list.append(text)
        }
        return noting(key, list, render)
    }

    /// A whole number that is not negative.
    public func number(_ key: String, default standard: Int) throws(SettingsFault) -> Int {
        guard let value = file.value(path + [key]) else { return noting(key, standard) { "\($0)" } }
        guard let number = value.int, number >= 0 else { throw fault(key, "must be a whole number, not negative") }
        return noting(key, number) { "\($0)" }
    }

    /// True or false.
    public func flag(_ key: String, default standard: Bool) throws(SettingsFault) -> Bool {
        guard let value = file.value(path + [key]) else { return noting(key, standard) { "\($0)" } }
        guard let flag = value.bool else { throw fault(key, "must be true or false") }
        return noting(key, flag) { "\($0)" }
    }

    /// A length of time in seconds, written with its unit: "90s", "5m", "1h", "5d".
    public func duration(_ key: String, default standard: String) throws(SettingsFault) -> Double {
        let text = try text(key, default: standard)
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        guard let unit = text.last.flatMap({ units[$0] }), let number = Double(text.dropLast()), number >= 0,
            number * unit <= Self.longestDuration
        else { throw fault(key, "must be a length of time such as \"90s\", \"5m\", \"1h\" or \"5d\"") }
        return number * unit
    }

    /// A century: longer than anything waits, and short enough for the clock's numbers.
    private static let longestDuration = 100 * 365 * 86_400.0

    /// A path: `~/` is the home folder, and a relative one counts from the folder of the settings file.
    public func filePath(
        _ key: String, default standard: String, home: String
    ) throws(SettingsFault) -> String {
        try absolute(try text(key, default: standard), for: key, home: home)
    }

    /// A list of paths, meant as ``filePath(_:default:home:)`` says.
    public func paths(_ key: String, default standard: [String], home: String) throws(SettingsFault) -> [String] {
        try list(key, default: standard).map { path throws(SettingsFault) in try absolute(path, for: key, home: home) }
    }

    /// What a path given for `key` means.
    public func absolute(_ path: String, for key: String, home: String) throws(SettingsFault) -> String {
        if path.hasPrefix("~/") {
            guard !home.isEmpty else {
                throw fault(key, "HOME is not set, so nobody knows where \(path) is: give a path that begins with /")
            }
            return home + path.dropFirst()
        }
        if path.hasPrefix("/") || path.isEmpty { return path }
        let folder = file.path.lastIndex(of: "/").map { String(file.path[..<$0]) } ?? "."
        return "\(folder)/\(path)"
    }

    private func noting<Value>(_ key: String, _ value: Value, _ render: (Value) -> String) -> Value {
        file.note(path + [key], render(value))
        return value
    }
}
