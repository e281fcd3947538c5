// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Spelling

extension Extension {
    /// `vnd.sealpost.near`: the match type `:near`, for words that were probably mistyped.
    ///
    /// True for a value that is equal to a key or a few typing errors away from it: a letter added, left out or
    /// replaced, or two neighbours exchanged. One in a word of three or four letters, two up to eleven, three beyond;
    /// none in a shorter word. Letters have no case, whatever the comparator.
    static let near = Extension(
        capability: "vnd.sealpost.near", specification: "Sealpost",
        tags: [TagDefinition("near", group: .matchType, reach: .group, effect: .matchType { _, _ in NearMatch() })])
}

private struct NearMatch: MatchType {
    var needsSubstrings: Bool { true }

    func prepared(_ key: [UInt8], by comparator: any Comparator) -> any KeyMatcher {
        NearKey(key: key, word: String(decoding: key, as: UTF8.self))
    }
}

private struct NearKey: KeyMatcher {
    let key: [UInt8]
    let word: String

    func matches(_ value: borrowing Span<UInt8>, captures: inout [Range<Int>]) -> Bool {
        // A word that is much longer or shorter is not near, and not worth making a string of.
        guard value.count <= key.count * 4 + 16 else { return false }
        let text = value.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        return NearestName.areNear(text, word)
    }
}
