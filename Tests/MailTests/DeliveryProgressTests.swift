// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Testing

@Suite("Progress of a sent mail")
struct DeliveryProgressTests {
    private func report(
        _ event: DeliveryEvent?, _ seconds: Int64?, _ genuineness: Genuineness = .fetched
    ) -> StatusReport {
        StatusReport(
            origin: .xml, event: event, ticket: "T", text: "", date: "", time: seconds.map(Timestamp.init(seconds:)),
            genuineness: genuineness)
    }

    @Test(
        "the last that happened is shown, and what the recipient did above what machines say",
        arguments: [
            ([], nil), ([(.announced, 1)], .announced), ([(.announced, 1), (.reminded, 2)], .reminded),
            ([(.announced, 1), (.undeliverable, 2)], .undeliverable),
            ([(.announced, 1), (.expired, 3), (.accepted, 5)], .accepted),
            ([(.accepted, 2), (.reminded, 3), (.expired, 4)], .accepted),
            ([(.accepted, 1), (.declined, 2)], .declined),
            ([(.declined, 1), (.accepted, 2)], .accepted), ([(.expired, 4), (.undeliverable, 4)], .undeliverable),
            ([(.announced, 1), (nil, 9)], .announced), ([(.announced, nil), (.expired, nil)], .expired),
            ([(.announced, nil), (.reminded, 1)], .reminded), ([(.expired, nil), (.announced, 1)], .announced),
        ] as [([(DeliveryEvent?, Int64?)], DeliveryEvent?)])
    func shown(reports: [(DeliveryEvent?, Int64?)], expected: DeliveryEvent?) {
        #expect(DeliveryProgress(reports.map { report($0.0, $0.1) }).event == expected)
    }

    @Test("what nothing shows to be genuine does not count")
    func forged() {
        let forged = report(.accepted, 9, .unverified(reason: "no signature"))
        #expect(DeliveryProgress([forged]).event == nil)
        #expect(DeliveryProgress([report(.announced, 1), forged]).event == .announced)
    }

    @Test("every order of a set of reports, with repetitions, ends in the same")
    func everyOrder() {
        var random = SystemRandomNumberGenerator()
        let grounds: [Genuineness] = [.fetched, .signed(domain: "x.example"), .unverified(reason: "forged")]
        for _ in 0..<400 {
            let reports = (0..<Int.random(in: 1...5, using: &random)).map { _ in
                report(
                    DeliveryEvent.allCases.randomElement(using: &random),
                    Bool.random(using: &random) ? Int64.random(in: 0...3, using: &random) : nil,
                    grounds.randomElement(using: &random) ?? .fetched)
            }
            let ends = Set(Self.orders(reports).map { DeliveryProgress($0 + $0.shuffled(using: &random)) })
            #expect(ends.count == 1, "\(reports)")
        }
    }

    private static func orders(_ reports: [StatusReport]) -> [[StatusReport]] {
        guard let last = reports.last else { return [[]] }
        return orders(reports.dropLast()).flatMap { order in
            (0...order.count).map { place in Array(order[..<place]) + [last] + Array(order[place...]) }
        }
    }

    @Test("the grounds of a report are read again as they were written")
    func genuineness() {
        let all: [Genuineness] = [
            .fetched, .signed(domain: "mail.example"), .attested(by: "mx.example"), .unverified(reason: "no signature"),
        ]
        for one in all { #expect(Genuineness(text: one.text) == one) }
        #expect(!Genuineness(text: "").isProven)
        #expect(!Genuineness(text: "certain").isProven)
    }
}
