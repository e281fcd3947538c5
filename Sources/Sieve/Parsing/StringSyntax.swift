// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A string as written, its quoting undone.
struct StringSyntax: Sendable {
    var bytes: [UInt8]
    var range: Range<Int>
}
