// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Testing

@testable import Ledgers

@Suite struct LogEntryTests {
    private let facts = LogFacts([
        LogFact("door", "sendmail"), LogFact("sender_name", ""), LogFact("sha256", nil),
        LogFact("recipient", "0b52 é@x.nl"),
    ])

    private func entry(_ number: Int64, _ recipient: String = "", facts: LogFacts = LogFacts([])) -> LogEntry {
        LogEntry(
            number: number, message: "m1", recipient: recipient, time: Timestamp(milliseconds: 1_795_253_400_123),
            step: "decide", state: "decided", text: "by the route registered", facts: facts)
    }

    // Computed with Python's hashlib, from the description in docs/log.md.
    @Test("two entries in a row have the hashes that another program computes for them")
    func golden() {
        var first = entry(1, facts: facts)
        first.time = Timestamp(milliseconds: 1_795_253_400_000)
        (first.step, first.state, first.text) = ("enter", "queued", "accepted")
        #expect(facts.text == "13:door=sendmail,12:sender_name=,6:sha256,22:recipient=0b52 é@x.nl,")
        let hash = first.hash(after: LogHead.none.hash)
        #expect(hash == "8592879d7039ccfde752dac17964af8ade4e84797fcef65f36c6b8eb9b79afca")
        let second = entry(2, "é@x.nl")
        #expect(
            String(decoding: second.serialised(after: hash), as: UTF8.self)
                == "14:sealpost-log-1,64:\(hash),1:2,2:m1,7:é@x.nl,13:1795253400123,6:decide,7:decided,"
                + "23:by the route registered,0:,")
        #expect(second.hash(after: hash) == "dc257d112a793e43d71097221c2469140830f35ab748e01a5961b4690e5e44d7")
    }

    @Test("no part of an entry can be moved into another without another hash")
    func keepsPartsApart() {
        let start = LogHead.none.hash
        var hashes = Set([entry(1).hash(after: start), entry(1).hash(after: entry(1).hash(after: start))])
        for change: (inout LogEntry) -> Void in [
            { $0.form = 2 }, { $0.number = 11 }, { $0.message = "m" }, { $0.recipient = "1" },
            { $0.time = Timestamp(milliseconds: 1_795_253_400_124) }, { $0.step = "decided" }, { $0.state = "decide" },
            { ($0.step, $0.state) = ("decidedec", "ided") }, { $0.text += "," }, { $0.text += "0:," },
            { $0.facts = LogFacts([LogFact("route", nil)]) }, { $0.facts = LogFacts([LogFact("route", "")]) },
            { $0.recipient = "e\u{301}" }, { $0.recipient = "\u{E9}" },
        ] {
            var other = entry(1)
            change(&other)
            #expect(hashes.insert(other.hash(after: start)).inserted, "\(other)")
        }
    }

    @Test("facts are read as they were written, whatever their values hold")
    func readsFacts() {
        #expect(LogFacts([]).list == [])
        #expect(facts.list?.map(\.value) == ["sendmail", "", nil, "0b52 é@x.nl"])
        let odd = [LogFact("a", "x=y,3:b=c,"), LogFact("b", "\n\u{301}🜁"), LogFact("c", nil), LogFact("a", "=")]
        #expect(LogFacts(odd).list == odd)
        #expect(LogFact("a", "x\0y").value == "x\u{FFFD}y")
    }

    @Test(
        "a text that is no list of facts is none",
        arguments: [
            "x", "1:a", "2:a,", "1:ab,", "+1:a,", "01:a,", "-1:a,", "1:é,", ":a,", "1:a,9", "99999999999999999999:",
        ])
    func refusesOtherTexts(text: String) { #expect(LogFacts(text: text).list == nil) }

    @Test("a head is read as it was printed, and nothing else is a head")
    func readsHeads() {
        let head = LogHead(number: 412, hash: entry(1).hash(after: LogHead.none.hash))
        #expect(LogHead(head.description) == head)
        #expect(LogHead(head.description.uppercased()) == head)
        for text in ["", "412", "412 6f", "0 \(head.hash)", "-1 \(head.hash)", "\(head) x", "x \(head.hash)"] {
            #expect(LogHead(text) == nil, "\(text)")
        }
        #expect(LogHead("412 " + String(repeating: "g", count: 64)) == nil)
    }
}
