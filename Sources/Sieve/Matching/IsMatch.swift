// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// `:is`: the value equals the key under the comparator.
struct IsMatch: MatchType {
    func prepared(_ key: [UInt8], by comparator: any Comparator) -> any KeyMatcher {
        if comparator.foldsASCII { return FoldedKey(key: key, folded: comparator.folded(key)) }
        return ComparedKey(key: key, comparator: comparator)
    }

    private struct FoldedKey: KeyMatcher {
        let key: [UInt8]
        let folded: [UInt8]

        func cost(of length: Int) -> Int { length }

        func matches(_ value: borrowing Span<UInt8>, captures: inout [Range<Int>]) -> Bool {
            guard value.count == folded.count else { return false }
            for index in 0..<value.count where value[index].foldedASCII != folded[index] { return false }
            return true
        }
    }

    private struct ComparedKey: KeyMatcher {
        let key: [UInt8]
        let comparator: any Comparator

        func cost(of length: Int) -> Int { length }

        func matches(_ value: borrowing Span<UInt8>, captures: inout [Range<Int>]) -> Bool {
            comparator.order(value, key.span) == 0
        }
    }
}
