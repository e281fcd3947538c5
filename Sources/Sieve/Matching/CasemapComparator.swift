// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Compares ASCII letters without their case and everything else octet by octet; what a test uses that names none.
///
/// RFC 4790, section 9.2.
struct CasemapComparator: Comparator {
    let name = "i;ascii-casemap"
    let foldsASCII = true
    let findsSubstrings = true
    let readsCharacters = true

    func order(_ left: borrowing Span<UInt8>, _ right: borrowing Span<UInt8>) -> Int {
        for index in 0..<min(left.count, right.count) {
            let (a, b) = (left[index].foldedASCII, right[index].foldedASCII)
            if a != b { return a < b ? -1 : 1 }
        }
        return left.count - right.count
    }
}
