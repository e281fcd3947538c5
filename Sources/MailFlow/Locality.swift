// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What of this place has a say in whom a message is for, and in whether it may go on.
public struct Locality: Sendable, Hashable {
    /// The mark that ordinary mail of this mailbox bears; nil where nothing was ever accepted.
    public var instance: String?
    /// The domain of addresses that are written without one; empty where such names are this machine's users.
    public var qualifyDomain: String

    /// Makes a locality.
    public init(instance: String? = nil, qualifyDomain: String = "") {
        self.instance = instance
        self.qualifyDomain = qualifyDomain
    }

    /// An address with the domain that its writer left out.
    func qualified(_ mailbox: String) -> String {
        qualifyDomain.isEmpty || mailbox.isEmpty || mailbox.contains("@") ? mailbox : "\(mailbox)@\(qualifyDomain)"
    }
}
