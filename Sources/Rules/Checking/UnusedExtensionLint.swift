// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sieve

/// An extension that is required and not used.
struct UnusedExtensionLint: Lint {
    func findings(in compilation: Compilation, profile: Profile) -> [Diagnostic] {
        // What is wrong may be the very use of it.
        guard compilation.script != nil else { return [] }
        let required = compilation.calls.filter { $0.name == "require" }.flatMap { $0.strings(0) }
        return required.filter { !compilation.usedCapabilities.contains($0.constant ?? "") }.map { string in
            compilation.diagnostic(
                .remark, "nothing here uses the extension \"\(string.constant ?? "")\"", at: string.place)
        }
    }
}
