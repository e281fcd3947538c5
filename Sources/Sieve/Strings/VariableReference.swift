// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Reads `${name}` in a string.
///
/// RFC 5229, section 3: what isn't exactly a reference stays as written.
enum VariableReference {
    enum Name: Equatable {
        case variable(String)
        case match(Int)
        /// A name with a namespace, dots included.
        case namespaced(String)
    }

    /// The reference that begins at `start`, and the offset behind it; nil where none begins.
    static func read(_ bytes: [UInt8], at start: Int) -> (name: Name, end: Int)? {
        guard start + 2 < bytes.count, bytes[start] == UInt8(ascii: "$"), bytes[start + 1] == UInt8(ascii: "{"),
            // Never looks beyond what a name can hold: in a string of nothing but beginnings that would take for ever.
            let close = bytes[(start + 2)...].firstIndex(where: { !isPartOfName($0) }),
            bytes[close] == UInt8(ascii: "}")
        else { return nil }
        let inside = bytes[start + 2..<close]
        let parts = inside.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let name = String(decoding: inside, as: UTF8.self).lowercased()
        if parts.count == 1 {
            if let number = matchIndex(parts[0]) { return (.match(number), close + 1) }
            return isIdentifier(parts[0]) ? (.variable(name), close + 1) : nil
        }
        guard isIdentifier(parts[0]), parts.dropFirst().allSatisfy({ isIdentifier($0) || matchIndex($0) != nil }) else {
            return nil
        }
        return (.namespaced(name), close + 1)
    }

    /// Whether `set` may give a variable this name.
    static func isIdentifier(_ bytes: some Collection<UInt8>) -> Bool {
        guard let first = bytes.first, first.isLetter || first == UInt8(ascii: "_") else { return false }
        return bytes.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "_") }
    }

    private static func isPartOfName(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.isDigit || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
    }

    private static func matchIndex(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard !bytes.isEmpty, bytes.allSatisfy(\.isDigit) else { return nil }
        // Too many digits for a number are an index that is beyond every match all the same.
        return Int(String(decoding: bytes, as: UTF8.self)) ?? .max
    }
}
