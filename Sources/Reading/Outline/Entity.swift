// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import TransferEncodings

/// A message or body part where it lies in the message: header fields and either a body or parts.
///
/// RFC 2045, section 2.4.
struct Entity {
    /// The header fields in order.
    var fields: [RawField] = []
    /// The media type as the lenient reading has it, `text/plain` where there is none.
    var type = ParameterizedValue(parsing: [])
    /// The encoded body of a leaf, or of a multipart whose boundary never occurs.
    var body: Range<Int> = 0..<0
    /// Where the whole body lies, parts and all; nil where no empty line follows the header.
    var extent: Range<Int>?
    /// What stands before the first part of a multipart; all of it where its boundary never occurs.
    var prologue: Range<Int>?
    /// What stands behind the closing boundary of a multipart; nil where that is missing.
    var epilogue: Range<Int>?
    /// The message that a leaf is, where it was taken apart for looking into; at most one.
    var message: [Entity] = []
    /// The parts of a multipart.
    var children: [Entity] = []
}
