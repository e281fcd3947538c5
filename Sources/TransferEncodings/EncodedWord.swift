// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Header text as RFC 2047 encoded words.
public enum EncodedWord {
    /// Where in a header the text will stand, which decides how text that needs no encoding is written.
    public enum Context: Sendable {
        /// Subject and other free text.
        case unstructured
        /// A display name before an address; plain text with specials becomes a quoted string.
        case phrase
    }

    /// The longest encoded word, delimiters included (RFC 2047, section 2).
    private static let longest = 75
    private static let prefix = "=?utf-8?"

    /// Encodes text for a header field, folded into lines of at most 76 octets where it has to be encoded.
    ///
    /// Plain printable ASCII is returned as it is, unless a line could become too long. A character is never split over two words. Control characters, line
    /// breaks among them, become blanks: no text can begin a header field of its own.
    /// - Parameters:
    ///   - column: how many octets stand on the line before the text: 9 after `Subject: `.
    public static func encode(
        _ text: String, as context: Context = .unstructured, column: Int = 10, lineEnding: LineEnding = .lf
    ) -> String {
        let clean = String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? " " : $0 }))
        if isPlain(clean) {
            return context == .phrase ? quoted(clean) : clean
        }
        // Q stays readable where it is met undecoded, so it may cost half as much again.
        let usesBase64 = quotedLength(clean) * 2 > base64Length(clean) * 3
        var words: [String] = []
        var word: [UInt8] = []
        var room = max(longest + 1 - max(column, 1), 0)
        for scalar in clean.unicodeScalars {
            let bytes = Array(UTF8.encode(scalar) ?? UTF8.encode("\u{FFFD}") ?? .init())
            if !word.isEmpty && length(word + bytes, usesBase64) > min(room, longest) {
                words.append(wrapped(word, usesBase64))
                word = []
                room = longest
            } else if word.isEmpty && words.isEmpty && length(bytes, usesBase64) > room {
                // Not even one character fits behind the field's name: the first word goes to the next line.
                words.append("")
                room = longest
            }
            word += bytes
        }
        words.append(wrapped(word, usesBase64))
        return words.joined(separator: lineEnding.rawValue + " ")
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool { scalar.value < 0x20 || scalar.value == 0x7F }

    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 < 0x80 } && !text.contains("=?")
            // White space at the ends is lost in a bare value, and a line has 998 octets at most (RFC 5322, section 2.1.1), half
            // of which quoting may take: what is longer is encoded, as only words are folded.
            && text.first != " " && text.last != " " && text.utf8.count <= 450
    }

    private static func quoted(_ text: String) -> String {
        let isAtoms = text.utf8.allSatisfy { isAtomText($0) || $0 == 0x20 }
        guard !isAtoms else { return text }
        var output = "\""
        for character in text {
            if character == "\"" || character == "\\" { output.append("\\") }
            output.append(character)
        }
        return output + "\""
    }

    private static func isAtomText(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    /// Whether the Q encoding may leave a byte alone, even in a phrase (RFC 2047, section 5, rule 3).
    private static func isSafe(_ byte: UInt8) -> Bool { isLetterOrDigit(byte) || "!*+-/".utf8.contains(byte) }

    private static func quotedLength(_ text: String) -> Int {
        text.utf8.reduce(0) { $0 + (isSafe($1) || $1 == 0x20 ? 1 : 3) }
    }

    private static func base64Length(_ text: String) -> Int { (text.utf8.count + 2) / 3 * 4 }

    private static func length(_ bytes: [UInt8], _ usesBase64: Bool) -> Int {
        let inner =
            usesBase64
            ? (bytes.count + 2) / 3 * 4 : bytes.reduce(0) { $0 + (isSafe($1) || $1 == 0x20 ? 1 : 3) }
        return prefix.utf8.count + 2 + inner + 2
    }

    private static func wrapped(_ bytes: [UInt8], _ usesBase64: Bool) -> String {
        guard !usesBase64 else { return "\(prefix)b?\(Base64Encoder.encode(bytes))?=" }
        var output: [UInt8] = []
        for byte in bytes {
            if byte == 0x20 {
                output.append(UInt8(ascii: "_"))
            } else if isSafe(byte) {
                output.append(byte)
            } else {
                output += [UInt8(ascii: "="), Hexadecimal.digits[Int(byte >> 4)], Hexadecimal.digits[Int(byte & 15)]]
            }
        }
        return "\(prefix)q?\(String(decoding: output, as: UTF8.self))?="
    }
}
