// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// What a notice's header says of the ledger's log, for comparing it with the ledger later.
public struct LoggedNotice: Sendable, Hashable {
    /// The field that holds the number of the last entry told and the hash after it.
    public static let field = OwnField.log.rawValue

    /// The message's id, as the notice has it; empty where it has none.
    public var message: String
    /// The value of the field.
    public var log: String

    /// Reads the header of a mail; nil where it has no such field.
    ///
    /// - Parameter header: The bytes up to the first empty line, or more. Fields may be folded (RFC 5322, section 2.2.3) by
    ///   a program that the notice went through.
    public init?(header: [UInt8]) {
        var values: [String: String] = [:]
        var name: String?
        for line in header.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line[...]
            guard let first = text.first else { break }
            if first == 32 || first == 9 {
                if let name { values[name]? += " " + String(decoding: text, as: UTF8.self) }
                continue
            }
            name = nil
            guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let key = String(decoding: text[..<colon], as: UTF8.self).lowercased()
            // A second field of the name would let somebody else say what the notice said.
            guard Self.wanted.contains(key), values[key] == nil else { continue }
            values[key] = String(decoding: text[text.index(after: colon)...], as: UTF8.self)
            name = key
        }
        guard let log = values[Self.field.lowercased()] else { return nil }
        self.log = log.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        message = (values[OwnField.message.rawValue.lowercased()] ?? "").split(whereSeparator: \.isWhitespace).joined(
            separator: " ")
    }

    private static let wanted: Set<String> = [field.lowercased(), OwnField.message.rawValue.lowercased()]
}
