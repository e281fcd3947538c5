// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sieve

@Suite struct NumberMaskTests {
    @Test("numbers of persons and accounts are masked where they stand, and nothing else is")
    func masks() {
        #expect(NumberMask.masked("Dossier 123456782 van Jan") == "Dossier *******82 van Jan")
        #expect(NumberMask.masked("Zürich: 123 456 782") == "Zürich: *** *** *82")
        #expect(NumberMask.masked("NL91 ABNA 0417 1643 00") == "NL** **** **** **** 00")
        #expect(NumberMask.masked("4111 1111 1111 1111, 123456782") == "**** **** **** **11, *******82")
        let other = "Factuur 123456789, tel. 020 123 45 67, 21-11-2026, € 1.234,56"
        #expect(NumberMask.masked(other) == other)
    }

    @Test("a masked text holds no number any more, and keeps its length")
    func noise() {
        var state: UInt64 = 11
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let pieces = [
            "123456782", "999990019", "NL91ABNA0417164300", "4111111111111111", " ", ".", "-", "\u{A0}", "bsn", "\n",
            "/",
            "1", "23", "é", "NL", "\u{200B}", "+", "12", "456", "782", "\u{FEFF}", "BE68", "5390",
        ]
        for _ in 0..<2000 {
            let text = (0..<next(12)).map { _ in pieces[next(pieces.count)] }.joined()
            let masked = NumberMask.masked(text)
            #expect(masked.utf8.count == text.utf8.count)
            #expect(NumberScanner(takesBareBSN: true).hits(in: masked).isEmpty, "\(text) became \(masked)")
        }
    }
}
