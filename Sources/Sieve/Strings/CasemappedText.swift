// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Normalization

/// A text in the form in which `i;unicode-casemap` compares it octet by octet, and the way back to the text itself.
///
/// Each character becomes its title case, and that is decomposed as far as Unicode's data go; text that is no UTF-8 stays
/// as it is. RFC 5051, section 2.
struct CasemappedText {
    /// The form that is compared.
    let bytes: [UInt8]
    /// For each of these bytes, where the character begins from which it came; empty where every byte stayed in its place.
    private let origins: [Int]
    private let originalCount: Int

    init(_ value: borrowing Span<UInt8>) {
        originalCount = value.count
        var isASCII = true
        for index in 0..<value.count where value[index] >= 0x80 {
            isASCII = false
            break
        }
        let original = value.withUnsafeBufferPointer { Array($0) }
        guard !isASCII, let text = String(validating: original, as: UTF8.self) else {
            bytes = isASCII ? original.map(\.foldedASCII) : original
            origins = []
            return
        }
        var bytes: [UInt8] = []
        var origins: [Int] = []
        bytes.reserveCapacity(value.count + value.count / 2)
        origins.reserveCapacity(value.count + value.count / 2)
        var known: [Unicode.Scalar: [UInt8]] = [:]
        var offset = 0
        for scalar in text.unicodeScalars {
            let before = bytes.count
            if scalar.isASCII {
                bytes.append(UInt8(truncatingIfNeeded: scalar.value).foldedASCII)
            } else if let form = known[scalar] {
                bytes += form
            } else {
                let form = Self.form(of: scalar)
                known[scalar] = form
                bytes += form
            }
            for _ in before..<bytes.count { origins.append(offset) }
            offset += UTF8.width(scalar)
        }
        self.bytes = bytes
        self.origins = origins
    }

    /// The title case of a character, decomposed.
    private static func form(of scalar: Unicode.Scalar) -> [UInt8] {
        // A mapping to several characters is one of SpecialCasing.txt, and RFC 5051 goes by UnicodeData.txt alone, in
        // which these characters have none.
        let mapping = scalar.properties.titlecaseMapping
        let mapped = mapping.unicodeScalars.count == 1 ? mapping.unicodeScalars.first ?? scalar : scalar
        return mapped.compatibilityDecomposition.flatMap { Array(String($0).utf8) }
    }

    // MARK: Characters of the text

    /// Whether a character of the text begins at this offset of the form, or the text ends there.
    func isBoundary(_ offset: Int) -> Bool {
        origins.isEmpty || offset == 0 || offset == bytes.count || origins[offset] != origins[offset - 1]
    }

    /// Where in the form the character ends that begins at `offset`.
    func characterEnd(_ offset: Int) -> Int {
        var end = offset + 1
        while !isBoundary(end) { end += 1 }
        return end
    }

    /// The characters of the text that lie wholly within a range of the form.
    func originalRange(of range: Range<Int>) -> Range<Int> {
        guard !origins.isEmpty else { return range }
        var start = range.lowerBound
        while !isBoundary(start) { start += 1 }
        let lower = start < origins.count ? origins[start] : originalCount
        let upper = range.upperBound < origins.count ? origins[range.upperBound] : originalCount
        return lower..<max(lower, upper)
    }
}
