// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The encodings of generated mails, apart from the ones under test.
enum Transfer {
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
