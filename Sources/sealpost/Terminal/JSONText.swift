// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What a command prints for programs: JSON with its keys in order, so that two outputs can be compared as text.
enum JSONText {
    /// A value over several lines; with names of two words as `two_words` where `snakeCase` says so.
    static func pretty(_ value: some Encodable, snakeCase: Bool = false) throws -> String {
        try text(value, [.prettyPrinted], snakeCase: snakeCase)
    }

    /// The same in one line.
    static func line(_ value: some Encodable, snakeCase: Bool = false) throws -> String {
        try text(value, [], snakeCase: snakeCase)
    }

    private static func text(
        _ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting, snakeCase: Bool
    ) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = formatting.union([.sortedKeys, .withoutEscapingSlashes])
        if snakeCase { encoder.keyEncodingStrategy = .convertToSnakeCase }
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
