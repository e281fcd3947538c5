// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a settings file, and where.
public struct SettingsFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file.
    public var file: String
    /// The line, from 1; nil where the whole file is meant.
    public var line: Int?
    /// What is wrong and what to do, as a lower-case phrase.
    public var text: String

    /// Makes a fault.
    public init(file: String, line: Int? = nil, _ text: String) {
        self.file = file
        self.line = line
        self.text = text
    }

    /// `file:line: text`.
    public var description: String { "\(file)\(line.map { ":\($0)" } ?? ""): \(text)" }
}
