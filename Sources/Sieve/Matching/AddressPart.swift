// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The part of an address that a test looks at: `:all`, `:localpart`, `:domain`, and what extensions add.
///
/// RFC 5228, section 2.7.4.
protocol AddressPart: Sendable {
    /// The bytes of an addr-spec that are this part; nil where the address has no such part and so can't match.
    func range(in mailbox: borrowing Span<UInt8>) -> Range<Int>?
}
