// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sieve

/// A check of rule files beyond the language: one thing that goes wrong with outgoing mail.
protocol Lint: Sendable {
    /// What it finds in a script.
    func findings(in compilation: Compilation, profile: Profile) -> [Diagnostic]
}

/// All checks.
enum Lints {
    private static let all: [any Lint] = [
        RouteLint(), AllowanceLint(), HeaderEditLint(), LateEditLint(), UnreachableLint(), HeaderNameLint(),
        RecipientFieldsLint(),
    ]

    static func findings(in compilation: Compilation, profile: Profile) -> [Diagnostic] {
        all.flatMap { $0.findings(in: compilation, profile: profile) }
    }
}
