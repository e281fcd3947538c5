// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Finds numbers of persons and accounts in a text.
///
/// A pure value: the text in, the hits out, in one pass. A number is found with the separators that people write, and is
/// not found as a part of a longer one or of a word. Checksums are verified; a BSN also needs a word such as "BSN" near
/// it, another BSN that has one, or `contextIsGiven`, unless `takesBareBSN`.
struct NumberScanner: Sendable {
    /// The kinds that are looked for.
    var kinds = Set(NumberKind.allCases)
    /// Whether nine digits that pass the 11-test are a BSN wherever they stand.
    var takesBareBSN = false

    /// The numbers in a text, in order, at most `limit`; `contextIsGiven` says that the text is known to be about BSNs.
    func hits(in text: String, contextIsGiven: Bool = false, limit: Int = .max) -> [NumberHit] {
        hits(in: Array(text.utf8), contextIsGiven: contextIsGiven, limit: limit)
    }

    /// The same for a text in UTF-8.
    func hits(in text: [UInt8], contextIsGiven: Bool = false, limit: Int = .max) -> [NumberHit] {
        var pass = NumberPass(text: text, scanner: self, contextIsGiven: contextIsGiven)
        pass.run(limit: limit)
        return pass.hits
    }
}
