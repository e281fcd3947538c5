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

    /// Whether all of these can hold for some message; false also where finding out would take long.
    var canHold: Bool {
        var steps = 500
        return Self.canHold(flatMap(\.facts), flatMap(\.alternatives)[...], &steps)
    }

    /// Takes one option after the other of the first choice, and goes on with those that contradict nothing.
    private static func canHold(_ facts: [Fact], _ choices: ArraySlice<[Condition]>, _ steps: inout Int) -> Bool {
        guard let options = choices.first else { return true }
        for option in options {
            steps -= 1
            guard steps > 0 else { return false }
            let new = option.facts
            let isOpen = new.allSatisfy { fact in
                !facts.contains(where: fact.contradicts) && !new.contains(where: fact.contradicts)
            }
            if isOpen, canHold(facts + new, choices.dropFirst() + option.alternatives, &steps) { return true }
        }
        return false
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
