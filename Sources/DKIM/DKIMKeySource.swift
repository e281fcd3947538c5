// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Somewhere that the keys of signing domains are found.
public protocol DKIMKeySource: Sendable {
    /// The texts of the key records at a name, as `selector._domainkey.example.org`; none where there is no such name.
    func records(at name: String) throws(DKIMKeyFault) -> [String]
}

/// That keys can't be had at the moment: nothing is known of the signature.
public struct DKIMKeyFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, as a lower-case phrase.
    public let description: String

    /// Makes a fault.
    public init(_ description: String) { self.description = description }
}
