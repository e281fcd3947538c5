// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import CRE2

/// The owner of an expression that RE2 compiled.
final class Program: Sendable {
    let readsCharacters: Bool
    let groupCount: Int
    let size: Int
    /// How many bytes it and its caches may take.
    let memory: Int64
    // RE2 guards its caches itself: one expression may be used by any number of threads.
    private nonisolated(unsafe) let expression: OpaquePointer

    init(_ pattern: [UInt8], readsCharacters: Bool, case letterCase: RegularExpression.Case) throws(PatternError) {
        let foldsAll = letterCase == .ignored && readsCharacters
        let translated = try Translation.of(
            pattern, readsCharacters: readsCharacters, foldsASCII: letterCase != .distinct && !foldsAll)
        func compiled(_ memory: Int64) throws(PatternError) -> OpaquePointer {
            let expression = translated.withUnsafeBufferPointer {
                cre2_new($0.baseAddress, $0.count, !readsCharacters, foldsAll, memory)
            }
            guard let expression else { throw PatternError("no memory is left for it") }
            return expression
        }
        var memory = Self.smallMemory
        var expression = try compiled(memory)
        var outcome = cre2_outcome_of(expression)
        if outcome == cre2_too_large || cre2_program_size(expression) > Self.smallSize {
            cre2_delete(expression)
            memory = RegularExpression.maximumMemory
            expression = try compiled(memory)
            outcome = cre2_outcome_of(expression)
        }
        let size = Int(cre2_program_size(expression))
        guard outcome == cre2_compiled, size <= RegularExpression.maximumProgramSize else {
            defer { cre2_delete(expression) }
            throw Self.refusal(outcome, text: String(cString: cre2_error_text(expression)))
        }
        self.expression = expression
        self.readsCharacters = readsCharacters
        groupCount = Int(cre2_group_count(expression))
        self.size = size
        self.memory = memory
    }

    /// What a program of at most ``smallSize`` may take; a larger one would find no room for its states in it, and RE2
    /// then takes a hundred times as long.
    private static let smallMemory: Int64 = 512 << 10
    private static let smallSize = 600

    /// What RE2 refused in a pattern whose syntax is right: by then it can only be too much.
    private static func refusal(_ outcome: cre2_outcome, text: String) -> PatternError {
        switch outcome {
        case cre2_repeats_too_often:
            PatternError("its repetitions in braces multiply to more than \(RegularExpression.maximumRepetition)")
        case cre2_refused: PatternError(text)
        default: PatternError("it is too complex", suggestion: "repeat less in braces")
        }
    }

    deinit { cre2_delete(expression) }

    /// The first `groups` ranges of a match, of which the whole match is the first.
    func match(_ text: borrowing Span<UInt8>, groups: Int) -> [Range<Int>?]? {
        text.withUnsafeBufferPointer { text in
            var bounds = Array(repeating: -1, count: 2 * groups)
            guard cre2_match(expression, text.baseAddress, text.count, &bounds, Int32(groups)) else { return nil }
            return (0..<groups).map { bounds[2 * $0] < 0 ? nil : bounds[2 * $0]..<bounds[2 * $0 + 1] }
        }
    }
}
