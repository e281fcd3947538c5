// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sieve

/// Keys that make a test always or never true, or that say less than the match type could.
struct KeyLint: Lint {
    func findings(in compilation: Compilation, profile: Profile) -> [Diagnostic] {
        compilation.allCalls.flatMap { call in
            guard let comparison = call.comparison, call.arguments.count > 1 else { return [Diagnostic]() }
            let keys = call.strings(call.arguments.count - 1)
            return plainPattern(comparison, keys, compilation)
                + keys.compactMap { finding(call, comparison, $0, compilation) }
        }
    }

    /// A list in which only some keys have wildcards is one that people write on purpose.
    private func plainPattern(
        _ comparison: BaseComparison, _ keys: [CheckedString], _ compilation: Compilation
    ) -> [Diagnostic] {
        let constants = keys.compactMap(\.constant)
        guard comparison == .matches, let first = keys.first, constants.count == keys.count,
            !constants.contains(where: { $0.contains { "*?".contains($0) } })
        else { return [] }
        return [compilation.diagnostic(.remark, "without * or ? this is the same as :is", at: first.place)]
    }

    private func finding(
        _ call: CheckedCall, _ comparison: BaseComparison, _ key: CheckedString, _ compilation: Compilation
    ) -> Diagnostic? {
        guard let text = key.constant else { return nil }
        switch comparison {
        case .contains where text.isEmpty:
            let hint = call.name == "header" ? "to ask whether the field is there, use exists" : nil
            return compilation.diagnostic(
                .warning, "every value contains the empty string", at: key.place, suggestion: hint)
        case .is where call.name == "header" && isPadded(text),
            .matches where call.name == "header" && isPadded(text):
            // RFC 5228, section 5.7: white space around a value is not compared.
            return compilation.diagnostic(
                .warning, "this is never true: header values are compared without the white space around them",
                at: key.place, suggestion: "leave the space out")
        default: return nil
        }
    }

    private func isPadded(_ text: String) -> Bool {
        text.first?.isWhitespace == true || text.last?.isWhitespace == true
    }
}
