// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The encodings of generated mails, apart from the ones under test.
enum Transfer {
    /// Bytes that are no text, as they stand in a text until ``bytes(_:)`` makes a mail of it.
    static func raw(_ bytes: [UInt8]) -> String {
        var result = String.UnicodeScalarView()
        for byte in bytes {
            guard byte >= 0x80, let scalar = Unicode.Scalar(placeholders + UInt32(byte)) else {
                result.append(Unicode.Scalar(byte))
                continue
            }
            result.append(scalar)
        }
        return String(result)
    }

    /// The bytes of a text, with those of ``raw(_:)`` as they were.
    static func bytes(_ text: String) -> [UInt8] {
        text.unicodeScalars.flatMap { scalar in
            let isRaw = (placeholders + 0x80...placeholders + 0xFF).contains(scalar.value)
            return isRaw ? [UInt8(scalar.value - placeholders)] : Array(String(scalar).utf8)
        }
    }

    /// In the private use area, which no word is from.
    private static let placeholders: UInt32 = 0xF700

    /// A word in the shorter one of both encodings (RFC 2047).
    static func encodedWord(_ word: String) -> String {
        let q = "=?utf-8?q?\(quoted(Array(word.utf8), inHeader: true))?="
        let b = "=?utf-8?b?\(base64(Array(word.utf8)))?="
        return q.utf8.count <= b.utf8.count ? q : b
    }

    static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    /// Quoted-printable, or the Q encoding of encoded words (RFC 2047, section 4.2).
    static func quoted(_ bytes: [UInt8], inHeader: Bool) -> String {
        var result = ""
        for byte in bytes {
            let isPlain =
                inHeader ? byte.isLetterOrDigit : byte == 0x0A || (byte >= 0x20 && byte < 0x7F && byte != 0x3D)
            if inHeader, byte == 0x20 {
                result += "_"
            } else if isPlain {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                result += String(format: "=%02X", byte)
            }
        }
        return result
    }
}

extension UInt8 {
    fileprivate var isLetterOrDigit: Bool {
        (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
    }
}
