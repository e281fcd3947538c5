// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Writing JSON strings.
///
/// RFC 8259, section 7: quotation mark, reverse solidus and the control characters are escaped, the rest is UTF-8.
enum JSONText {
    /// A JSON string with its quotation marks.
    static func quoted(_ text: String) -> [UInt8] {
        var output: [UInt8] = [UInt8(ascii: "\"")]
        var text = text
        text.withUTF8 { escape(UnsafeRawBufferPointer($0), into: &output) }
        output.append(UInt8(ascii: "\""))
        return output
    }

    /// Appends UTF-8 as it stands inside a JSON string; chunks may be cut anywhere.
    static func escape(_ bytes: UnsafeRawBufferPointer, into output: inout [UInt8]) {
        var start = 0
        while let place = bytes.firstIndex(
            from: start,
            seek: { $0.below(0x20) | $0.equal(to: UInt8(ascii: "\"")) | $0.equal(to: UInt8(ascii: "\\")) })
        {
            output.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[start..<place]))
            output += escaped[Int(bytes[place])]
            start = place + 1
        }
        output.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[start...]))
    }

    /// How each byte up to the reverse solidus is written when it is escaped.
    private static let escaped: [[UInt8]] = (0...UInt8(ascii: "\\")).map { byte in
        switch byte {
        case 9: Array("\\t".utf8)
        case 10: Array("\\n".utf8)
        case 13: Array("\\r".utf8)
        case 0..<0x20: Array((byte < 0x10 ? "\\u000" : "\\u00").utf8) + Array(String(byte, radix: 16).utf8)
        default: [UInt8(ascii: "\\"), byte]
        }
    }
}
