// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Steps through UTF-8 by characters.
enum UTF8Character {
    /// How many bytes the character at `offset` has, at least 1 and never beyond the end; a stray byte counts as one.
    @inline(__always)
    static func length(in bytes: borrowing Span<UInt8>, at offset: Int) -> Int {
        let lead = bytes[offset]
        if lead < 0x80 { return 1 }
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
        var end = offset + 1
        while end < bytes.count, end < offset + length, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return end - offset
    }
}
