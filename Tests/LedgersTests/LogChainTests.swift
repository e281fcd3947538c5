// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Ledgers
import Mail
import Testing

@Suite struct LogChainTests {
    /// A chain of so many entries.
    private func links(_ count: Int64) -> [LogLink] {
        var hash = LogHead.none.hash
        return (1...count).map { number in
            let entry = LogEntry(
                number: number, message: "m\(number % 3)", recipient: "a@x.nl",
                time: Timestamp(milliseconds: number * 1000), step: "decide", state: "decided", text: "text \(number)",
                facts: LogFacts([]))
            hash = entry.hash(after: hash)
            return LogLink(entry, hash: hash)
        }
    }

    private func findings(_ links: [LogLink], expecting last: Int64) -> [String] {
        var chain = LogChain()
        var findings = links.compactMap { chain.add($0) }
        if let end = chain.end(expected: last) { findings.append(end) }
        return findings.map { "\($0.kind.rawValue) \($0.number ?? 0)" }
    }

    @Test("an untouched log has no finding, and its head is the last entry")
    func isWhole() {
        #expect(findings(links(9), expecting: 9) == [])
        #expect(findings([], expecting: 0) == [])
        var chain = LogChain()
        for link in links(9) { _ = chain.add(link) }
        #expect(chain.head == links(9)[8].head && chain.count == 9)
    }

    @Test("one changed entry is one finding, and those behind it are still checked")
    func findsChanges() {
        var changed = links(9)
        changed[3].entry.text = "another"
        changed[6].entry.time = Timestamp(milliseconds: 1)
        #expect(findings(changed, expecting: 9) == ["changed 4", "changed 7"])
    }

    @Test("an entry with a new hash of its own doesn't fit the one behind it")
    func findsNewHash() {
        var changed = links(9)
        changed[3].entry.text = "another"
        changed[3].hash = changed[3].entry.hash(after: changed[2].hash)
        #expect(findings(changed, expecting: 9) == ["changed 5"])
    }

    @Test("missing entries are named, at the beginning, in the middle and at the end")
    func findsGaps() {
        #expect(findings(Array(links(9).dropFirst(2)), expecting: 9) == ["missing 3"])
        #expect(findings(Array(links(9)[0..<3] + links(9)[5...]), expecting: 9) == ["missing 6"])
        #expect(findings(Array(links(9).dropLast(2)), expecting: 9) == ["cut-off 9"])
        #expect(findings([], expecting: 9) == ["cut-off 9"])
        #expect(findings(links(9), expecting: 7) == ["contradiction 9"])
    }

    @Test("exchanged entries are found, with their numbers or without")
    func findsExchanges() {
        var exchanged = links(9)
        exchanged.swapAt(3, 4)
        #expect(findings(exchanged, expecting: 9) == ["missing 5", "changed 4", "missing 6"])
        exchanged[3].entry.number = 4
        exchanged[4].entry.number = 5
        #expect(findings(exchanged, expecting: 9) == ["changed 4", "changed 5", "changed 6"])
    }

    @Test("a form that is not known is said, not passed over")
    func findsForms() {
        var links = links(3)
        links[1].entry.form = 2
        links[1].hash = links[1].entry.hash(after: links[0].hash)
        #expect(findings(links, expecting: 3) == ["changed 2", "changed 3"])
    }

    @Test("a log that is computed anew from some entry on is whole in itself: only another head shows it")
    func missesRewriting() {
        var hash = links(4)[3].hash
        let rewritten =
            Array(links(9).prefix(4))
            + links(9).dropFirst(4).map { link -> LogLink in
                var entry = link.entry
                if entry.number == 5 { entry.text = "another" }
                hash = entry.hash(after: hash)
                return LogLink(entry, hash: hash)
            }
        #expect(findings(rewritten, expecting: 9) == [])
        #expect(zip(rewritten, links(9)).map { $0.head == $1.head } == (1...9).map { $0 < 5 })
    }
}
