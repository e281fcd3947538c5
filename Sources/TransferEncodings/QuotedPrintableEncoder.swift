// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The quoted-printable form of generated text, such as a notice's body.
///
/// Lines are at most 76 characters. A line that begins with `From ` or is a single `.` is written so that neither an mbox
/// nor SMTP can take it for its own. RFC 2045, section 6.7, and RFC 2049, section 3.
public enum QuotedPrintableEncoder {
    /// Encodes text whose lines end in LF or CRLF; the result's lines end as `lineEnding` says.
    public static func encode(_ text: String, lineEnding: LineEnding = .lf) -> String {
        var output: [UInt8] = []
        let bytes = Array(text.utf8)
        var start = 0
        while start < bytes.count {
            var end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            let next = end < bytes.count ? end + 1 : end
            let isBroken = end < bytes.count
            if isBroken && end > start && bytes[end - 1] == 0x0D { end -= 1 }
            encode(line: bytes[start..<end], lineEnding: lineEnding, into: &output)
            if isBroken { output.append(contentsOf: lineEnding.rawValue.utf8) }
            start = next
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func encode(line: ArraySlice<UInt8>, lineEnding: LineEnding, into output: inout [UInt8]) {
        var column = 0
        for (index, byte) in zip(line.indices, line) {
            let isLast = index == line.endIndex - 1
            let isBlank = byte == 0x20 || byte == 0x09
            let isPlain =
                isBlank ? !isLast : byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "=")
            // A soft break needs a column of its own, except after the last character of the line.
            if column + (isPlain ? 1 : 3) > (isLast ? 76 : 75) {
                output.append(UInt8(ascii: "="))
                output.append(contentsOf: lineEnding.rawValue.utf8)
                column = 0
            }
            let isMistakable =
                column == 0 && (line[index...].starts(with: "From ".utf8) || line[index...].elementsEqual(".".utf8))
            if isPlain && !isMistakable {
                output.append(byte)
                column += 1
            } else {
                output.append(UInt8(ascii: "="))
                output.append(Hexadecimal.digits[Int(byte >> 4)])
                output.append(Hexadecimal.digits[Int(byte & 15)])
                column += 3
            }
        }
    }
}
