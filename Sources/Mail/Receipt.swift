// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The proof of acceptance by a service or by the next mail system.
public struct Receipt: Sendable, Hashable, Codable {
    /// What the other side said.
    public var answer: Answer
    /// The ticket of a registered mail.
    public var ticket: Ticket?

    /// Makes a receipt.
    public init(answer: Answer, ticket: Ticket? = nil) {
        self.answer = answer
        self.ticket = ticket
    }
}
