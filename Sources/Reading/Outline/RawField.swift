// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A header field where it lies in the message, not yet decoded.
struct RawField {
    /// The name as written.
    var name: String
    /// The whole field with its line ending.
    var range: Range<Int>
    /// What follows the colon, with its folds and line ending.
    var value: Range<Int>
}
