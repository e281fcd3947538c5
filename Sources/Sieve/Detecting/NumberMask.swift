// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Hides numbers of persons and accounts in what logs, notices and explanations show.
public enum NumberMask {
    private static let scanner = NumberScanner(takesBareBSN: true)

    /// The text with every BSN, IBAN and card number masked: `*******82`, `NL** **** **** **** 00`.
    ///
    /// The last two digits, an IBAN's country and the separators stay, enough to find the place in a letter at hand. A BSN
    /// is masked without any context: hiding a number that is none does no harm.
    public static func masked(_ text: String) -> String {
        var text = text
        // A number can stand free only when its neighbour is masked.
        for _ in 0..<4 {
            let hits = scanner.hits(in: text)
            if hits.isEmpty { return text }
            var bytes = Array(text.utf8)
            for hit in hits { mask(&bytes, hit.range, hit.kind) }
            text = String(decoding: bytes, as: UTF8.self)
        }
        // Made to be seen through; nobody needs its digits.
        return String(text.map { $0.isNumber ? "*" : $0 })
    }

    /// The part of a longer value that is shown, masked with what stands around it, so that a number that the part cuts
    /// through is masked too.
    static func masked(_ value: borrowing Span<UInt8>, in shown: Range<Int>) -> String {
        var start = max(0, shown.lowerBound - margin)
        var end = min(value.count, shown.upperBound + margin)
        while start > 0, value[start] & 0xC0 == 0x80 { start -= 1 }
        while end < value.count, value[end] & 0xC0 == 0x80 { end += 1 }
        let around = value.extracting(start..<end)
        let text = around.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        let masked = Array(masked(text).utf8)
        // Where replacement characters stand for what is no text, places are no longer what they were.
        guard masked.count == around.count else { return String(decoding: masked, as: UTF8.self) }
        return String(decoding: masked[shown.lowerBound - start..<shown.upperBound - start], as: UTF8.self)
    }

    /// More than the longest number with its separators.
    private static let margin = 100

    /// One number of a text, masked.
    static func masked(_ hit: NumberHit, in text: [UInt8]) -> String {
        var bytes = Array(text[hit.range])
        mask(&bytes, bytes.indices, hit.kind)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A byte becomes a byte, so that the places of other hits stay what they are.
    private static func mask(_ bytes: inout [UInt8], _ range: Range<Int>, _ kind: NumberKind) {
        var places = range.filter { bytes[$0].isDigit || bytes[$0].isLetter }
        if kind == .iban { places.removeFirst(2) }
        for place in places.dropLast(2) { bytes[place] = UInt8(ascii: "*") }
    }
}
