// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The part of an address that a test looks at: `:all`, `:localpart`, `:domain`, and what extensions add.
///
/// RFC 5228, section 2.7.4.
protocol AddressPart: Sendable {
    /// The bytes of an addr-spec that are this part; nil where the address has no such part and so can't match.
    func range(in mailbox: borrowing Span<UInt8>) -> Range<Int>?
}

/// `:all`: the whole address.
struct WholeAddress: AddressPart {
    func range(in mailbox: borrowing Span<UInt8>) -> Range<Int>? { 0..<mailbox.count }
}

/// `:localpart`: what stands before the last `@`.
struct LocalPart: AddressPart {
    func range(in mailbox: borrowing Span<UInt8>) -> Range<Int>? {
        0..<(AddressSyntax.lastAt(in: mailbox) ?? mailbox.count)
    }
}

/// `:domain`: what stands behind the last `@`.
struct DomainPart: AddressPart {
    func range(in mailbox: borrowing Span<UInt8>) -> Range<Int>? {
        AddressSyntax.lastAt(in: mailbox).map { $0 + 1..<mailbox.count }
    }
}
