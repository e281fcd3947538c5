// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sieve

/// The lines of a script as an editor shows them; found in another way than the compiler finds them.
struct ScriptLines {
    private let lines: [String]

    init(_ bytes: [UInt8]) {
        lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
        }
    }

    /// The text of a line, from 1.
    func text(_ number: Int) -> String? { lines.indices.contains(number - 1) ? lines[number - 1] : nil }

    /// Whether a place lies on a line; it may stand right behind the last character, where something is missing.
    func contains(_ place: SourcePlace) -> Bool {
        guard let line = text(place.line) else { return false }
        return place.column >= 1 && place.length >= 1 && place.column + place.length <= line.count + 2
    }
}
