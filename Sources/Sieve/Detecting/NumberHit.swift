// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A number that was found in a text.
struct NumberHit: Sendable, Hashable {
    /// What it is.
    var kind: NumberKind
    /// Where it stands, in bytes of UTF-8, separators included.
    var range: Range<Int>
    /// The number without separators, letters in upper case: equal for two spellings of one number.
    var number: [UInt8]
}
