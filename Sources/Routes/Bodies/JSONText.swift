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
        let digits = Array("0123456789abcdef".utf8)
        var start = 0
        for index in bytes.indices {
            let byte = bytes[index]
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
            output.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[start..<index]))
            start = index + 1
            output.append(UInt8(ascii: "\\"))
            switch byte {
            case 9: output.append(UInt8(ascii: "t"))
            case 10: output.append(UInt8(ascii: "n"))
            case 13: output.append(UInt8(ascii: "r"))
            case 0..<0x20: output += Array("u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: output.append(byte)
            }
        }
        output.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[start...]))
    }
}
