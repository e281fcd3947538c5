// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import TransferEncodings

/// Base64 as signatures and keys have it: with space anywhere, and nothing else (RFC 6376, section 2.10).
enum Base64 {
    /// The bytes; nil where the text is anything else.
    static func strict(_ text: String) -> [UInt8]? {
        var decoder = ContentDecoder(.base64)
        var bytes: [UInt8] = []
        Array(text.utf8).withUnsafeBytes { decoder.decode($0, into: &bytes) }
        decoder.finish(into: &bytes)
        return decoder.isDamaged ? nil : bytes
    }
}
