// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Ledgers
import Mail
import Testing

@Suite struct DeliveryStepTests {
    /// Every step that there is, written down a second time: a change to the state machine has to be meant.
    private let table: [DeliveryState: [DeliveryStep: DeliveryState]] = [
        .queued: [.decide: .decided, .hold: .held, .refuse: .refused, .cancel: .cancelled],
        .decided: [
            .begin: .sending, .send: .sent, .hold: .held, .refuse: .refused, .cancel: .cancelled, .delay: .decided,
            .lose: .uncertain,
        ],
        .sending: [.send: .sent, .refuse: .refused, .defer: .deferred, .lose: .uncertain],
        .deferred: [
            .begin: .sending, .send: .sent, .hold: .held, .refuse: .refused, .cancel: .cancelled, .delay: .deferred,
            .lose: .uncertain,
        ],
        .held: [
            .decide: .decided, .send: .sent, .hold: .held, .refuse: .refused, .cancel: .cancelled, .release: .decided,
            .lose: .uncertain,
        ],
        .uncertain: [.send: .sent, .vouch: .sent, .cancel: .cancelled, .release: .decided],
        .sent: [:], .refused: [:], .cancelled: [:],
    ]

    @Test("each step leads where it should from each state, and nowhere else", arguments: DeliveryState.allCases)
    func stepsAreTheTable(state: DeliveryState) {
        for step in DeliveryStep.allCases {
            #expect(step.state(after: state) == table[state]?[step], "\(step) after \(state)")
        }
    }

    @Test("what may have been sent is only sent again by a person's step")
    func neverTwiceByItself() {
        let byItself: [DeliveryStep] = [.decide, .hold, .refuse, .begin, .send, .defer, .lose, .delay]
        var reached: Set<DeliveryState> = [.uncertain]
        var growing = true
        while growing {
            let next = reached.flatMap { state in byItself.compactMap { $0.state(after: state) } }
            growing = !reached.isSuperset(of: next)
            reached.formUnion(next)
        }
        #expect(reached.isDisjoint(with: [.sending, .decided, .deferred]))
    }

    @Test("nothing follows a final state")
    func finalIsFinal() {
        for state in DeliveryState.allCases where state.isFinal {
            #expect(DeliveryStep.allCases.allSatisfy { $0.state(after: state) == nil })
        }
    }
}
