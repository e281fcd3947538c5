// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// `:localpart`: what stands before the last `@`; all of an address without one.
struct LocalPart: AddressPart {
    func range(in mailbox: borrowing Span<UInt8>) -> Range<Int>? {
        AddressSyntax.localPart(in: mailbox)
    }
}
