// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Flags of a message, each once, in the order in which they were given.
///
/// RFC 5232, section 2. Flags have no case (RFC 9051, section 2.3.2).
struct FlagList: Sendable {
    /// The flags, as first written.
    private(set) var flags: [String] = []
    private var known: Set<String> = []

    init() {}

    /// Takes flags from strings, each of which can hold several.
    init(_ strings: some Sequence<String>) {
        for string in strings { add(string) }
    }

    /// The flags as a variable holds them.
    var text: String { flags.joined(separator: " ") }

    /// Adds the flags of a string; what can't be a flag is ignored, as RFC 5232, section 2, has it.
    mutating func add(_ string: String) {
        for word in Self.words(of: string) where Self.isFlag(word) && known.insert(word.lowercased()).inserted {
            flags.append(word)
        }
    }

    /// Adds the flags of another list.
    mutating func add(_ other: FlagList) {
        for flag in other.flags { add(flag) }
    }

    /// Removes the flags of another list.
    mutating func remove(_ other: FlagList) {
        flags.removeAll { other.known.contains($0.lowercased()) }
        known.subtract(other.known)
    }

    /// What a string of flags holds, flags or not.
    static func words(of string: String) -> [String] {
        string.split(separator: " ").map(String.init)
    }

    /// Whether a word can be a flag that somebody sets: an atom, behind a backslash for those of the system.
    ///
    /// RFC 9051, section 9. Only servers set `\Recent` (RFC 3501, section 2.3.2).
    static func isFlag(_ word: String) -> Bool {
        let name = word.hasPrefix("\\") ? word.dropFirst() : word[...]
        return !name.isEmpty && word.lowercased() != "\\recent"
            && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !#"(){%*"\]"#.utf8.contains($0) }
    }
}
