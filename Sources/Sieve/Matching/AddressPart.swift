// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The part of an address that a test looks at: `:all`, `:localpart`, `:domain`, and what extensions add.
///
/// RFC 5228, section 2.7.4.
protocol AddressPart: Sendable {
    /// Whether it is also a part of what is no address: RFC 5228, section 2.7.4, has `:localpart` and `:domain` not match that.
    var takesInvalid: Bool { get }
    /// The bytes of an addr-spec that are this part; nil where the address has no such part and so can't match.
    func range(in mailbox: borrowing Span<UInt8>) -> Range<Int>?
}

extension AddressPart {
    var takesInvalid: Bool { false }
}
