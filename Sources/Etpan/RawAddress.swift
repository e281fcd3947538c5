// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A mailbox as it stands in a header field, before encoded words are decoded.
public struct RawAddress: Sendable, Hashable {
    /// The display name, quotes removed; empty if none.
    public var name: [UInt8]
    /// The addr-spec.
    public var mailbox: [UInt8]

    /// Makes an address.
    public init(name: [UInt8] = [], mailbox: [UInt8]) {
        self.name = name
        self.mailbox = mailbox
    }
}
