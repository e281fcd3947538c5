// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What came of checking one signature of a message.
public struct DKIMResult: Sendable, Hashable {
    /// How it ended.
    public enum Outcome: Sendable, Hashable {
        /// The domain signed what is there.
        case good
        /// It shows nothing; why, as a phrase about the signature.
        case bad(reason: String)
        /// Its key can't be had at the moment.
        case unknown(reason: String)
    }

    /// The domain that signed, or is said to have; empty where the field names none.
    public var domain: String
    /// How it ended.
    public var outcome: Outcome
    /// The names, in lower case, of the message's fields of which one is not signed: anybody may have put that in.
    public var unsignedFields: Set<String>

    /// Makes a result.
    public init(domain: String, outcome: Outcome, unsignedFields: Set<String>) {
        self.domain = domain
        self.outcome = outcome
        self.unsignedFields = unsignedFields
    }
}
