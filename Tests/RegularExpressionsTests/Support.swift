// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import RegularExpressions

/// The first match and its groups as text, `-` for a group that took no part; nil where there is no match.
func found(
    _ pattern: String, in text: String, reading: RegularExpression.Reading = .characters,
    case letterCase: RegularExpression.Case = .distinct
) throws -> [String]? {
    let expression = try RegularExpression(Array(pattern.utf8), reading: reading, case: letterCase)
    let bytes = Array(text.utf8)
    return expression.firstMatch(in: bytes.span)?.map { range in
        range.map { String(decoding: bytes[$0], as: UTF8.self) } ?? "-"
    }
}

/// Whether a pattern matches somewhere in a text.
func matches(
    _ pattern: String, _ text: [UInt8], reading: RegularExpression.Reading = .characters,
    case letterCase: RegularExpression.Case = .distinct
) throws -> Bool {
    try RegularExpression(Array(pattern.utf8), reading: reading, case: letterCase).matches(text.span)
}

/// What is said about a bad pattern.
func refusal(_ pattern: String) -> String? {
    do {
        _ = try RegularExpression(Array(pattern.utf8))
        return nil
    } catch {
        return error.description
    }
}

extension RegularExpression {
    /// Whether the bytes hold a match.
    func matches(bytes: [UInt8]) -> Bool { matches(bytes.span) }

    /// The first match in the bytes.
    func firstMatch(bytes: [UInt8], groups: Int = .max) -> [Range<Int>?]? { firstMatch(in: bytes.span, groups: groups) }
}
