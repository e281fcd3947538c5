// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// In what way a mail is not what it claims to be.
public enum Forgery: String, Sendable, Hashable, Codable, CaseIterable {
    /// It is the service's own.
    case none
    /// Nobody signed it.
    case unsigned
    /// Somebody without the service's key signed it.
    case otherKey
    /// Another domain signed it, rightly.
    case otherDomain
    /// Its text was changed after the service had signed it.
    case tampered
    /// Nobody signed it, and it says of itself that the receiver found a good signature.
    case claimed
}
