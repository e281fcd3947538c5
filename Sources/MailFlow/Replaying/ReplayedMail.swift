// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What rules make of one mail of a folder.
public struct ReplayedMail: Sendable {
    /// What they make of one recipient.
    public struct Recipient: Sendable {
        /// The recipient; `nobody` where the mail names none.
        public var address: String
        /// What is decided.
        public var decision: ReplayedDecision
        /// What the other rules decide, where there are any to compare with.
        public var other: ReplayedDecision?

        /// Whether the other rules decide otherwise.
        public var differs: Bool { other.map { !decision.isLike($0) } ?? false }
    }

    /// The file.
    public var path: String
    /// The subject, with the numbers of persons and accounts masked; empty where there is none.
    public var subject: String
    /// The recipients, each with its decision.
    public var recipients: [Recipient]
    /// Why the file can't be read; nil where it can.
    public var fault: String?
}
