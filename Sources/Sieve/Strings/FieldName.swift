// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The name of a header field, ready for fast comparison.
struct FieldName: Sendable {
    let text: String
    let hash: UInt64

    init(_ text: String) {
        self.text = text
        hash = Self.hash(of: text)
    }

    /// A hash that doesn't see case (FNV-1a); equal names have equal hashes, so most fields are passed in one comparison.
    static func hash(of name: String) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte.foldedASCII)) &* 0x100_0000_01b3 }
        return hash
    }

    /// Whether a field of this name and hash is meant.
    func equals(_ other: String, hash otherHash: UInt64) -> Bool {
        guard hash == otherHash, text.utf8.count == other.utf8.count else { return false }
        let (left, right) = (text.utf8.span, other.utf8.span)
        for index in 0..<left.count where left[index].foldedASCII != right[index].foldedASCII { return false }
        return true
    }

    /// Whether this can be the name of a header field: printable ASCII without a colon (RFC 5322, section 2.2).
    static func isValid(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
    }
}
