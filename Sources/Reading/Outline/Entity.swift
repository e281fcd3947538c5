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
    /// The parts of a multipart.
    var children: [Entity] = []
}
