// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// On what grounds a report is taken for the service's own, or why it is not.
public enum Genuineness: Sendable, Hashable {
    /// The service gave it on a connection that was verified.
    case fetched
    /// It came in a mail with a good signature of this domain (RFC 6376).
    case signed(domain: String)
    /// The receiver's own mail server says that the mail bears a good signature (RFC 8601); its authserv-id.
    case attested(by: String)
    /// Nothing shows it: such a report changes no state.
    case unverified(reason: String)

    /// Whether the report may change a state.
    public var isProven: Bool {
        if case .unverified = self { false } else { true }
    }

    /// The case, and what it is about in the same line.
    public var text: String {
        switch self {
        case .fetched: "fetched"
        case .signed(let domain): "signed \(domain)"
        case .attested(let server): "attested \(server)"
        case .unverified(let reason): "unverified \(reason)"
        }
    }

    /// Reads what ``text`` wrote; anything else is no proof.
    public init(text: String) {
        let words = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let rest = words.count > 1 ? words[1] : ""
        switch words[0] {
        case "fetched": self = .fetched
        case "signed": self = .signed(domain: rest)
        case "attested": self = .attested(by: rest)
        default: self = .unverified(reason: rest)
        }
    }
}
