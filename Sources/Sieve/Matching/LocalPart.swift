// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// `:localpart`: what stands before the last `@`.
struct LocalPart: AddressPart {
    func range(in mailbox: borrowing Span<UInt8>) -> Range<Int>? {
        0..<(AddressSyntax.lastAt(in: mailbox) ?? mailbox.count)
    }
}
