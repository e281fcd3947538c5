// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport

extension SeededGenerator {
    /// One of the elements; a list of them is never empty.
    mutating func pick<Element>(_ list: [Element]) -> Element { list[Int.random(in: list.indices, using: &self)] }

    /// True so many times in a hundred.
    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// Some of the elements, at least one, in any order.
    mutating func some<Element>(_ list: [Element], atMost limit: Int) -> [Element] {
        let count = number(1...min(limit, list.count))
        return Array(list.shuffled(using: &self).prefix(count))
    }
}
