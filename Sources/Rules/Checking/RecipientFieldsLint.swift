// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sieve

/// Tests over To, Cc or Bcc where the one recipient was meant.
///
/// Such a test is true as soon as one address of the mail matches. So `address :domain "to"` sends to everybody what was
/// meant for one colleague's domain, and `not address "to"` is false for all as soon as one colleague is in Cc. The
/// envelope holds the one recipient that the rules are run for.
struct RecipientFieldsLint: Lint {
    private static let recipientFields: Set = ["to", "cc", "bcc", "resent-to", "resent-cc", "resent-bcc"]

    func findings(in compilation: Compilation, profile: Profile) -> [Diagnostic] {
        compilation.calls.flatMap { findings(in: $0, isNegated: false, compilation) }
    }

    private func findings(in call: CheckedCall, isNegated: Bool, _ compilation: Compilation) -> [Diagnostic] {
        var found: [Diagnostic] = []
        let names = call.strings(0).compactMap { $0.constant?.lowercased() }
        if call.name == "address" || call.name == "header", names.contains(where: Self.recipientFields.contains) {
            if isNegated {
                found.append(
                    compilation.diagnostic(
                        .warning, "with \"not\", one matching address among all recipients makes this false",
                        at: call.place, suggestion: "test the one recipient: not envelope \"to\" ..."))
            } else if call.tag("domain") != nil {
                found.append(
                    compilation.diagnostic(
                        .warning, "one matching address among all recipients makes this true for each of them",
                        at: call.place, suggestion: "test the one recipient: envelope :domain \"to\" ..."))
            }
        }
        for test in call.tests {
            found += findings(in: test, isNegated: isNegated != (call.name == "not"), compilation)
        }
        return found + call.block.flatMap { findings(in: $0, isNegated: false, compilation) }
    }
}
