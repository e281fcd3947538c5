// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The end of the log at some time: the number of the last entry and the hash after it, which stands for all before it.
public struct LogHead: Sendable, Hashable, CustomStringConvertible {
    /// The head of a log without entries.
    public static let none = LogHead(number: 0, hash: String(repeating: "0", count: 64))

    /// The last entry's number.
    public var number: Int64
    /// The hash after it, in 64 hexadecimal digits.
    public var hash: String

    /// Makes a head.
    public init(number: Int64, hash: String) {
        self.number = number
        self.hash = hash
    }

    /// Reads what ``description`` wrote; nil for anything else.
    public init?(_ text: some StringProtocol) {
        let words = text.split(separator: " ")
        guard words.count == 2, let number = Int64(words[0]), number > 0, words[1].utf8.count == 64,
            words[1].allSatisfy({ $0.isASCII && $0.isHexDigit })
        else { return nil }
        self.init(number: number, hash: words[1].lowercased())
    }

    /// `412 6f3a...`, with all digits.
    public var description: String { "\(number) \(hash)" }
}
