// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Text in HZ, brought into the 8-bit form of the same characters, which iconv knows.
///
/// `~{` and `~}` stand around pairs of bytes that are Chinese; `~~` is a tilde, and a tilde at the end of a line joins
/// lines. RFC 1843.
struct HZText {
    /// The same in EUC-CN.
    private(set) var bytes: [UInt8] = []
    /// Whether the text breaks the rules of HZ.
    private(set) var isDamaged = false

    init(_ text: [UInt8]) {
        let tilde = UInt8(ascii: "~")
        var isChinese = false
        var position = 0
        bytes.reserveCapacity(text.count)
        while position < text.count {
            let next = position + 1 < text.count ? text[position + 1] : 0
            switch (text[position], next) {
            case (tilde, UInt8(ascii: "{")) where !isChinese: isChinese = true
            case (tilde, UInt8(ascii: "}")) where isChinese: isChinese = false
            case (tilde, tilde) where !isChinese: bytes.append(tilde)
            case (tilde, 0x0A) where !isChinese: break
            case (let first, 0x21...0x7E) where isChinese && (0x21...0x7E).contains(first):
                bytes += [first | 0x80, next | 0x80]
            case (let other, _):
                isDamaged = isDamaged || isChinese && other != 0x0A && other != 0x0D || other == tilde
                // No line ends within Chinese text: what is not closed there is plain again behind it.
                if other == 0x0A { isChinese = false }
                bytes.append(other)
                position += 1
                continue
            }
            position += 2
        }
    }
}
