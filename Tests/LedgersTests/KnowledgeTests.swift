// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Ledgers
import Mail
import Testing

@Suite struct KnowledgeTests {
    private func knowledge(_ steps: [DeliveryStep]) -> Knowledge {
        var state = DeliveryState.queued
        return Knowledge(
            steps.compactMap { step in
                step.state(after: state).map { next in
                    state = next
                    return (step: step, state: next)
                }
            })
    }

    @Test(
        "what the steps show",
        arguments: [
            ([], .notSent), ([.decide], .notSent), ([.hold], .notSent), ([.decide, .begin], .underWay),
            ([.decide, .begin, .defer], .notSent), ([.decide, .begin, .send], .taken),
            ([.decide, .begin, .lose], .uncertain), ([.decide, .begin, .lose, .vouch], .vouched),
            ([.decide, .begin, .lose, .send], .taken), ([.refuse], .ended), ([.decide, .cancel], .ended),
        ] as [([DeliveryStep], Knowledge)])
    func judges(steps: [DeliveryStep], known: Knowledge) { #expect(knowledge(steps) == known) }

    @Test("a request that was lost stays open, whatever comes after it but an answer")
    func staysOpen() {
        let lost: [DeliveryStep] = [.decide, .begin, .lose]
        #expect(knowledge(lost + [.release]) == .uncertain)
        #expect(knowledge(lost + [.release, .hold]) == .uncertain)
        #expect(knowledge(lost + [.release, .begin, .refuse]) == .endedUncertain)
        #expect(knowledge(lost + [.cancel]) == .endedUncertain)
        #expect(knowledge(lost + [.release, .begin, .send]) == .taken)
    }
}
