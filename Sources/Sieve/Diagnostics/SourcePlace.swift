// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A stretch of one line of a script.
///
/// Lines and columns count from 1, columns in characters, as editors show them.
public struct SourcePlace: Sendable, Hashable, Codable {
    /// The line, from 1.
    public var line: Int
    /// The column of the first character, from 1.
    public var column: Int
    /// How many characters of this line are meant; at least 1.
    public var length: Int

    /// Makes a place.
    public init(line: Int, column: Int, length: Int = 1) {
        self.line = line
        self.column = column
        self.length = length
    }
}
