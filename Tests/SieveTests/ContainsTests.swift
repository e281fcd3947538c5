// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sieve

@Suite struct ContainsTests {
    @Test("a key is found where it first stands, whatever repeats itself in it")
    func places() {
        let letters = Array("aAb".utf8)
        var words: [[UInt8]] = [[]]
        for _ in 0..<5 {
            words += words.filter { $0.count == words.last?.count }.flatMap { w in letters.map { w + [$0] } }
        }
        let values = words.filter { $0.count == 5 }.map { $0 + $0.reversed() }
        for folds in [true, false] {
            for key in words where key.count <= 4 {
                let comparator: any Comparator = folds ? CasemapComparator() : OctetComparator()
                let matcher = ContainsMatch.Key(key: key, comparator: comparator)
                for value in values {
                    let plain = (0...(value.count - key.count)).first { start in
                        zip(value[start...], key).allSatisfy {
                            folds ? $0.foldedASCII == $1.foldedASCII : $0 == $1
                        }
                    }
                    #expect(matcher.firstPlace(in: value.span) == plain, "\(key) in \(value)")
                }
            }
        }
    }
}
