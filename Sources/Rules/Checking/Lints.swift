// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sieve

/// All checks.
enum Lints {
    private static let all: [any Lint] = [
        RouteLint(), AllowanceLint(), HeaderEditLint(), LateEditLint(), UnreachableLint(), HeaderNameLint(),
        RecipientFieldsLint(), OverlapLint(), NeverTrueLint(), AddressKeyLint(), KeyLint(), SizeLint(),
        EmptyBlockLint(),
        NumberOrderLint(),
        UnusedExtensionLint(),
        FlagLint(),
    ]

    static func findings(in compilation: Compilation, profile: Profile) -> [Diagnostic] {
        all.flatMap { $0.findings(in: compilation, profile: profile) }
    }
}
