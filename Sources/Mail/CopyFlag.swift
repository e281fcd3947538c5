// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A flag that rules can give the copy of a sent mail: those that a Maildir keeps and that say nothing untrue of it.
///
/// The raw value is the flag of IMAP (RFC 9051, section 2.3.2). `\Draft` and `\Deleted` are not among them: the mail was
/// sent, and is not to be removed.
public enum CopyFlag: String, Sendable, Hashable, Codable, CaseIterable {
    /// Marked for attention.
    case flagged = "\\Flagged"
    /// Answered.
    case answered = "\\Answered"
    /// Read; every copy of a sent mail has it.
    case seen = "\\Seen"

    /// The flag of this name, which has no case.
    public init?(named name: String) {
        guard let flag = Self.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() }) else {
            return nil
        }
        self = flag
    }

    /// The letter in the name of a Maildir's file.
    public var maildirFlag: Character {
        switch self {
        case .flagged: "F"
        case .answered: "R"
        case .seen: "S"
        }
    }
}
