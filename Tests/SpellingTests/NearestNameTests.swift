// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Spelling
import Testing

@Suite struct NearestNameTests {
    @Test(
        "the nearest word is found where a slip of the fingers explains it",
        arguments: [
            ("regsitered", "registered"), ("Registerd", "registered"), ("secrue", "secure"), ("palin", "plain"),
            ("delivery.frist_pause", "delivery.first_pause"), ("secure", "secure"),
        ])
    func finds(word: String, meant: String) {
        let known = ["registered", "secure", "plain", "delivery.first_pause", "delivery.longest_pause"]
        #expect(NearestName.of(word, in: known) == meant)
    }

    @Test(
        "a word that is far from all is left alone",
        arguments: ["", "x", "sec", "letter", String(repeating: "a", count: 1000)])
    func leavesAlone(word: String) {
        #expect(NearestName.of(word, in: ["registered", "secure", "plain"]) == nil)
    }

    @Test("nearness goes both ways, and case is no difference")
    func isSymmetric() {
        #expect(NearestName.areNear("Aangetekned", "aangetekend"))
        #expect(NearestName.areNear("aangetekend", "Aangetekned"))
        #expect(!NearestName.areNear("veilig", "vrolijk"))
    }
}
