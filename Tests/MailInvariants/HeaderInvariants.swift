// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Invariants
import Mail
import TransferEncodings

/// What holds whenever the text of a header field is decoded or written.
public enum HeaderInvariants {
    /// Takes an input as a value: free text, one with parameters, a date.
    public static func check(_ bytes: [UInt8]) throws(InvariantFailure) {
        let decoded = EncodedWordDecoder.decode(bytes).text
        try require(decoded.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }, "decoded text has controls")
        try checkWords(decoded)
        try checkParameters(bytes)
        if let time = CivilTime(field: bytes) {
            let again = CivilTime(seconds: time.seconds, offset: time.offset)
            // A leap second is the first second of the next minute to a clock.
            try require(time.second == 60 || again == time, "a date is not what its moment is")
        }
        let text = String(decoding: bytes, as: UTF8.self)
        try checkWords(text)
        try checkEncodings(text, bytes)
    }

    /// Text that is written for a header is read from it as it was, in lines that mail may have.
    private static func checkWords(_ text: String) throws(InvariantFailure) {
        let clean = String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : $0 }))
        let written = EncodedWord.encode(text, column: 9)
        let lines = written.split(separator: "\n", omittingEmptySubsequences: false)
        try require(lines.dropFirst().allSatisfy { $0.hasPrefix(" ") }, "a line begins a field: \(written)")
        try require(written.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A }, "controls: \(written)")
        try require(lines.allSatisfy { $0.utf8.count <= 998 }, "a line is too long: \(written)")
        let read = EncodedWordDecoder.decode(Array(written.utf8.filter { $0 != 0x0A }))
        try require(read.text == clean && !read.isDamaged, "\(clean) is written as \(written)")
    }

    private static func checkParameters(_ bytes: [UInt8]) throws(InvariantFailure) {
        let value = ParameterizedValue(parsing: bytes)
        for parameter in value.parameters {
            let name = String(parameter.name.prefix { $0 != "*" })
            let text = value.decoded(name)?.text ?? ""
            try require(text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }, "a parameter has controls: \(text)")
        }
    }

    /// What is encoded is decoded to what it was, without damage.
    private static func checkEncodings(_ text: String, _ bytes: [UInt8]) throws(InvariantFailure) {
        let base64 = Array(Base64Encoder.encode(bytes).utf8)
        try require(decode(base64, .base64) == bytes, "Base64 is another")
        let lines = String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\r" }))
        let quoted = QuotedPrintableEncoder.encode(lines)
        try require(quoted.utf8.split(separator: 10).allSatisfy { $0.count <= 76 }, "a line is too long: \(quoted)")
        try require(decode(Array(quoted.utf8), .quotedPrintable) == Array(lines.utf8), "quoted-printable is another")
    }

    private static func decode(_ bytes: [UInt8], _ encoding: TransferEncoding) -> [UInt8]? {
        let content = bytes.withUnsafeBytes { ContentDecoder.content(of: $0, in: encoding) }
        return content.isDamaged ? nil : content.bytes
    }
}
