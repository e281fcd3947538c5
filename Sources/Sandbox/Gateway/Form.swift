// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// A body of type `application/x-www-form-urlencoded`, as the URL standard defines it.
struct Form: Sendable {
    private let pairs: [String: String]

    /// Reads a form; of names given twice the first counts.
    init(_ text: String) {
        var pairs: [String: String] = [:]
        for piece in text.split(separator: "&") {
            let halves = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = Self.decoded(halves[0])
            if pairs[name] == nil { pairs[name] = halves.count > 1 ? Self.decoded(halves[1]) : "" }
        }
        self.pairs = pairs
    }

    /// The value of a field; nil where it is missing.
    subscript(name: String) -> String? { pairs[name] }

    private static func decoded(_ text: Substring) -> String {
        let spaced = text.replacing("+", with: " ")
        return spaced.removingPercentEncoding ?? String(spaced)
    }
}
