// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// `:domain`: what stands behind the last `@`.
struct DomainPart: AddressPart {
    func range(in mailbox: borrowing Span<UInt8>) -> Range<Int>? {
        AddressSyntax.localPart(in: mailbox).flatMap { local in
            local.upperBound < mailbox.count ? local.upperBound + 1..<mailbox.count : nil
        }
    }
}
