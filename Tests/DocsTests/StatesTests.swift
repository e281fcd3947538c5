// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Foundation
import Ledgers
import Mail
import TestSupport
import Testing

/// `docs/states.md` against the state machine, and `docs/flow.md` against the spool's folders.
@Suite("docs: states")
struct StatesTests {
    private let page: Page

    init() throws { page = try Page("docs/states.md") }

    @Test("the table of steps is the state machine")
    func steps() {
        let rows = page.section("Steps").rows("from")
        let printed = rows.map { $0[0...2].map(\.codeSpans.first).map { $0 ?? "" }.joined(separator: " ") }
        var machine: Set<String> = []
        for state in DeliveryState.allCases {
            for step in DeliveryStep.allCases {
                guard let next = step.state(after: state) else { continue }
                machine.insert("\(state.rawValue) \(step.rawValue) \(next.rawValue)")
            }
        }
        #expect(Set(printed) == machine)
        #expect(printed.count == machine.count)
        #expect(rows.allSatisfy { !$0[3].isEmpty })
    }

    @Test("every state is described once, and no other")
    func states() {
        let described = page.section("States of a recipient").rows("state").flatMap { $0[0].codeSpans }
        #expect(described == DeliveryState.allCases.map(\.rawValue))
    }

    @Test("the states that are called final are")
    func finals() throws {
        let sentence = try #require(page.lines.first { $0.contains("are final") })
        let named = sentence.components(separatedBy: "are final")[0].codeSpans
        #expect(Set(named) == Set(DeliveryState.allCases.filter(\.isFinal).map(\.rawValue)))
    }

    @Test("the steps that a person is told of are named")
    func told() throws {
        let sentence = try #require(page.lines.first { $0.hasPrefix("A person is told of") })
        #expect(Set(sentence.codeSpans) == Set(DeliveryStep.allCases.filter(\.isWorthANotice).map(\.rawValue)))
    }

    @Test("the folders of the spool are those of the table")
    func spool() throws {
        let folder = try TemporaryFolder()
        try Spool(folder.path).create()
        let printed = try Page("docs/flow.md").section("Where things lie").rows("place").flatMap { $0[0].codeSpans }
            .filter { $0.hasPrefix("spool/") }.map { $0.split(separator: "/")[1] }
        #expect(Set(printed.map(String.init)) == Set(folder.names()))
    }
}
