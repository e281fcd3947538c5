// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sieve

/// Numbers that are put in the order of texts, in which 10 comes before 9.
///
/// RFC 5231, section 4: `:count` and `:value` compare by the comparator, and the one of the base language knows no numbers.
struct NumberOrderLint: Lint {
    func findings(in compilation: Compilation, profile: Profile) -> [Diagnostic] {
        compilation.allCalls.compactMap { call in
            guard let tag = call.tag("count") ?? call.tag("value"),
                let name = tag.strings.first?.constant?.lowercased(), ["gt", "ge", "lt", "le"].contains(name),
                !comparesNumbers(call),
                call.strings(call.arguments.count - 1).contains(where: { isNumber($0, in: call) })
            else { return nil }
            return compilation.diagnostic(
                .warning, "this compares texts, of which \"10\" comes before \"9\"", at: call.place,
                suggestion: "write: :comparator \"i;ascii-numeric\"")
        }
    }

    private func comparesNumbers(_ call: CheckedCall) -> Bool {
        call.tag("comparator")?.strings.first?.constant == "i;ascii-numeric"
    }

    /// Whether a key is a number that a text of digits can stand on the wrong side of.
    private func isNumber(_ key: CheckedString, in call: CheckedCall) -> Bool {
        // The parts of a date have leading zeros.
        if call.tag("value") != nil, ["date", "currentdate"].contains(call.name) { return false }
        guard let text = key.constant else { return call.tag("count") != nil }
        // Every other count comes behind these two as a text too.
        if call.tag("count") != nil, ["0", "1"].contains(text) { return false }
        return !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
