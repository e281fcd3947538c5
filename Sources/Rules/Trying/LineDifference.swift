// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What differs between two texts, line by line, for a person.
enum LineDifference {
    /// The lines that are gone (`-`), those that are new (`+`), and the line before each change.
    static func lines(from old: String, to new: String) -> [String] {
        let (old, new) = (Self.lines(of: old), Self.lines(of: new))
        var removed: Set<Int> = []
        var inserted: Set<Int> = []
        for change in new.difference(from: old) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var result: [String] = []
        var context: String?
        var (left, right) = (0, 0)
        while left < old.count || right < new.count {
            let isRemoved = removed.contains(left)
            guard isRemoved || inserted.contains(right) else {
                context = "  " + old[left]
                (left, right) = (left + 1, right + 1)
                continue
            }
            if let line = context { result.append(line) }
            context = nil
            result.append(isRemoved ? "- " + old[left] : "+ " + new[right])
            if isRemoved { left += 1 } else { right += 1 }
        }
        return result
    }

    private static func lines(of text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
    }
}
