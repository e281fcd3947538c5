// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sieve

/// Commands behind `stop`.
struct UnreachableLint: Lint {
    func findings(in compilation: Compilation, profile: Profile) -> [Diagnostic] {
        compilation.allBlocks.compactMap { block in
            guard let index = block.firstIndex(where: { ["stop", "return"].contains($0.name) }), index + 1 < block.count
            else {
                return nil
            }
            return compilation.diagnostic(
                .warning, "this is never reached: line \(block[index].place.line) \(block[index].name)s",
                at: block[index + 1].place)
        }
    }
}
