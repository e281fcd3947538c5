// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Finds the known word that a mistyped one was probably meant to be.
public enum NearestName {
    /// The candidate with the fewest edits from `word`, if these are few for a word of its length; case is no edit.
    ///
    /// An edit is a letter added, left out, replaced, or two neighbours exchanged (optimal string alignment distance).
    public static func of(_ word: String, in candidates: some Sequence<String>) -> String? {
        let letters = Array(word.lowercased().unicodeScalars)
        // One edit in a short word, two in a middling one: beyond that a proposal is a guess.
        let allowed = letters.count < 3 ? 0 : letters.count < 5 ? 1 : letters.count < 12 ? 2 : 3
        guard letters.count <= 64 else { return nil }
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let other = Array(candidate.lowercased().unicodeScalars)
            guard abs(other.count - letters.count) <= allowed else { continue }
            let distance = distance(letters, other)
            guard distance <= allowed, distance < best?.distance ?? .max else { continue }
            best = (candidate, distance)
        }
        return best?.name
    }

    /// Whether two words are equal, or a few typing errors apart, by the measure of ``of(_:in:)``.
    public static func areNear(_ word: String, _ other: String) -> Bool {
        word.lowercased() == other.lowercased() || of(word, in: [other]) != nil
    }

    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        var row = last
        for i in 0..<left.count {
            row[0] = i + 1
            for j in 0..<right.count {
                var cost = min(row[j] + 1, last[j + 1] + 1, last[j] + (left[i] == right[j] ? 0 : 1))
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    cost = min(cost, beforeLast[j - 1] + 1)
                }
                row[j + 1] = cost
            }
            (beforeLast, last, row) = (last, row, beforeLast)
        }
        return last[right.count]
    }
}
