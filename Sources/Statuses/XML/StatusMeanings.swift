// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// What the codes and texts of a status source mean; what stands in none of them is kept as it came.
public struct StatusMeanings: Sendable, Hashable {
    /// What is documented: code 95, "Herinnering aangetekende mail verstuurd".
    public static let documented = StatusMeanings(["95": .reminded])

    private let byWord: [String: DeliveryEvent]

    /// Takes codes, and texts in full; letters of either case are the same.
    public init(_ meanings: [String: DeliveryEvent]) {
        let words = meanings.map { (Self.normal($0.key), $0.value) }
        byWord = Dictionary(words, uniquingKeysWith: { first, _ in first })
    }

    /// What a status means: by its code, or else by its text; nil where neither is known.
    public func event(code: String, text: String) -> DeliveryEvent? {
        byWord[Self.normal(code)] ?? byWord[Self.normal(text)]
    }

    private static func normal(_ word: String) -> String {
        word.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
    }
}
