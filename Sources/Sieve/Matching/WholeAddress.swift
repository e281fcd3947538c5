// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// `:all`: the whole address.
struct WholeAddress: AddressPart {
    var takesInvalid: Bool { true }

    func range(in mailbox: borrowing Span<UInt8>) -> Range<Int>? { 0..<mailbox.count }
}
