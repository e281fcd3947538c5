// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import CRE2

/// The owner of an expression that RE2 compiled.
final class Program: Sendable {
    let readsCharacters: Bool
    let groupCount: Int
    let size: Int
    // RE2 guards its caches itself: one expression may be used by any number of threads.
    private nonisolated(unsafe) let expression: OpaquePointer

    init(_ pattern: [UInt8], readsCharacters: Bool, case letterCase: RegularExpression.Case) throws(PatternError) {
        let foldsAll = letterCase == .ignored && readsCharacters
        let translated = try Translation.of(
            pattern, readsCharacters: readsCharacters, foldsASCII: letterCase != .distinct && !foldsAll)
        let expression = translated.withUnsafeBufferPointer {
            cre2_new($0.baseAddress, $0.count, !readsCharacters, foldsAll, RegularExpression.maximumMemory)
        }
        guard let expression else { throw PatternError("no memory is left for it") }
        let outcome = cre2_outcome_of(expression)
        let size = Int(cre2_program_size(expression))
        guard outcome == cre2_compiled, size <= RegularExpression.maximumProgramSize else {
            defer { cre2_delete(expression) }
            throw Self.refusal(outcome, text: String(cString: cre2_error_text(expression)))
        }
        self.expression = expression
        self.readsCharacters = readsCharacters
        groupCount = Int(cre2_group_count(expression))
        self.size = size
    }

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
