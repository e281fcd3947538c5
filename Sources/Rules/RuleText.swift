// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A file that has a say in decisions, as it was read.
public struct RuleText: Sendable, Hashable {
    /// What kind of file it is.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// Rules.
        case rules
        /// A list that rules look things up in.
        case list
    }

    /// What kind of file it is.
    public let kind: Kind
    /// The name by which messages speak of it: a path, as a rule.
    public let name: String
    /// Its bytes.
    public let bytes: [UInt8]

    init(_ kind: Kind, name: String, bytes: [UInt8]) {
        self.kind = kind
        self.name = name
        self.bytes = bytes
    }
}
