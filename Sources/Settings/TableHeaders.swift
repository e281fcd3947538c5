// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A look at the table headers of TOML text, before it is parsed.
///
/// toml++ 3.4, as TOMLKit 0.6.0 has it, ends the program where a header's name begins with a character that no bare key has, as
/// in `[été]`, instead of saying so. TOML 1.0, section "Table".
enum TableHeaders {
    /// The number, from 1, of the first line that is a header without a proper name; nil where there is none.
    static func firstWithoutName(in text: String) -> Int? {
        // A line within an array may begin with a bracket too; the one before it ends with what goes on.
        var goesOn = false
        for (number, line) in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let content = line.drop { isBlank($0) }
            guard let first = content.first, first != UInt8(ascii: "#") else { continue }
            if first == UInt8(ascii: "["), !goesOn, !hasName(content.dropFirst()) { return number + 1 }
            let last = content.last { !isBlank($0) }
            goesOn = last == UInt8(ascii: ",") || last == UInt8(ascii: "[")
        }
        return nil
    }

    private static func hasName(_ line: Substring.UTF8View) -> Bool {
        var rest = line.drop { isBlank($0) }
        if rest.first == UInt8(ascii: "[") { rest = rest.dropFirst().drop { isBlank($0) } }
        // Without a name, or a line, the parser says it well.
        guard let first = rest.first, first != UInt8(ascii: "]") else { return true }
        let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first | 0x20)
        return isLetter || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) || "_-\"'".utf8.contains(first)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
}
