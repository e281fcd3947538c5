// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Digests
public import Mail

/// One entry of the ledger's log: all that it says of one event, in a form that is the same bytes everywhere.
///
/// The log is a chain: the hash after each entry covers the entry and the hash before it, and with that all entries before
/// it. `docs/log.md` describes the form, so that others can check it.
public struct LogEntry: Sendable, Hashable {
    /// The step of a message that a door accepted, with which its history begins.
    public static let enter = "enter"
    /// The step of a message that was there before the log was.
    public static let adopt = "adopt"
    /// The step of a report of what became of a sent mail; no state changes with it.
    public static let report = "report"
    /// The step of what time brought about, or a person said, for a mail that must reach its recipient by some time; no state
    /// changes with it.
    public static let deadline = "deadline"
    /// The step of something that was kept for a message's dossier; it is about the message as a whole, and nothing happened to it.
    public static let snapshot = "snapshot"
    /// The steps with which no state of a recipient changes.
    public static let stateless = [report, deadline]
    /// The form that this version writes and can check.
    public static let currentForm = 1

    /// Which form it is hashed in.
    public var form: Int
    /// Its number, from 1, without gaps.
    public var number: Int64
    /// The message's id.
    public var message: String
    /// The recipient's address as the message names it; empty where the entry is about the message as a whole.
    public var recipient: String
    /// When it happened.
    public var time: Timestamp
    /// What happened: a ``DeliveryStep``, ``enter``, ``adopt``, ``report``, ``deadline`` or ``snapshot``.
    public var step: String
    /// The recipient's state after it.
    public var state: String
    /// What is to be said of it, in one line.
    public var text: String
    /// What else is known since.
    public var facts: LogFacts

    /// Makes an entry.
    public init(
        form: Int = Self.currentForm, number: Int64, message: String, recipient: String, time: Timestamp, step: String,
        state: String, text: String, facts: LogFacts
    ) {
        self.form = form
        self.number = number
        self.message = message
        self.recipient = recipient
        self.time = time
        self.step = step
        self.state = state
        self.text = text
        self.facts = facts
    }

    /// What is hashed: netstrings of the form's name, the hash before, and the entry's parts.
    public func serialised(after hash: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256 + text.utf8.count + facts.text.utf8.count)
        let parts = [
            "sealpost-log-\(form)", hash, "\(number)", message, recipient, "\(time.milliseconds)", step, state, text,
            facts.text,
        ]
        for part in parts { Netstring.append(part, to: &bytes) }
        return bytes
    }

    /// The hash after it: SHA-256 in hexadecimal digits.
    public func hash(after hash: String) -> String {
        SHA256.digest(of: serialised(after: hash)).hexadecimal
    }
}
