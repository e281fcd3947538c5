// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What a rule wants remembered of a message, so that the same one is known when it comes again.
///
/// RFC 7352. It is remembered for one recipient, since rules run for one: the same mail to two people is no duplicate.
public struct SeenMark: Sendable, Hashable, Codable {
    /// The rule's own name for what it looks at; empty where it gives none.
    public var handle: String
    /// What the message is known by.
    public var id: String
    /// Until when it counts.
    public var expires: Timestamp
    /// Whether it was known already, and is to count for longer.
    public var isRenewal: Bool

    /// Makes a mark.
    public init(handle: String, id: String, expires: Timestamp, isRenewal: Bool) {
        self.handle = handle
        self.id = id
        self.expires = expires
        self.isRenewal = isRenewal
    }
}
