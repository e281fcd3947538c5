// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A "not now", and what it holds for.
public struct Deferral: Sendable, Hashable, Codable {
    /// How far the trouble reaches.
    public enum Scope: String, Sendable, Codable {
        /// Only this delivery.
        case delivery
        /// The whole account: no other delivery should be tried before `notBefore` either.
        case account
    }

    /// What the other side said, or what happened instead.
    public var answer: Answer
    /// The earliest moment at which trying again makes sense, where the other side named one.
    public var notBefore: Timestamp?
    /// How far it reaches.
    public var scope: Scope

    /// Makes a deferral.
    public init(answer: Answer, notBefore: Timestamp? = nil, scope: Scope = .delivery) {
        self.answer = answer
        self.notBefore = notBefore
        self.scope = scope
    }
}
