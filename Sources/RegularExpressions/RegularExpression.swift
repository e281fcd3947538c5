// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A compiled extended regular expression of POSIX.
///
/// Finds the leftmost-longest match in time linear in the text, whatever the pattern (RE2), so that neither a pattern
/// nor a text can hold up the mail. What the syntax means where POSIX leaves it open is decided in ``Translation``:
/// as a rule it is refused.
///
/// IEEE Std 1003.1, section 9.4.
public final class RegularExpression: Sendable {
    /// What one character of pattern and text is.
    public enum Reading: Sendable, Hashable {
        /// One octet.
        case octets
        /// A character of UTF-8; a pattern or text that isn't UTF-8 is read as octets.
        case characters
    }

    /// Which letters are the same.
    public enum Case: Sendable, Hashable {
        /// Every letter is itself alone.
        case distinct
        /// `a` to `z` are the same as `A` to `Z`, and no other letters are.
        case ignoredInASCII
        /// Letters of all scripts by Unicode's simple case folding; as ``ignoredInASCII`` where octets are read.
        case ignored
    }

    /// How many bytes a pattern may have: as many as a variable of a script.
    public static let maximumPatternSize = 16_384
    /// How often a repetition in braces may repeat, nested ones multiplied.
    public static let maximumRepetition = 1000
    /// How many groups a match can tell.
    public static let maximumGroups = 63
    /// How many instructions a pattern may become; `.{1000}` is 7000.
    public static let maximumProgramSize = 20_000
    /// How many bytes of memory a program with its caches may take.
    static let maximumMemory: Int64 = 4 << 20

    private let pattern: [UInt8]
    private let letterCase: Case
    private let program: Program
    /// The same pattern for texts that aren't UTF-8, compiled when the first of them comes.
    private let octetProgram = AtomicLazyReference<Program>()

    /// Compiles a pattern.
    ///
    /// - Throws: what is wrong with it, for the person who wrote it.
    public init(
        _ pattern: [UInt8], reading: Reading = .characters, case letterCase: Case = .distinct
    ) throws(PatternError) {
        self.pattern = pattern
        self.letterCase = letterCase
        let isText = reading == .characters && String(validating: pattern, as: UTF8.self) != nil
        program = try Program(pattern, readsCharacters: isText, case: letterCase)
    }

    /// How many groups in parentheses the pattern has.
    public var groupCount: Int { program.groupCount }

    /// How many instructions the pattern became; the work of a match is bounded by this times the bytes of the text.
    public var programSize: Int { program.size }

    /// How many bytes it may take, caches included: 512 KiB, or 4 MiB for a large program; the same again once a text that
    /// isn't UTF-8 has been searched.
    public var memory: Int { Int(program.memory) }

    /// Whether a text holds a match.
    public func matches(_ text: borrowing Span<UInt8>) -> Bool {
        program(for: text).match(text, groups: 0) != nil
    }

    /// The leftmost-longest match: its range, then the ranges of the first groups, nil for one that took no part.
    ///
    /// - Parameter groups: how many groups are wanted, at most ``maximumGroups``; they are work to find.
    public func firstMatch(in text: borrowing Span<UInt8>, groups: Int = .max) -> [Range<Int>?]? {
        let wanted = min(groups, groupCount, Self.maximumGroups)
        return program(for: text).match(text, groups: wanted + 1)
    }

    private func program(for text: borrowing Span<UInt8>) -> Program {
        guard program.readsCharacters, (try? UTF8Span(validating: copy text)) == nil else { return program }
        if let known = octetProgram.load() { return known }
        // The octets of a pattern need fewer instructions than its characters, so what fitted once fits again; if it
        // ever doesn't, a text that is no UTF-8 is still searched, only that `.` stands for none of its stray octets.
        guard let made = try? Program(pattern, readsCharacters: false, case: letterCase) else { return program }
        return octetProgram.storeIfNil(made)
    }
}
