// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Normalization
import Testing

@Suite struct CompatibilityDecompositionTests {
    @Test(
        arguments: [
            ("a", "a"), ("é", "e\u{301}"), ("ﬁ", "fi"), ("①", "1"), ("Ａ", "A"), ("ǆ", "dz\u{30C}"),
            ("각", "\u{1100}\u{1161}\u{11A8}"),
            ("\u{FDFA}", "صلى الله عليه وسلم"), ("\u{1D160}", "\u{1D158}\u{1D165}\u{1D16E}"), ("ß", "ß"),
        ] as [(Unicode.Scalar, String)])
    func `a character is taken apart as far as that goes`(scalar: Unicode.Scalar, expected: String) {
        #expect(scalar.compatibilityDecomposition == Array(expected.unicodeScalars))
    }

    /// Mappings of characters that are assigned never change (Unicode's stability policy), so no version tells these apart.
    @Test func `every character of Unicode 14 is taken apart as Foundation does it`() {
        var differing: [Unicode.Scalar] = []
        for value: UInt32 in 0x80..<0x30000 {
            guard let scalar = Unicode.Scalar(value), let age = scalar.properties.age, age.major <= 14,
                scalar.properties.generalCategory != .privateUse
            else { continue }
            let expected = String(Character(scalar)).decomposedStringWithCompatibilityMapping.unicodeScalars
            if !scalar.compatibilityDecomposition.elementsEqual(expected) { differing.append(scalar) }
        }
        #expect(differing == [])
    }
}
