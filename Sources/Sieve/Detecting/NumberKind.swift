// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A kind of number that identifies a person or an account, and proves itself by a checksum.
enum NumberKind: String, Sendable, CaseIterable {
    /// The Dutch citizen service number (burgerservicenummer).
    case bsn
    /// An account number as ISO 13616 has it.
    case iban
    /// The number on a payment card (ISO/IEC 7812).
    case creditcard
}
