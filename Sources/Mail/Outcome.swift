// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What became of one delivery attempt: a value, since every case is an answer and none an exception.
public enum Outcome: Sendable, Hashable, Codable {
    /// The service, or the next mail system, took the mail.
    case sent(Receipt)
    /// It will never take it; trying again is useless.
    case refused(Answer)
    /// It did not take it, surely not, and may later.
    case deferred(Deferral)
    /// The request left and no usable answer came: it may have been sent. Only a person, or a found ticket, decides.
    case uncertain(Answer)
}
