// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Compares octet by octet.
///
/// RFC 4790, section 9.3.
struct OctetComparator: Comparator {
    let name = "i;octet"
    let foldsASCII = false
    let findsSubstrings = true
    let readsCharacters = false

    func order(_ left: borrowing Span<UInt8>, _ right: borrowing Span<UInt8>) -> Int {
        for index in 0..<min(left.count, right.count) where left[index] != right[index] {
            return left[index] < right[index] ? -1 : 1
        }
        return left.count - right.count
    }
}
