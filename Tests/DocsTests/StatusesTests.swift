// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Mail
import Testing

@testable import Notices

/// `docs/statuses.md` against the program.
@Suite("docs: statuses")
struct StatusesTests {
    private let page: Page

    init() throws { page = try Page("docs/statuses.md") }

    @Test("the events are those that there are, in the order of their weight, and the final ones are")
    func events() {
        let rows = page.section("Events").rows("event")
        #expect(rows.flatMap { $0[0].codeSpans } == DeliveryEvent.allCases.map(\.rawValue))
        for (row, event) in zip(rows, DeliveryEvent.allCases) { #expect((row[3] == "yes") == event.isFinal) }
        for (first, second) in zip(DeliveryEvent.allCases, DeliveryEvent.allCases.dropFirst()) {
            let reports = [second, first].map {
                StatusReport(origin: .xml, event: $0, ticket: "", text: "", date: "", time: nil, genuineness: .fetched)
            }
            #expect(DeliveryProgress(reports).event == second)
        }
    }

    @Test("the words of others are those of the notices")
    func others() {
        let rows = page.section("In the words of others").rows("event")
        var named: [String] = []
        for row in rows {
            for word in row[0].codeSpans {
                named.append(word)
                let happening = Happening(rawValue: word)
                #expect(row[1].codeSpans == [happening?.action])
                #expect(row[2].codeSpans == [happening?.status])
                #expect(row[3].codeSpans.first == happening?.registeredEvent)
            }
        }
        #expect(Set(named) == Set(Happening.allCases.map(\.rawValue)))
    }
}
