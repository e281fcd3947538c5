// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sieve

/// A block in which nothing stands.
struct EmptyBlockLint: Lint {
    func findings(in compilation: Compilation, profile: Profile) -> [Diagnostic] {
        // A block may look empty because what stands in it is wrong, which has been said.
        guard compilation.script != nil else { return [] }
        return compilation.allCalls.filter { ["if", "elsif", "else"].contains($0.name) && $0.block.isEmpty }.map {
            compilation.diagnostic(
                .warning, "nothing is done here", at: $0.place,
                suggestion: "write keep; for the default route, or stop;")
        }
    }
}
