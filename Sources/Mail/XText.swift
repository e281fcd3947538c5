// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The encoding in which SMTP parameters hold any text: `+2B` for a plus sign, and so on.
///
/// RFC 3461, section 4. Beyond ASCII the bytes of UTF-8 are encoded, one by one.
public enum XText {
    /// Encodes a text; the result is printable ASCII without spaces, `+` and `=`.
    public static func encode(_ text: String) -> String {
        text.utf8.map { byte in
            if isPlain(byte) { return String(UnicodeScalar(byte)) }
            return (byte < 16 ? "+0" : "+") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }

    /// Decodes a text.
    /// - Returns: nil where it holds what xtext can't hold, or isn't UTF-8 when decoded.
    public static func decode(_ text: some StringProtocol) -> String? {
        var decoded: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "+") {
                guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
                    return nil
                }
                decoded.append(high << 4 | low)
            } else {
                guard isPlain(byte) else { return nil }
                decoded.append(byte)
            }
        }
        return String(validating: decoded, as: UTF8.self)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        UInt8(ascii: "!")...UInt8(ascii: "~") ~= byte && byte != UInt8(ascii: "+") && byte != UInt8(ascii: "=")
    }

    /// The value of a digit; the RFC has capitals alone, and what reads them otherwise is no danger.
    private static func digit(_ byte: UInt8) -> UInt8? {
        Character(UnicodeScalar(byte)).hexDigitValue.map(UInt8.init)
    }
}
