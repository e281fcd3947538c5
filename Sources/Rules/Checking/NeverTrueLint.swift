// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sieve

/// Tests that have come out before they are asked: their block is never run.
struct NeverTrueLint: Lint {
    func findings(in compilation: Compilation, profile: Profile) -> [Diagnostic] {
        Ways(compilation.calls, profile: profile).impossible.map { test, line in
            let message = line.map { "this is never true here: the test of line \($0) has decided it" }
            return compilation.diagnostic(
                .warning, message ?? "this is never true: its tests exclude each other", at: test.place)
        }
    }
}
