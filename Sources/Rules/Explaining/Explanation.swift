// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What is decided about a message, and why, for people (``text(colour:)``) and for programs (as JSON).
public struct Explanation: Sendable, Codable {
    /// One entry for each recipient, in the order of the envelope.
    public var recipients: [RecipientExplanation]

    /// Makes an explanation of what is told of each recipient.
    public init(recipients: [RecipientExplanation]) { self.recipients = recipients }
}
