// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Extension {
    /// The comparator `i;unicode-casemap`, to which letters of all scripts have no case (RFC 5051).
    static let unicodeCasemap = Extension(
        capability: "comparator-i;unicode-casemap", specification: "RFC 5051",
        comparators: [UnicodeCasemapComparator()])
}

/// Compares the casemapped forms octet by octet.
private struct UnicodeCasemapComparator: Comparator {
    let name = "i;unicode-casemap"
    let foldsASCII = false
    let foldsText = true
    let findsSubstrings = true
    let readsCharacters = true

    func order(_ left: borrowing Span<UInt8>, _ right: borrowing Span<UInt8>) -> Int {
        let (left, right) = (CasemappedText(left), CasemappedText(right))
        return OctetComparator().order(left.bytes.span, right.bytes.span)
    }

    func folded(_ bytes: [UInt8]) -> [UInt8] { CasemappedText(bytes.span).bytes }
}
