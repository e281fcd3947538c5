// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// One entry of the ledger's log, with the bytes that its hash covers.
public struct DossierEntry: Sendable, Hashable {
    /// A fact of the entry.
    public struct Fact: Sendable, Hashable {
        /// What it is about.
        public var name: String
        /// What is said; nil where there is none any more.
        public var value: String?

        /// Makes a fact.
        public init(name: String, value: String?) {
            self.name = name
            self.value = value
        }
    }

    /// Its number in the log.
    public var number: Int64
    /// When it happened.
    public var time: Timestamp
    /// The recipient's address; empty where it is about the message as a whole.
    public var recipient: String
    /// What happened, as the log names it.
    public var step: String
    /// The state after it.
    public var state: String
    /// What is said of it, in one line.
    public var text: String
    /// What else is known since.
    public var facts: [Fact]
    /// The hash after it.
    public var hash: String
    /// What is hashed; its SHA-256 is the hash, and it holds the hash before.
    public var hashed: [UInt8]

    /// Makes an entry.
    public init(
        number: Int64, time: Timestamp, recipient: String, step: String, state: String, text: String, facts: [Fact],
        hash: String, hashed: [UInt8]
    ) {
        self.number = number
        self.time = time
        self.recipient = recipient
        self.step = step
        self.state = state
        self.text = text
        self.facts = facts
        self.hash = hash
        self.hashed = hashed
    }

    /// The value of the last fact of this name.
    func value(of name: String) -> String? { facts.last { $0.name == name }?.value }

    /// Whether it says on what grounds a report is the service's own.
    var isProven: Bool { value(of: "genuine").map { !$0.hasPrefix("unverified") } ?? false }

    /// Where it lies in the dossier.
    var path: String { "log/\(number).entry" }
}
