// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// `:contains`: the key stands somewhere in the value; the empty key stands in every value.
struct ContainsMatch: MatchType {
    var needsSubstrings: Bool { true }

    func prepared(_ key: [UInt8], by comparator: any Comparator) -> any KeyMatcher {
        Key(key: key, comparator: comparator)
    }

    /// A key with its own repetitions worked out, so that no value takes more than a look or two at each octet.
    ///
    /// D. Knuth, J. Morris, V. Pratt: Fast pattern matching in strings (1977).
    struct Key: KeyMatcher {
        let key: [UInt8]
        private let folded: [UInt8]
        /// For each length matched so far, the longest shorter one that its end is the beginning of.
        private let shorter: [Int]
        private let folds: Bool
        private let foldsText: Bool

        init(key: [UInt8], comparator: any Comparator) {
            self.key = key
            folds = comparator.foldsASCII
            foldsText = comparator.foldsText
            folded = comparator.folded(key)
            var shorter = Array(repeating: 0, count: folded.count)
            var length = 0
            for index in folded.indices.dropFirst() {
                while length > 0, folded[index] != folded[length] { length = shorter[length - 1] }
                if folded[index] == folded[length] { length += 1 }
                shorter[index] = length
            }
            self.shorter = shorter
        }

        func cost(of length: Int) -> Int { length }

        func matches(_ value: borrowing Span<UInt8>, captures: inout [Range<Int>]) -> Bool {
            foldsText
                ? firstPlace(in: CasemappedText(value).bytes.span) != nil : firstPlace(in: value) != nil
        }

        /// Where the key begins in a value, as the comparator sees it, for the first time.
        func firstPlace(in value: borrowing Span<UInt8>) -> Int? {
            guard let first = folded.first else { return 0 }
            // Both forms of the first letter: between these places nothing has to be compared.
            let other = folds && first.isLetter ? first | 0x20 : first
            var beginnings = (BytePlaces(of: first), BytePlaces(of: other))
            let key = folded.span
            let shorter = shorter.span
            var matched = 0
            var index = 0
            while index < value.count {
                if matched == 0 {
                    let place = beginnings.0.next(in: value, from: index)
                    index = other == first ? place : min(place, beginnings.1.next(in: value, from: index))
                    guard index < value.count else { return nil }
                    if key.count == 1 { return index }
                    matched = 1
                    index += 1
                    continue
                }
                var byte = value[index]
                if folds { byte = byte.foldedASCII }
                while matched > 0, byte != key[matched] { matched = shorter[matched - 1] }
                if byte == key[matched] { matched += 1 }
                index += 1
                if matched == key.count { return index - matched }
            }
            return nil
        }
    }
}
