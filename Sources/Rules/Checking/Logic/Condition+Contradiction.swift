// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension [Condition] {
    /// Why these and the others can't all hold; nil where that isn't plain to see.
    ///
    /// Each fact is compared with each, and each `anyof` with all facts; what only follows from more is not found, so
    /// that a check takes no time to speak of.
    func contradiction(with others: [Condition]) -> Contradiction? {
        let (mine, theirs) = (flatMap(\.facts), others.flatMap(\.facts))
        for fact in mine {
            if let other = theirs.first(where: fact.contradicts) {
                return Contradiction(otherLine: other.test.line)
            }
        }
        let all = mine + theirs
        for options in flatMap(\.alternatives) + others.flatMap(\.alternatives) {
            let isOpen = options.contains { option in
                !option.facts.contains { fact in all.contains(where: fact.contradicts) }
            }
            if !isOpen { return Contradiction(otherLine: options.lazy.flatMap(\.facts).first?.test.line) }
        }
        return nil
    }

    /// Whether these hold wherever the others do.
    func follow(from others: [Condition]) -> Bool {
        let known = others.flatMap(\.facts)
        return allSatisfy { condition in
            condition.alternatives.isEmpty
                && condition.facts.allSatisfy { fact in
                    known.contains { $0.isTrue == fact.isTrue && $0.test.signature == fact.test.signature }
                }
        }
    }
}
