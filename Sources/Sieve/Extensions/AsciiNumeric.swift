// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Extension {
    /// The comparator `i;ascii-numeric`, which compares numbers (RFC 4790, section 9.1).
    static let asciiNumeric = Extension(
        capability: "comparator-i;ascii-numeric", specification: "RFC 4790, section 9.1",
        comparators: [NumericComparator()])
}

/// Compares the number at the start of each string; a string that doesn't begin with a digit is above every number.
private struct NumericComparator: Comparator {
    let name = "i;ascii-numeric"
    let foldsASCII = false
    let findsSubstrings = false
    let readsCharacters = false

    func order(_ left: borrowing Span<UInt8>, _ right: borrowing Span<UInt8>) -> Int {
        let (a, b) = (digits(left), digits(right))
        switch (a, b) {
        case (nil, nil): return 0
        case (nil, _): return 1
        case (_, nil): return -1
        case (let a?, let b?):
            // Digits are compared as text, so that a number of any length has its place.
            if a.count != b.count { return a.count - b.count }
            for offset in 0..<a.count {
                let (x, y) = (left[a.lowerBound + offset], right[b.lowerBound + offset])
                if x != y { return x < y ? -1 : 1 }
            }
            return 0
        }
    }

    /// Where the digits stand, leading zeros left out; nil where there are none.
    private func digits(_ bytes: borrowing Span<UInt8>) -> Range<Int>? {
        var end = 0
        while end < bytes.count, bytes[end].isDigit { end += 1 }
        guard end > 0 else { return nil }
        var start = 0
        while start < end, bytes[start] == UInt8(ascii: "0") { start += 1 }
        return start..<end
    }
}
