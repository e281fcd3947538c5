// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A rule for comparing strings.
///
/// RFC 5228, section 2.7.3; the registry of comparators is RFC 4790.
protocol Comparator: Sendable {
    /// Its registered name: `i;ascii-casemap`.
    var name: String { get }
    /// Whether ASCII letters are compared without their case; the byte loops of the match types are told, not asked.
    var foldsASCII: Bool { get }
    /// Whether letters of all scripts are: match types that look inside a value then look inside its ``CasemappedText``.
    var foldsText: Bool { get }
    /// Whether it can look inside a string, which `:contains` and `:matches` need.
    var findsSubstrings: Bool { get }
    /// Whether a character, for the wildcard `?`, is a whole UTF-8 sequence instead of one octet.
    var readsCharacters: Bool { get }
    /// Orders two strings: negative, zero or positive.
    func order(_ left: borrowing Span<UInt8>, _ right: borrowing Span<UInt8>) -> Int
    /// The bytes as this comparator sees them.
    func folded(_ bytes: [UInt8]) -> [UInt8]
}

extension Comparator {
    var foldsText: Bool { false }
    func folded(_ bytes: [UInt8]) -> [UInt8] { foldsASCII ? bytes.map(\.foldedASCII) : bytes }
}
