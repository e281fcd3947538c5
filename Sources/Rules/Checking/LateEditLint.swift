// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sieve

/// An edit of the header behind the action that chose the route, where it has no effect (RFC 5293, section 4).
struct LateEditLint: Lint {
    func findings(in compilation: Compilation, profile: Profile) -> [Diagnostic] {
        compilation.allBlocks.flatMap { block in
            guard let index = block.firstIndex(where: { ["fileinto", "keep", "redirect"].contains($0.name) }) else {
                return [Diagnostic]()
            }
            let edits = block[(index + 1)...].flatMap(\.withDescendants)
                .filter { $0.name == "addheader" || $0.name == "deleteheader" }
            return edits.map { edit in
                compilation.diagnostic(
                    .error, "this edit comes after line \(block[index].place.line) chose the route, and would hold",
                    at: edit.place, suggestion: "put it before \(block[index].name)")
            }
        }
    }
}
