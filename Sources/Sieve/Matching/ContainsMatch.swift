// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// `:contains`: the key stands somewhere in the value; the empty key stands in every value.
struct ContainsMatch: MatchType {
    var needsSubstrings: Bool { true }

    func prepared(_ key: [UInt8], by comparator: any Comparator) -> any KeyMatcher {
        Key(key: key, folded: comparator.folded(key), folds: comparator.foldsASCII)
    }

    private struct Key: KeyMatcher {
        let key: [UInt8]
        let folded: [UInt8]
        let folds: Bool

        func matches(_ value: borrowing Span<UInt8>, captures: inout [Range<Int>]) -> Bool {
            guard let first = folded.first else { return true }
            guard value.count >= folded.count else { return false }
            // Both forms of the first letter: most positions of a value are passed with two comparisons.
            let other = folds && first.isLetter ? first | 0x20 : first
            let key = folded.span
            var start = 0
            let last = value.count - key.count
            while start <= last {
                let byte = value[start]
                if byte == first || byte == other {
                    var index = 1
                    while index < key.count,
                        (folds ? value[start + index].foldedASCII : value[start + index]) == key[index]
                    {
                        index += 1
                    }
                    if index == key.count { return true }
                }
                start += 1
            }
            return false
        }
    }
}
