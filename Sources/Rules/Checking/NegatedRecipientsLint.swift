// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sieve

/// `not address "to"`: true only if no recipient at all matches, which is seldom what was meant.
///
/// A test over To and Cc is true as soon as one address matches. Negated, one colleague in Cc makes it false, and the
/// mail to the outside goes the way of the mail to the colleague. The envelope holds the one recipient in question.
struct NegatedRecipientsLint: Lint {
    private static let recipientFields: Set = ["to", "cc", "bcc", "resent-to", "resent-cc", "resent-bcc"]

    func findings(in compilation: Compilation, profile: Profile) -> [Diagnostic] {
        compilation.allCalls.filter { $0.name == "not" }.flatMap { $0.tests.flatMap(\.withDescendants) }.compactMap {
            test in
            guard test.name == "address" || test.name == "header" else { return nil }
            let names = test.strings(0).compactMap { $0.constant?.lowercased() }
            guard names.contains(where: Self.recipientFields.contains) else { return nil }
            return compilation.diagnostic(
                .warning, "with \"not\", one matching address among all recipients makes this false", at: test.place,
                suggestion: "test the one recipient: not envelope \"to\" ...")
        }
    }
}
