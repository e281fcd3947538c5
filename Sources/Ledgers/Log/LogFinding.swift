// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Something that shows that the ledger is not as Sealpost wrote it.
public struct LogFinding: Sendable, Hashable {
    /// What kind of thing was found.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// An entry does not fit its hash.
        case changed
        /// Entries are gone before others.
        case missing
        /// The last entries are gone.
        case cutOff = "cut-off"
        /// The ledger's tables say other than the log.
        case contradiction
        /// The ledger's tables have what no entry tells of.
        case unlogged
        /// A notice has another hash for an entry than the ledger.
        case rewritten
        /// A mail that may be such a notice can't be read.
        case unread
        /// A dossier is not as it was made.
        case altered
    }

    /// What kind of thing it is.
    public var kind: Kind
    /// The entry; nil where it is about none.
    public var number: Int64?
    /// The message's id; empty where it is not known.
    public var message: String
    /// The recipient; empty where it is about none.
    public var recipient: String
    /// What was found, in one line.
    public var text: String

    /// Makes a finding.
    public init(_ kind: Kind, number: Int64?, message: String = "", recipient: String = "", _ text: String) {
        self.kind = kind
        self.number = number
        self.message = message
        self.recipient = recipient
        self.text = text
    }

    /// What to do about it, in one line.
    public var advice: String {
        let message = message.isEmpty ? "ID" : message
        return switch kind {
        case .changed, .missing, .cutOff:
            "keep a copy of ledger.sqlite as it is, and compare it with a backup and with the notices"
        case .contradiction:
            "go by the log (sealpost log \(message)), and send nothing again before you have asked the other side"
        case .unlogged: "find out who put it there: sealpost queue show \(message)"
        case .rewritten:
            "keep the notice and a copy of ledger.sqlite; what the ledger says up to this entry is not to be relied on"
        case .unread: "make the mail readable and verify again"
        case .altered: "keep it as it is, and make the dossier anew: sealpost dossier \(message) --out FOLDER"
        }
    }
}
