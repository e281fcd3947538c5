// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Extension {
    /// `encoded-character`: `${hex: 40}` and `${unicode: 40}` in strings (RFC 5228, section 2.4.2.4).
    static let encodedCharacter = Extension(
        capability: "encoded-character", specification: "RFC 5228, section 2.4.2.4",
        stringForm: { string, findings in EncodedCharacters.decoded(string, &findings) })
}

private enum EncodedCharacters {
    /// The string with each encoded character in its place; what isn't exactly one stays as written.
    static func decoded(_ string: StringSyntax, _ findings: inout Findings) -> [UInt8] {
        let bytes = string.bytes
        guard bytes.contains(UInt8(ascii: "$")) else { return bytes }
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if let (characters, end) = sequence(in: bytes, at: index, string.range, &findings) {
                result += characters
                index = end
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }

    private static func sequence(
        in bytes: [UInt8], at start: Int, _ range: Range<Int>, _ findings: inout Findings
    ) -> (characters: [UInt8], end: Int)? {
        guard bytes[start] == UInt8(ascii: "$"), start + 2 < bytes.count, bytes[start + 1] == UInt8(ascii: "{"),
            // Never looks beyond the next beginning: in a string of nothing but beginnings that would take for ever.
            let close = bytes[(start + 2)...].firstIndex(where: { $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "$") }),
            bytes[close] == UInt8(ascii: "}")
        else { return nil }
        let inside = bytes[start + 2..<close]
        guard let colon = inside.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let digits = inside[(colon + 1)...].split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D || $0 == 0x0A }
        guard !digits.isEmpty, digits.allSatisfy({ $0.allSatisfy { $0.hexValue != nil } }) else { return nil }
        switch String(decoding: inside[..<colon], as: UTF8.self).lowercased() {
        case "hex":
            guard digits.allSatisfy({ $0.count <= 2 }) else { return nil }
            return (digits.map { $0.reduce(0) { $0 << 4 | ($1.hexValue ?? 0) } }, close + 1)
        case "unicode":
            var characters: [UInt8] = []
            for word in digits {
                let number = word.reduce(UInt32(0)) { $0 > 0x0FFF_FFFF ? .max : $0 << 4 | UInt32($1.hexValue ?? 0) }
                guard let scalar = Unicode.Scalar(number) else {
                    let hex = String(decoding: word, as: UTF8.self)
                    findings.error("\(hex) is the number of no character", at: range)
                    continue
                }
                characters += Array(String(Character(scalar)).utf8)
            }
            return (characters, close + 1)
        default:
            return nil
        }
    }
}
